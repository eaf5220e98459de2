/**
 * From Model IR to Kernel IR: statistics become arithmetic.
 *
 * <p>A {@link org.pmodel.runtime.lower.Question} put to a model gives one kernel. {@link org.pmodel.runtime.lower.Expressions} turns containers into functions
 * from indices to scalars, so that {@code X * beta + a[group]} is computed element by element where it is used;
 * {@link org.pmodel.runtime.lower.Calls} applies library and user functions, lifted over containers where need be;
 * {@link org.pmodel.runtime.lower.Statements} writes loops and branches, {@link org.pmodel.runtime.lower.Parameters} the change of variables.
 * Each index is checked where it is used; staging moves the checks to bind time.
 */
package org.pmodel.runtime.lower;
