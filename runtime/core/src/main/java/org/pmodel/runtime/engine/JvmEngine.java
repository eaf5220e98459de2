package org.pmodel.runtime.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.pass.Passes;
import org.pmodel.kernel.print.JavaPrinter;
import org.pmodel.nativecode.DeepStack;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.jvm.CompiledKernel;
import org.pmodel.runtime.jvm.KernelMemory;

/**
 * Kernels as Java classes, for machines without a C++ compiler.
 *
 * @param threads that each instance has for long loops
 */
public record JvmEngine(int threads) implements Engine {
    public JvmEngine() {
        this(1);
    }

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public String print(Program program) {
        return String.join("\n", texts(program)) + "\n";
    }

    @Override
    public Executable compile(Program program) {
        long start = System.nanoTime();
        List<String> texts = texts(program);
        List<CompiledKernel> kernels = new ArrayList<>();
        for (int k = 0; k < texts.size(); k++) {
            kernels.add(load(program.kernels().get(k).name(), texts.get(k)));
        }
        return new Compiled(program, kernels, threads, (System.nanoTime() - start) * 1e-9);
    }

    /** In the order of the kernels. */
    private static List<String> texts(Program program) {
        return List.of(JavaPrinter.print(program.bind(), program.slots()), JavaPrinter.printDivided(Passes.expanded(program.run()), program.slots()));
    }

    @Override
    public JvmEngine withThreads(int perInstance) {
        return new JvmEngine(perInstance);
    }

    private static CompiledKernel load(String name, String text) {
        try {
            SimpleCompiler compiler = new SimpleCompiler();
            compiler.setParentClassLoader(JvmEngine.class.getClassLoader());
            compiler.cook(text);
            return (CompiledKernel) compiler.getClassLoader().loadClass(name).getDeclaredConstructor().newInstance();
        } catch (CompileException | ReflectiveOperationException e) {
            throw new IllegalStateException("generated Java does not compile: " + e.getMessage() + "\n" + text, e);
        }
    }

    private record Compiled(Program program, List<CompiledKernel> kernels, int threads, double compileSeconds) implements Executable {
        @Override
        public Instance bind(Map<String, Object> arrays, Key key, Consumer<String> printed) {
            KernelMemory memory = new KernelMemory(program.slots().size(), key.stream(), threads);
            for (int slot = 0; slot < program.slots().size(); slot++) {
                switch (arrays.get(program.slots().get(slot))) {
                    case double[] reals -> memory.reals[slot] = reals;
                    case int[] ints -> memory.ints[slot] = ints;
                    case null -> { }
                    default -> throw new IllegalArgumentException(program.slots().get(slot));
                }
            }
            boolean done = run(kernels.get(0), memory, new double[0], new double[0]);
            Printed text = Printed.of(memory.takeMessages()).to(printed);
            if (!done) {
                memory.close();
                throw fault(memory, program.bind(), text);
            }
            return new Bound(this, memory, printed);
        }

        @Override
        public boolean cached() {
            return false;
        }

        @Override
        public void close() {
            // classes are collected with their loader
        }
    }

    private static boolean run(CompiledKernel kernel, KernelMemory memory, double[] in, double[] out) {
        long drawn = memory.random.counter();
        try {
            return memory.run(kernel, in, out) == CompiledKernel.DONE;
        } catch (StackOverflowError small) {
            memory.startOver(drawn);
            return DeepStack.call(() -> attemptToTheEnd(kernel, memory, in, out)) == CompiledKernel.DONE;
        }
    }

    private static int attemptToTheEnd(CompiledKernel kernel, KernelMemory memory, double[] in, double[] out) {
        try {
            return memory.run(kernel, in, out);
        } catch (StackOverflowError e) {
            return memory.fail(memory.fault); // of the routine that was entered last
        }
    }

    private static KernelFault fault(KernelMemory memory, Kernel kernel, Printed text) {
        return new KernelFault(kernel.faults().get(memory.fault).withPrinted(text.fault()), Arrays.copyOf(memory.faultValues, memory.faultCount));
    }

    private static final class Bound implements Instance {
        private final Compiled compiled;
        private final KernelMemory memory;
        private final Consumer<String> printed;
        private Printed text = Printed.NOTHING;

        Bound(Compiled compiled, KernelMemory memory, Consumer<String> printed) {
            this.compiled = compiled;
            this.memory = memory;
            this.printed = printed;
        }

        @Override
        public boolean run(double[] in, double[] out) {
            boolean done = JvmEngine.run(compiled.kernels().get(1), memory, in, out);
            text = Printed.of(memory.takeMessages()).to(printed);
            return done;
        }

        @Override
        public KernelFault fault() {
            return JvmEngine.fault(memory, compiled.program().run(), text);
        }

        @Override
        public void setKey(Key key) {
            memory.random = key.stream();
        }

        @Override
        public void read(String slot, int[] into) {
            int[] bound = memory.ints[compiled.program().slots().indexOf(slot)];
            System.arraycopy(bound, 0, into, 0, into.length);
        }

        @Override
        public Instance fork() {
            return new Bound(compiled, memory.fork(), printed);
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
