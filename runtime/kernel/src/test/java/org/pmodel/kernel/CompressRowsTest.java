package org.pmodel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pmodel.kernel.ad.Forward;
import org.pmodel.kernel.pass.Passes;
import org.pmodel.kernel.print.TextPrinter;

/**
 * Sums of squares over many rows of data: the running kernel goes over the rows of their triangular factor, and its value and gradient are those of the
 * data. The rows have a dense part, single columns, products and quotients of columns and columns that depend on each other.
 */
class CompressRowsTest {
    private static final int K = 3, DIMENSION = K + 4;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 17, 18, 200})
    void valueAndGradientAreThoseOfTheData(int rows) {
        Kernel kernel = kernel();
        assertEquals(List.of(), Verifier.check(kernel));
        Passes.Program program = Passes.divide(kernel, Passes.Trace.NONE);
        Kernel gradient = Passes.gradient(program.run(), Passes.Trace.NONE);
        assertTrue(TextPrinter.print(program.bind()).contains("weights"));
        assertFalse(TextPrinter.print(gradient).contains("external x"), () -> TextPrinter.print(gradient));
        double[] theta = new Random(3).doubles(DIMENSION, -1, 1).toArray();
        Map<String, Object> data = data(rows);
        Map<String, Object> bound = new HashMap<>(data);
        bound.putAll(Interpreter.run(program.bind(), data, new double[0], new double[0], 0).kept());
        double[] found = Interpreter.run(gradient, bound, theta, new double[DIMENSION], DIMENSION + 1).output();
        Kernel derivative = Forward.derivative(kernel);
        double scale = 1 + Math.abs(found[0]);
        for (int i = 0; i < DIMENSION; i++) {
            double[] input = Arrays.copyOf(theta, 2 * DIMENSION);
            input[DIMENSION + i] = 1;
            double[] expected = Interpreter.run(derivative, data, input, new double[2 * DIMENSION], 2 * (DIMENSION + 1)).output();
            assertEquals(expected[0], found[0], 1e-12 * scale);
            assertEquals(expected[DIMENSION + 1], found[i + 1], 1e-12 * scale, "derivative " + i);
        }
    }

    private static Map<String, Object> data(int n) {
        Random random = new Random(n);
        double[] x = random.doubles(n, -1, 1).toArray();
        return Map.of("N", new int[] {n}, "K", new int[] {K}, "x", x, "y", random.doubles(n, 99, 101).toArray(), "twice", Arrays.stream(x).map(v -> 2 * v).toArray(),
                "s", random.doubles(n, 1, 2).toArray(), "z", random.doubles((long) n * K, -1, 1).toArray(), "on", new int[] {1});
    }

    /** target += -0.5 ((y - (a + b x + c x s + d twice + z beta)) / (e s))^2 + 0.1 b x y - e, where the model is on. */
    private static Kernel kernel() {
        Builder out = new Builder(new Fresh(1));
        Value n = out.load(out.alloc("N", Elem.INT, List.of(), new Stmt.Storage.External("N"))), k = out.load(out.alloc("K", Elem.INT, List.of(), new Stmt.Storage.External("K")));
        Array x = column(out, "x", n), y = column(out, "y", n), twice = column(out, "twice", n), s = column(out, "s", n);
        Array z = out.alloc("z", Elem.REAL, List.of(n, k), new Stmt.Storage.External("z"));
        Value on = out.load(out.alloc("on", Elem.INT, List.of(), new Stmt.Storage.External("on")));
        Array theta = out.alloc("theta", Elem.REAL, List.of(Atom.of(DIMENSION)), new Stmt.Storage.Input());
        Array result = out.alloc("out", Elem.REAL, List.of(Atom.of(DIMENSION + 1)), new Stmt.Storage.Output());
        Array target = out.local("target", Elem.REAL, List.of(), Stmt.Init.ZERO);
        Atom e = out.let(Library.EXP, out.load(theta, Atom.of(K + 3)));
        out.branch(on, () -> out.loop("i", n, i -> {
            Array dot = out.local("dot", Elem.REAL, List.of(), Stmt.Init.ZERO);
            out.loop("j", k, j -> out.add(dot, List.of(), out.times(out.load(z, i, j), out.load(theta, j))));
            Value b = out.load(theta, Atom.of(K + 1)), c = out.load(theta, Atom.of(K + 2)), xi = out.load(x, i), yi = out.load(y, i), si = out.load(s, i);
            Atom mean = out.plus(out.load(theta, Atom.of(K)), out.plus(out.times(b, xi), out.times(out.times(c, xi), si)));
            Atom all = out.plus(out.plus(mean, out.times(c, out.load(twice, i))), out.load(dot));
            Atom standard = out.let(Ops.DIVIDE, out.minus(yi, all), out.times(e, si));
            out.add(target, List.of(), out.times(Atom.of(-0.5), out.times(standard, standard)));
            out.add(target, List.of(), out.times(out.times(Atom.of(0.1), b), out.times(xi, yi)));
            out.add(target, List.of(), out.let(Ops.NEGATE, e));
        }), () -> { });
        out.store(result, List.of(Atom.NONE), out.load(target));
        return new Kernel("rows", out.finish(), List.of());
    }

    private static Array column(Builder out, String name, Value n) {
        return out.alloc(name, Elem.REAL, List.of(n), new Stmt.Storage.External(name));
    }
}
