/**
 * The syntax tree: a program as it was written, each node with its {@linkplain org.pmodel.ir.Span place}.
 *
 * <p>Nothing is resolved here. A name is text, {@code x[1]} does not know what {@code x} is, and {@code f(x)} may turn out to be an error.
 * {@code org.pmodel.compiler.parse} builds the tree from text, {@code org.pmodel.compiler.elaborate} turns it into Model IR.
 */
package org.pmodel.compiler.syntax;
