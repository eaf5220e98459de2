package org.pmodel.runtime.jvm;

/** A kernel as a Java class. */
public interface CompiledKernel {
    /** @return 0 when done, 1 after a fault, 2 when the workspace has grown and the call is to be repeated */
    int run(KernelMemory memory, double[] in, double[] out);
}
