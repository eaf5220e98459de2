package org.pmodel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.kernel.pass.Passes;

/** The pipeline gets through kernels of twenty thousand statements; a quadratic pass would be noticed by whoever runs this. */
class LargeKernelsTest {
    static Stream<Supplier<Kernel>> kernels() {
        return Stream.of(LargeKernelsTest::manySections, LargeKernelsTest::longLoop);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void pipelineGetsThrough(Supplier<Kernel> kernels) {
        Kernel kernel = kernels.get();
        assertEquals(List.of(), Verifier.check(kernel));
        Kernel gradient = Passes.gradient(Passes.divide(kernel, Passes.Trace.NONE).run(), Passes.Trace.NONE);
        assertEquals(List.of(), Verifier.check(gradient));
    }

    /** 900 groups, each with a loop that fills an array, a loop that reads it and a branch. */
    private static Kernel manySections() {
        int sections = 900;
        Builder out = new Builder(new Fresh(1));
        Value n = out.load(out.alloc("N", Elem.INT, List.of(), new Stmt.Storage.External("N")));
        Array x = out.alloc("x", Elem.REAL, List.of(n), new Stmt.Storage.External("x"));
        Array theta = out.alloc("theta", Elem.REAL, List.of(Atom.of(sections)), new Stmt.Storage.Input());
        Array result = out.alloc("out", Elem.REAL, List.of(Atom.of(sections + 1)), new Stmt.Storage.Output());
        Array target = out.local("target", Elem.REAL, List.of(), Stmt.Init.ZERO);
        for (int s = 0; s < sections; s++) {
            Value t = out.load(theta, Atom.of(s));
            Array mean = out.local("mean", Elem.REAL, List.of(n), Stmt.Init.NAN), sum = out.local("sum", Elem.REAL, List.of(), Stmt.Init.ZERO);
            out.loop("i", n, i -> out.store(mean, List.of(i), out.times(t, out.load(x, i))));
            out.loop("i", n, i -> {
                Atom d = out.minus(out.load(x, i), out.load(mean, i));
                out.add(sum, List.of(), out.times(Atom.of(-0.5), out.times(d, d)));
            });
            Value total = out.load(sum);
            out.branch(out.let(Ops.LESS, t, Atom.of(0.3)), () -> out.add(target, List.of(), out.let(Library.SIN, total)), () -> out.add(target, List.of(), total));
        }
        out.store(result, List.of(Atom.NONE), out.load(target));
        return new Kernel("sections", out.finish(), List.of());
    }

    /** One nest of loops over a body of 1500 branches that overwrite a state. */
    private static Kernel longLoop() {
        Builder out = new Builder(new Fresh(1));
        Value n = out.load(out.alloc("N", Elem.INT, List.of(), new Stmt.Storage.External("N")));
        Array theta = out.alloc("theta", Elem.REAL, List.of(Atom.UNIT), new Stmt.Storage.Input());
        Array result = out.alloc("out", Elem.REAL, List.of(Atom.of(2)), new Stmt.Storage.Output());
        Array target = out.local("target", Elem.REAL, List.of(), Stmt.Init.ZERO), state = out.local("state", Elem.REAL, List.of(Atom.of(4)), Stmt.Init.ZERO);
        Value t = out.load(theta, Atom.NONE);
        out.loop("i", n, i -> out.loop("j", n, j -> {
            for (int s = 0; s < 1500; s++) {
                int at = s % 4;
                Value a = out.load(state, Atom.of(at)), b = out.load(state, Atom.of((at + 1) % 4));
                Atom c = out.let(Library.SIN, out.plus(out.times(a, b), out.times(t, Atom.of(1.0 + s))));
                out.branch(out.let(Ops.LESS, a, b), () -> out.store(state, List.of(Atom.of(at)), c),
                        () -> out.store(state, List.of(Atom.of((at + 2) % 4)), out.let(Library.COS, c)));
                out.add(target, List.of(), out.times(c, c));
            }
        }));
        out.store(result, List.of(Atom.NONE), out.load(target));
        return new Kernel("long", out.finish(), List.of());
    }
}
