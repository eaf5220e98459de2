package org.pmodel.runtime.jvm;

import java.util.Arrays;
import org.pmodel.numerics.RandomStream;

/** The memory that a kernel of the Java engine works in, one per thread: the counterpart of the native context. */
public final class KernelMemory {
    /** Data and bound arrays by slot; an array of integers has its place in {@link #ints} instead. */
    public final double[][] reals;
    public final int[][] ints;
    /** Grows to what the kernel needs on its first runs. */
    public double[] workspace = new double[256];
    public int[] intWorkspace = new int[256];
    public int fault;
    public int faultCount;
    public final double[] faultValues = new double[4];
    /** Source of random numbers for kernels that draw. */
    public RandomStream random;

    public KernelMemory(int slots, RandomStream random) {
        reals = new double[slots][];
        ints = new int[slots][];
        this.random = random;
    }

    /** Another memory over the same bound arrays, for another thread. */
    public KernelMemory fork() {
        KernelMemory other = new KernelMemory(reals.length, random);
        System.arraycopy(reals, 0, other.reals, 0, reals.length);
        System.arraycopy(ints, 0, other.ints, 0, ints.length);
        return other;
    }

    /** Ends a run with a fault; the value is the status to return. */
    public int fail(int fault, double... values) {
        this.fault = fault;
        faultCount = values.length;
        System.arraycopy(values, 0, faultValues, 0, values.length);
        return 1;
    }

    /** Asks for a workspace that holds {@code reals} and {@code ints} more than it does now. */
    public int grow(long reals, long ints) {
        workspace = Arrays.copyOf(workspace, size(workspace.length * 2L + reals));
        intWorkspace = Arrays.copyOf(intWorkspace, size(intWorkspace.length * 2L + ints));
        return 2;
    }

    private static int size(long wanted) {
        if (wanted > Integer.MAX_VALUE - 8) {
            throw new OutOfMemoryError("workspace of " + wanted + " numbers");
        }
        return (int) wanted;
    }
}
