package org.pmodel.cli;

import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.pmodel.runtime.engine.Instance;

/**
 * What a gradient costs: nanoseconds over batches that each take some milliseconds, after a warm-up that ends when batches stop getting faster
 * and the JVM has nothing left to compile.
 *
 * @param bytes that the calling thread allocates on the Java heap for one gradient
 */
public record GradientTiming(double median, double minimum, int batches, double bytes) {
    private static final int BATCHES = 15;
    private static final double BATCH_NANOS = 8e6;
    private static final double WARM_UP_NANOS = 8e9;
    /** Longer than the JVM takes to optimise most methods of a kernel, which meanwhile run slowly at an even pace. */
    private static final double STEADY_NANOS = 4e8;

    public static GradientTiming of(Instance instance, double[] point) {
        double[] out = new double[point.length + 1];
        int runs = warmUp(instance, point, out);
        double[] nanos = new double[BATCHES];
        for (int b = 0; b < BATCHES; b++) {
            nanos[b] = batch(instance, point, out, runs);
        }
        Arrays.sort(nanos);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        batch(instance, point, out, runs);
        double bytes = (threads.getCurrentThreadAllocatedBytes() - before) / (double) runs;
        return new GradientTiming(nanos[BATCHES / 2], nanos[0], BATCHES, Math.floor(bytes));
    }

    /** @return how many runs make a batch */
    private static int warmUp(Instance instance, double[] point, double[] out) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long start = System.nanoTime(), changed = start, compiled = 0;
        int runs = 1;
        double best = Double.POSITIVE_INFINITY;
        while (System.nanoTime() - start < WARM_UP_NANOS && System.nanoTime() - changed < STEADY_NANOS) {
            double nanos = batch(instance, point, out, runs);
            long total = compiler == null ? 0 : compiler.getTotalCompilationTime();
            if (nanos < 0.97 * best || total > compiled) {
                changed = System.nanoTime();
            }
            best = Math.min(best, nanos);
            compiled = total;
            runs = (int) Math.max(1, Math.min(2.0 * runs, BATCH_NANOS / best + 1));
        }
        return runs;
    }

    private static double batch(Instance instance, double[] point, double[] out, int runs) {
        long start = System.nanoTime();
        for (int i = 0; i < runs; i++) {
            instance.run(point, out);
        }
        return (System.nanoTime() - start) / (double) runs;
    }
}
