package org.pmodel.distribution;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.pmodel.runtime.jvm.CompiledKernel;

/**
 * A function of the library as kernels: the first prepares what follows from whole arguments and sizes alone, the second runs for each value of the real
 * ones. Argument {@code i} is the variable {@code a<i>} of the model that the kernels were written from.
 *
 * @param slots names of the external arrays of both
 * @param faults messages of the checks of both, by number
 */
record Routine(List<String> slots, Supplier<CompiledKernel> bind, Supplier<CompiledKernel> run, List<String> faults) {
    Routine(String slots, Supplier<CompiledKernel> bind, Supplier<CompiledKernel> run, String faults) {
        this(List.of(slots.split(" ")), bind, run, Arrays.asList(faults.split("\n", -1)));
    }

    Run start() {
        return new Run(this);
    }
}
