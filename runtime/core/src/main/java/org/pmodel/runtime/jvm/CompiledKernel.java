package org.pmodel.runtime.jvm;

/** A kernel as a Java class. */
public interface CompiledKernel {
    int DONE = 0, WORKSPACE_HAS_GROWN = 2;

    /** @return {@link #DONE}, 1 after a fault, or {@link #WORKSPACE_HAS_GROWN} when the call is to be repeated, as {@link KernelMemory#run} does */
    int run(KernelMemory memory, double[] in, double[] out);
}
