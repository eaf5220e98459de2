package org.pmodel.distribution;

import java.util.Map;
import java.util.function.Function;

/**
 * Draws that are differentiable functions of the parameters, the random numbers behind them kept.
 *
 * @param value the draws
 * @param pullback from weights in the shape of the draws to the derivatives of the weighted sum, by the names of the real parameters
 */
public record Pathwise(Tensor value, Function<Tensor, Map<String, Tensor>> pullback) {
    /** The derivatives of the sum of all draws. */
    public Map<String, Tensor> gradient() {
        return pullback.apply(Tensor.filled(1, value.shape()));
    }
}
