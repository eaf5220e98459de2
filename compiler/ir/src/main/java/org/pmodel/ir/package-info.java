/**
 * Model IR: a checked probabilistic program, and the library definitions it uses.
 *
 * <p>A {@link org.pmodel.ir.Model} is what remains of a program once names, types and overloads are resolved: declarations with their
 * {@linkplain org.pmodel.ir.Constraint supports}, statements in which every {@code ~} and {@code target +=} is a named
 * {@linkplain org.pmodel.ir.Stmt.Site site} inside its stack of plates, and the {@linkplain org.pmodel.ir.Function functions} it calls, library ones
 * included, so that a model is a closed value: it can be written to disk, read on another machine and compiled there without the front end.
 *
 * <p>Model IR says what is distributed how. It holds no schedule: vectors are values, a density applied to containers is one
 * call with a {@linkplain org.pmodel.ir.Lift lift}, and nothing says in which order a plate is visited. Loops and numbers belong to Kernel IR.
 *
 * <p>The line {@code plate obs (i in 1:N) { x[i] ~ normal(mu, s); }} becomes
 * <pre>{@code
 *   Plate("obs", i, 1, N,
 *     Site("x", variate = Index(x, [Single(i)]), distribution = "normal", args = [mu, s],
 *          density = Call("normal_lpdf", SCALAR, [x[i], mu, s])))
 * }</pre>
 */
package org.pmodel.ir;
