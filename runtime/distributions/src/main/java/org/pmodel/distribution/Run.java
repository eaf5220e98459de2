package org.pmodel.distribution;

import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;
import org.pmodel.runtime.jvm.CompiledKernel;
import org.pmodel.runtime.jvm.KernelMemory;

/** A routine with memory to run in; for one thread. Variables are set, then bound, then it runs any number of times. */
final class Run {
    private final Routine routine;
    private final KernelMemory memory;
    private final CompiledKernel bind;
    private final CompiledKernel run;

    Run(Routine routine) {
        this.routine = routine;
        this.memory = new KernelMemory(routine.slots().size(), Key.of(0).stream());
        this.bind = routine.bind().get();
        this.run = routine.run().get();
    }

    Run drawingFrom(RandomStream stream) {
        memory.random = stream;
        return this;
    }

    /** The sizes of a variable, whether it is given or an argument of the kernel. */
    void sizes(String variable, int... sizes) {
        for (int k = 0; k < sizes.length; k++) {
            whole(variable + "_" + (k + 1), sizes[k]);
        }
        ints("shape_" + variable, sizes);
    }

    void whole(String variable, int... values) {
        ints("data_" + variable, values);
    }

    void real(String variable, double... values) {
        int slot = routine.slots().indexOf("data_" + variable);
        if (slot >= 0) {
            memory.reals[slot] = values;
        }
    }

    private void ints(String name, int[] values) {
        int slot = routine.slots().indexOf(name);
        if (slot >= 0) {
            memory.ints[slot] = values;
        }
    }

    void bind() {
        call(bind, new double[0], new double[0]);
    }

    /** What the kernels found the sizes to be: the number of coordinates, then those of each quantity. */
    int[] sizes() {
        return memory.ints[routine.slots().indexOf("sizes")];
    }

    /** @throws IllegalArgumentException with the message of a check that fails */
    void run(double[] in, double[] out) {
        call(run, in, out);
    }

    private void call(CompiledKernel kernel, double[] in, double[] out) {
        int status = memory.run(kernel, in, out);
        String printed = memory.takeMessages();
        if (status != 0) {
            String message = routine.faults().get(memory.fault).replace("{printed}", printed.replace("\u001e", ""));
            for (int i = 0; i < memory.faultCount; i++) {
                message = message.replace("{" + i + "}", Tensor.number(memory.faultValues[i]));
            }
            throw new IllegalArgumentException(message);
        }
    }
}
