/**
 * Kernel IR: loops and numbers, and nothing else.
 *
 * <p>A {@link org.pmodel.kernel.Kernel} is a function of the data, written over two kinds of things. A {@link org.pmodel.kernel.Value} is a scalar that
 * is computed once, where it is defined. An {@link org.pmodel.kernel.Array} is memory: loaded, stored and added to by index; an array of rank zero is a
 * mutable scalar. {@link org.pmodel.kernel.Stmt} lists what can be done with them; loops count from zero; blocks nest and values are visible in the
 * rest of their block. There is no expression nesting: every operation names its result, so that a pass is a walk over a list.
 *
 * <p>The log density of {@code y[n] ~ normal(mu, sigma)} over a plate is
 * <pre>{@code
 *   alloc target[] = 0
 *   for n < N {
 *     y1 = y[n]
 *     d = y1 - mu
 *     z = d / sigma
 *     q = z * z
 *     h = q * -0.5
 *     target[] += h
 *   }
 * }</pre>
 * and reverse-mode differentiation, which is an ordinary pass, gives
 * <pre>{@code
 *   for n < N {
 *     …as above…
 *     dz = z * -1.0
 *     dd = dz / sigma
 *     mu'[] += -dd
 *     sigma'[] += -(dd * z)
 *   }
 * }</pre>
 * in the same loop, because the only thing that the loop leaves behind is a sum whose adjoint is known beforehand.
 *
 * <p>A {@link org.pmodel.kernel.Pass} maps a kernel to a kernel; {@link org.pmodel.kernel.Passes} is the pipeline, read from top to bottom. The same
 * kernel is printed as C++, as Java and (for people and tests) as text.
 */
package org.pmodel.kernel;
