package org.pmodel.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.pmodel.nativecode.KernelLibrary;
import org.pmodel.nativecode.NativeCompiler;
import org.pmodel.nativecode.NativeContext;

/**
 * What one core of this machine does at best, measured.
 *
 * @param bytes read from memory, in a nanosecond
 * @param flops additions and multiplications in a nanosecond
 * @param functions exponentials in a nanosecond
 */
record Machine(double bytes, double flops, double functions) {
    private static final int DOUBLES = 1 << 25;

    static Machine measure(NativeCompiler compiler) throws IOException {
        try (InputStream text = Machine.class.getResourceAsStream("roofs.cpp");
                KernelLibrary library = compiler.load(new String(text.readAllBytes(), StandardCharsets.UTF_8)); NativeContext context = NativeContext.open(1)) {
            double[] x = new double[DOUBLES];
            Arrays.fill(x, 1);
            context.setArray(0, x);
            return new Machine(8.0 * DOUBLES / nanos(context, library.function("read_memory"), 2, DOUBLES, 0, 0),
                    256 / nanos(context, library.function("multiply_add"), 1_000_000, 1e-3, 0.999, 1e-3),
                    1024 / nanos(context, library.function("exponentials"), 100_000, 1e-3, 1e-9, 0));
        }
    }

    /** Of a round: the least of some runs. */
    private static double nanos(NativeContext context, long function, double... in) {
        context.setIn(in);
        context.out(1);
        double least = Double.POSITIVE_INFINITY;
        for (int run = 0; run < 7; run++) {
            long start = System.nanoTime();
            context.call(function);
            least = Math.min(least, (System.nanoTime() - start) / in[0]);
        }
        return least;
    }

    /** What a workload is limited by, with its share of what the machine can do; the arithmetic of functions counts apart. */
    String limit(Workload.Cost cost, double nanos) {
        double memory = cost.bytes() / nanos / bytes, arithmetic = cost.flops() / nanos / flops, calls = cost.functions() / nanos / functions;
        double most = Math.max(memory, Math.max(arithmetic, calls));
        String what = most == memory ? "memory" : most == arithmetic ? "arithmetic" : "functions";
        return "%s, %.0f %%".formatted(what, 100 * most);
    }
}
