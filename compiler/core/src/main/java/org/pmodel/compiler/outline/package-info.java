/** What a program takes, gives and is made of: the facts that tools ask of a model without running it. */
package org.pmodel.compiler.outline;
