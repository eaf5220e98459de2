package org.pmodel.distribution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Derivatives of one weighted sum with respect to named tensors, added up as they arrive. */
final class Slopes {
    private final Map<String, Tensor> sums = new LinkedHashMap<>();

    void add(String name, Tensor slopes) {
        sums.merge(name, slopes, Slopes::sum);
    }

    private static Tensor sum(Tensor a, Tensor b) {
        double[] sum = a.values();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b.values[i];
        }
        return new Tensor(a.shape(), sum);
    }

    /** The derivative with respect to the value; {@code null} where nothing depends on it. */
    Tensor ofValue() {
        return sums.get(Smooth.VALUE);
    }

    Map<String, Tensor> ofParameters() {
        Map<String, Tensor> parameters = new LinkedHashMap<>(sums);
        parameters.remove(Smooth.VALUE);
        return Collections.unmodifiableMap(parameters);
    }
}
