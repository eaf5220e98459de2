package org.pmodel.kernel;

import java.util.function.UnaryOperator;

/**
 * A named, meaning-preserving map from kernels to kernels.
 *
 * @param whole whether it sees to the routines itself; otherwise it is applied to each as to the kernel
 */
public record Pass(String name, String purpose, UnaryOperator<Kernel> transformation, boolean whole) {
    public Pass(String name, String purpose, UnaryOperator<Kernel> transformation) {
        this(name, purpose, transformation, false);
    }

    public Kernel apply(Kernel kernel) {
        Kernel result = transformation.apply(kernel);
        return whole ? result
                : result.withRoutines(result.routines().stream().map(r -> r.withBody(transformation.apply(r.in(kernel)).body())).toList());
    }
}
