package org.pmodel.kernel;

import java.util.function.UnaryOperator;

/** A named, meaning-preserving map from kernels to kernels. */
public record Pass(String name, String purpose, UnaryOperator<Kernel> transformation) {
    public Kernel apply(Kernel kernel) {
        return transformation.apply(kernel);
    }
}
