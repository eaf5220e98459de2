/** From text to syntax tree: the token source with its includes, the parser run, the builders, and syntax errors in people's words. */
package org.pmodel.compiler.parse;
