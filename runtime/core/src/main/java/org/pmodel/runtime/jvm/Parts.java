package org.pmodel.runtime.jvm;

import java.util.Arrays;

/**
 * The memory of the parts of a divided loop, and the threads that run them. Each part adds into sums of its own, and these are added up in their order: results
 * depend on the sizes of data alone and not on the number of threads. The numbers are those of {@code pm/divide.h}.
 */
final class Parts implements AutoCloseable {
    private static final int MOST = 16;
    /** Simple operations that are worth a part, several times what it takes to wake a thread. */
    private static final long COST = 400_000;

    private final KernelMemory whole;
    private final KernelMemory[] parts = new KernelMemory[MOST];
    private final int[] statuses = new int[MOST];
    /** {@code null} for one thread, which runs all parts itself. */
    private final Crew crew;
    private DividedKernel kernel;
    private int loop, number, count;
    private double[] in, out;

    Parts(KernelMemory whole, int threads) {
        this.whole = whole;
        crew = threads > 1 ? new Crew(threads, this::run) : null;
    }

    /** How many parts a loop is divided into. The parts' sums have to be cleared and added up, which must stay a small share of the work. */
    static int number(int count, long cost, long sums) {
        return (int) Math.max(1, Math.min(Math.min(MOST, count), count * cost / (COST + 8 * sums)));
    }

    /** @return the status of the first part, in their order, that did not come to its end; 0 where all did */
    int run(DividedKernel kernel, int loop, int number, int count, double[] in, double[] out) {
        this.kernel = kernel;
        this.loop = loop;
        this.number = number;
        this.count = count;
        this.in = in;
        this.out = out;
        if (crew == null) {
            for (int p = 0; p < number; p++) {
                run(p);
            }
        } else {
            crew.run(number);
        }
        for (int p = 0; p < number; p++) {
            if (statuses[p] != 0) {
                whole.takeFault(parts[p]);
                return statuses[p];
            }
        }
        for (int p = 0; p < number; p++) {
            whole.addSums(parts[p]);
        }
        return 0;
    }

    private void run(int p) {
        if (parts[p] == null) {
            parts[p] = whole.part();
        }
        int begin = (int) ((long) count * p / number), end = (int) ((long) count * (p + 1) / number);
        statuses[p] = parts[p].beginPart(whole) ? kernel.part(loop, whole, parts[p], in, out, begin, end) : 2;
    }

    @Override
    public void close() {
        if (crew != null) {
            crew.close();
        }
    }
}
