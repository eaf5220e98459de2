/**
 * The library's distributions, constraints and transforms as Java.
 *
 * <p>Each family has a class, written from its definition while this module is built: {@link org.pmodel.distribution.Normal}, say. Parameters are numbers,
 * arrays of numbers or {@link org.pmodel.distribution.Tensor}s; batches of them are repeated to a common shape, as in NumPyro. What all families can do is
 * {@link org.pmodel.distribution.Distribution}; what one of them cannot is an {@link UnsupportedOperationException}, and a parameter of a wrong shape or
 * outside its constraint an {@link IllegalArgumentException} that names it.
 *
 * <pre>{@code
 *   Normal normal = Normal.of(new double[] {0, 1}, new double[] {2});
 *   Tensor density = normal.logProb(Tensor.scalar(0.5));            // shape [2]
 *   Tensor draws = normal.sample(Key.of(1), 1000);                  // shape [1000, 2]
 *   Map<String, Tensor> slopes = normal.rsample(Key.of(1), 1000).gradient();
 * }</pre>
 *
 * <p>Distributions of numbers have forms that are {@linkplain org.pmodel.distribution.Distribution#truncated truncated}, censored, folded, inflated at zero
 * and so on, which mean what the library's templates of those names say; {@link org.pmodel.distribution.Mixture} mixes any, and
 * {@link org.pmodel.distribution.Distribution#transformed transformed} maps values.
 *
 * <p>{@link org.pmodel.distribution.Constraints} has the sets of values that the library's transforms lead to, and
 * {@link org.pmodel.distribution.Transform#bijectTo} the way there.
 */
package org.pmodel.distribution;
