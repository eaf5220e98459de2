package org.pmodel.nativecode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;

class NativeContextTest {
    @TempDir Path cache;

    private KernelLibrary load(String body) {
        return Kernels.compiler(cache).load(Kernels.function("f", body));
    }

    @Test
    void arraysInputAndOutputReachTheKernel() {
        String body = """
                const double* x = (const double*) context->arrays[0];
                const int32_t* k = (const int32_t*) context->arrays[1];
                for (int i = 0; i < 3; i++) out[i] = x[k[i]] * in[0];
                return PM_OK;""";
        try (KernelLibrary kernel = load(body); NativeContext context = NativeContext.open(2)) {
            context.setArray(0, new double[] {10, 20, 30});
            context.setArray(1, new int[] {2, 0, 1});
            context.setIn(new double[] {0.5});
            double[] out = new double[3];
            context.out(3);
            assertEquals(NativeContext.OK, context.call(kernel.function("f")));
            context.getOut(out);
            assertArrayEquals(new double[] {15, 5, 10}, out);
        }
    }

    @Test
    void workspaceAndArenaGrowAndForksShareArrays() {
        String bind = Kernels.function("bind", """
                int64_t size = pm::doubles_for(100 * 8);
                if (!pm::arena_holds(context, size)) return PM_ARENA_TOO_SMALL;
                context->arrays[0] = context->arena;
                for (int i = 0; i < 100; i++) context->arena[i] = i;
                return PM_OK;""");
        String sum = Kernels.function("sum", """
                if (!pm::workspace_holds(context, 1000)) return PM_WORKSPACE_TOO_SMALL;
                context->workspace[999] = 1;
                out[0] = context->workspace[999];
                for (int i = 0; i < 100; i++) out[0] += ((double*) context->arrays[0])[i];
                return PM_OK;""");
        try (KernelLibrary kernel = Kernels.compiler(cache).load(bind + sum); NativeContext first = NativeContext.open(1)) {
            assertEquals(NativeContext.OK, first.call(kernel.function("bind")));
            double[] bound = new double[100];
            first.readArray(0, bound);
            assertEquals(99, bound[99]);
            try (NativeContext second = first.fork()) {
                for (NativeContext context : List.of(first, second)) {
                    DoubleBuffer out = context.out(1);
                    assertEquals(NativeContext.OK, context.call(kernel.function("sum")));
                    assertEquals(4951, out.get(0));
                }
                assertThrows(IllegalStateException.class, () -> first.setArray(0, new double[1]));
            }
        }
    }

    @Test
    void faultsCarrySiteIndicesAndValues() {
        String body = """
                pm::fault(context, 7);
                for (int i = 0; i < 6; i++) pm::fault_index(context, i + 1);
                pm::fault_value(context, in[0]);
                return PM_FAULT;""";
        try (KernelLibrary kernel = load(body); NativeContext context = NativeContext.open(0)) {
            context.setIn(new double[] {-1.5});
            assertEquals(NativeContext.FAULT, context.call(kernel.function("f")));
            assertEquals(new NativeFault(7, List.of(1L, 2L, 3L, 4L), List.of(-1.5)), context.fault());
        }
    }

    @Test
    void messagesAreTakenOnceAndNeverOverflow() {
        String body = """
                for (int i = 0; i < (int) in[0]; i++) { pm::print(context, "x = "); pm::print(context, 0.1); pm::print(context, "\\n"); }
                return PM_OK;""";
        try (KernelLibrary kernel = load(body); NativeContext context = NativeContext.open(0)) {
            context.setIn(new double[] {1});
            context.call(kernel.function("f"));
            assertEquals("x = 0.1\n", context.takeMessages());
            assertEquals("", context.takeMessages());
            context.setIn(new double[] {10_000});
            context.call(kernel.function("f"));
            assertEquals("[14464 more bytes dropped]", context.takeMessages().lines().reduce((a, b) -> b).orElseThrow());
        }
    }

    @Test
    void randomNumbersAreThoseOfTheStream() {
        try (KernelLibrary kernel = load("out[0] = pm::random_uniform(context); out[1] = pm::random_normal(context); return PM_OK;");
                NativeContext context = NativeContext.open(0)) {
            Key key = Key.of(20_240_229L).fold(3);
            context.setKey(key);
            RandomStream stream = key.stream();
            DoubleBuffer out = context.out(2);
            for (int i = 0; i < 100_000; i++) {
                context.call(kernel.function("f"));
                assertEquals(stream.uniform(), out.get(0));
                double normal = stream.normal();
                assertEquals(normal, out.get(1), 1e-14 * Math.max(1, Math.abs(normal)));
            }
            assertEquals(stream.counter(), context.counter());
        }
    }

    @Test
    void callsAllocateNothing() {
        try (KernelLibrary kernel = load("out[0] = in[0] + in[1]; return PM_OK;"); NativeContext context = NativeContext.open(0)) {
            long function = kernel.function("f");
            double[] in = {1, 2};
            double[] out = new double[1];
            callOften(context, function, in, out, 100_000);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            callOften(context, function, in, out, 100_000);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertEquals(0, allocated / 100_000, "bytes per call");
        }
    }

    private static void callOften(NativeContext context, long function, double[] in, double[] out, int times) {
        context.out(1);
        for (int i = 0; i < times; i++) {
            in[0] = i;
            context.setIn(in);
            context.call(function);
            context.getOut(out);
        }
        assertEquals(in[0] + in[1], out[0]);
    }

    @Test
    void aClosedContextSaysSo() {
        try (KernelLibrary kernel = load("return PM_OK;")) {
            NativeContext context = NativeContext.open(0);
            context.close();
            context.close();
            assertThrows(IllegalStateException.class, () -> context.call(kernel.function("f")));
        }
    }
}
