package org.pmodel.distribution;

import java.util.Collections;
import java.util.Map;

/**
 * A log density with its derivatives.
 *
 * @param logDensity in the shape of the batch
 * @param value the derivative of its weighted sum with respect to the value, in the shape of the batch and an event; {@code null} where values are whole
 * @param parameters those derivatives with respect to each real parameter by name, summed to its shape
 */
public record DensityGradient(Tensor logDensity, Tensor value, Map<String, Tensor> parameters) {
    public DensityGradient {
        parameters = Collections.unmodifiableMap(parameters); // in the order of the definition
    }
}
