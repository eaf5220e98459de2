package org.pmodel.runtime.engine;

import java.util.Map;
import java.util.function.Consumer;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.print.CppPrinter;
import org.pmodel.nativecode.KernelCache;
import org.pmodel.nativecode.KernelLibrary;
import org.pmodel.nativecode.NativeCompiler;
import org.pmodel.nativecode.NativeContext;
import org.pmodel.nativecode.NativeFault;
import org.pmodel.numerics.Key;

/**
 * Kernels as C++ in a shared library.
 *
 * @param threads that each instance has for long loops
 */
public record NativeEngine(NativeCompiler compiler, int threads) implements Engine {
    public NativeEngine(NativeCompiler compiler) {
        this(compiler, 1);
    }

    /** The same engine with compiled kernels kept elsewhere. */
    public NativeEngine withCache(KernelCache cache) {
        return new NativeEngine(compiler.withCache(cache), threads);
    }

    @Override
    public NativeEngine withThreads(int perInstance) {
        return new NativeEngine(compiler, perInstance);
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public String print(Program program) {
        return CppPrinter.print(program.bind(), program.run(), program.slots());
    }

    @Override
    public Executable compile(Program program) {
        return new Compiled(program, compiler.load(print(program)), threads);
    }

    private record Compiled(Program program, KernelLibrary library, int threads) implements Executable {
        @Override
        public Instance bind(Map<String, Object> arrays, Key key, Consumer<String> printed) {
            NativeContext context = NativeContext.open(program.slots().size(), threads);
            for (int slot = 0; slot < program.slots().size(); slot++) {
                switch (arrays.get(program.slots().get(slot))) {
                    case double[] reals -> context.setArray(slot, reals);
                    case int[] ints -> context.setArray(slot, ints);
                    case null -> { }
                    default -> throw new IllegalArgumentException(program.slots().get(slot));
                }
            }
            context.setKey(key);
            int status = context.call(library.function(program.bind().name()));
            Printed text = Printed.of(context.takeMessages()).to(printed);
            if (status != NativeContext.OK) {
                KernelFault fault = fault(context, program.bind(), text);
                context.close();
                throw fault;
            }
            return new Bound(program, library.function(program.run().name()), context, printed);
        }

        @Override
        public double compileSeconds() {
            return library.seconds();
        }

        @Override
        public boolean cached() {
            return library.cached();
        }

        @Override
        public void close() {
            library.close();
        }
    }

    private static KernelFault fault(NativeContext context, Kernel kernel, Printed text) {
        NativeFault fault = context.fault();
        return new KernelFault(kernel.faults().get(fault.site()).withPrinted(text.fault()), fault.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static final class Bound implements Instance {
        private final Program program;
        private final long function;
        private final NativeContext context;
        private final Consumer<String> printed;
        private Printed text = Printed.NOTHING;

        Bound(Program program, long function, NativeContext context, Consumer<String> printed) {
            this.program = program;
            this.function = function;
            this.context = context;
            this.printed = printed;
        }

        @Override
        public boolean run(double[] in, double[] out) {
            context.setIn(in);
            context.out(out.length);
            int status = context.call(function);
            text = Printed.of(context.takeMessages()).to(printed);
            if (status != NativeContext.OK) {
                return false;
            }
            context.getOut(out);
            return true;
        }

        @Override
        public KernelFault fault() {
            return NativeEngine.fault(context, program.run(), text);
        }

        @Override
        public void setKey(Key key) {
            context.setKey(key);
        }

        @Override
        public void read(String slot, int[] into) {
            context.readArray(program.slots().indexOf(slot), into);
        }

        @Override
        public Instance fork() {
            return new Bound(program, function, context.fork(), printed);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
