/**
 * From syntax tree to Model IR: names, types, overloads, blocks, sites and plates.
 *
 * <p>{@code ModelElaborator} goes through the blocks, {@code StatementElaborator} and {@code ExpressionElaborator} through what stands in them;
 * {@code Overloads} finds the function that a call means and {@code Functions} elaborates its body when a program first uses it. A
 * statement that is wrong is reported and left out, and the rest is elaborated all the same, so that one run reports what it can.
 */
package org.pmodel.compiler.elaborate;
