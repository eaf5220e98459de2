package org.pmodel.nativecode;

import java.nio.file.Files;

/** A program that prints what compiling, finding and calling a trivial kernel cost on this machine. */
final class CallOverhead {
    private CallOverhead() {}

    public static void main(String[] arguments) throws Exception {
        NativeCompiler compiler = NativeCompiler.find().orElseThrow().withCache(new KernelCache(Files.createTempDirectory("pmodel-")));
        String text = Kernels.function("f", "out[0] = in[0]; return PM_OK;");
        System.out.println(compiler.describe());
        for (int i = 0; i < 2; i++) {
            try (KernelLibrary kernel = compiler.load(text)) {
                System.out.printf("load: %.3f s, %s%n", kernel.seconds(), kernel.cached() ? "cached" : "compiled");
            }
        }
        try (KernelLibrary kernel = compiler.load(text); NativeContext context = NativeContext.open(0)) {
            for (int size : new int[] {10, 1000}) {
                double[] values = new double[size];
                context.out(size);
                for (int batch = 0; batch < 5; batch++) {
                    time(context, kernel.function("f"), values, batch == 4);
                }
            }
        }
    }

    private static void time(NativeContext context, long function, double[] values, boolean print) {
        int calls = 1_000_000;
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            context.call(function);
        }
        long called = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            context.setIn(values);
            context.call(function);
            context.getOut(values);
        }
        long copied = System.nanoTime();
        if (print) {
            System.out.printf("call: %.1f ns; with %d doubles copied in and out: %.1f ns%n",
                    (called - start) / (double) calls, values.length, (copied - called) / (double) calls);
        }
    }
}
