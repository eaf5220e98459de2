package org.pmodel.runtime.jvm;

/** A kernel with loops that parts of may run side by side, as {@code pm/divide.h} has them. */
public interface DividedKernel extends CompiledKernel {
    /**
     * Runs some turns of a loop.
     *
     * @param whole what the loop takes from where it stands
     * @param part has the sums that the turns add to, and room to work in
     */
    int part(int loop, KernelMemory whole, KernelMemory part, double[] in, double[] out, int begin, int end);
}
