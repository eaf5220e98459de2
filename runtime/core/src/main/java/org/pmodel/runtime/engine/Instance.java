package org.pmodel.runtime.engine;

import org.pmodel.numerics.Key;

/** A program with its data, for one thread at a time. */
public interface Instance extends AutoCloseable {
    /**
     * Runs the kernel; nothing is allocated once its memory has grown to size.
     *
     * @return whether it ran to its end; {@link #fault} tells why not
     */
    boolean run(double[] in, double[] out);

    KernelFault fault();

    /** Begins a random stream for the runs that follow. */
    void setKey(Key key);

    /** The beginning of a bound array of integers. */
    void read(String slot, int[] into);

    /** Another instance over the same bound data, for another thread. */
    Instance fork();

    @Override
    void close();
}
