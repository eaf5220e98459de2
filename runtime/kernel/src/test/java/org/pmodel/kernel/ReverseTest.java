package org.pmodel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.ir.ModelException;
import org.pmodel.kernel.ad.Reverse;

/** Gradients against finite differences, and of gradients; what has no derivative is refused. */
class ReverseTest {
    private static final double STEP = 1e-5;

    static Stream<Path> files() {
        return Stream.concat(Cases.in("golden").stream(), Cases.in("regressions").stream());
    }

    @ParameterizedTest
    @MethodSource("files")
    void gradientIsTheLimitOfDifferences(Path file) {
        Kernel kernel = Cases.parse(Cases.read(file).split("--- ")[0]);
        assertGradient(kernel, Reverse.gradient(kernel));
    }

    @ParameterizedTest
    @MethodSource("files")
    void gradientsCanBeDifferentiated(Path file) {
        Kernel gradient = Reverse.gradient(Cases.parse(Cases.read(file).split("--- ")[0]));
        if (Effects.of(gradient.body()).stack()) {
            return;
        }
        Kernel weighted = weighted(gradient);
        assertEquals(List.of(), Verifier.check(weighted));
        assertGradient(weighted, Reverse.gradient(weighted));
    }

    /** A kernel that stores several numbers as one that stores their weighted sum. */
    private static Kernel weighted(Kernel kernel) {
        int dimension = Laws.dimension(kernel);
        Builder out = new Builder(Fresh.after(kernel));
        Array[] results = new Array[1];
        Rewriter copy = new Rewriter(out) {
            @Override
            public void statement(Stmt statement) {
                if (statement instanceof Stmt.Alloc(Array array, List<Atom> sizes, Stmt.Storage storage) && storage instanceof Stmt.Storage.Output) {
                    results[0] = out.local("results", Elem.REAL, List.of(Atom.of(dimension + 1)), Stmt.Init.ZERO);
                    substitute(array, results[0]);
                } else {
                    copy(statement);
                }
            }
        };
        Array output = out.alloc("out", Elem.REAL, List.of(Atom.of(dimension + 1)), new Stmt.Storage.Output());
        copy.block(kernel.body());
        Atom sum = Atom.ZERO;
        for (int i = 0; i <= dimension; i++) {
            sum = out.plus(sum, out.times(Atom.of(0.3 + i), out.load(results[0], Atom.of(i))));
        }
        out.store(output, List.of(Atom.NONE), sum);
        return kernel.withBody(out.finish());
    }

    private static void assertGradient(Kernel kernel, Kernel gradient) {
        assertEquals(List.of(), Verifier.check(gradient));
        int dimension = Laws.dimension(kernel);
        for (int variant = 0; variant < Data.VARIANTS; variant++) {
            Map<String, Object> data = Data.of(variant);
            double[] theta = Data.theta(dimension, variant);
            double[] result = Interpreter.run(gradient, data, theta, new double[dimension], dimension + 1).output();
            for (int i = 0; i < dimension; i++) {
                double expected = (value(kernel, data, theta, i, STEP) - value(kernel, data, theta, i, -STEP)) / (2 * STEP);
                assertEquals(expected, result[i + 1], 1e-6 * Math.max(1, Math.abs(expected)), "data " + variant + ", derivative " + i);
            }
        }
    }

    private static double value(Kernel kernel, Map<String, Object> data, double[] theta, int i, double step) {
        double[] moved = theta.clone();
        moved[i] += step;
        return Interpreter.run(kernel, data, moved, new double[theta.length], 1).output()[0];
    }

    @Test
    void everyOperationHasTheDerivativesItClaims() {
        for (String name : List.of("neg", "add", "sub", "mul", "div", "select", "exp", "log", "cos", "sin", "tanh", "length", "power", "logistic", "floor")) {
            Op op = Library.byName(name);
            Builder out = new Builder(new Fresh(1));
            Array theta = out.alloc("theta", Elem.REAL, List.of(Atom.of(3)), new Stmt.Storage.Input());
            Array result = out.alloc("out", Elem.REAL, List.of(Atom.of(4)), new Stmt.Storage.Output());
            List<Atom> arguments = new ArrayList<>();
            for (int i = 0; i < op.parameters().size(); i++) {
                Value x = out.load(theta, Atom.of(i));
                arguments.add(op.parameters().get(i) == Elem.REAL ? out.plus(Atom.of(2.0), x) : name.equals("select") ? out.let(Ops.LESS, Atom.ZERO, x) : Atom.of(3));
            }
            out.store(result, List.of(Atom.NONE), out.let(op, arguments));
            Kernel kernel = new Kernel(name, out.finish(), List.of());
            assertGradient(kernel, Reverse.gradient(kernel));
        }
    }

    @Test
    void whatHasNoDerivativeIsRefusedOnlyWhereItIsNeeded() {
        String start = "kernel k\n alloc theta.1[1] input\n alloc out.2[2] output\n x.3 = theta.1[0]\n ";
        Kernel needed = Cases.parse(start + "r.4 = rough(x.3)\n out.2[0] = r.4");
        ModelException error = assertThrows(ModelException.class, () -> Reverse.gradient(needed));
        assertTrue(error.getMessage().contains("rough has no derivative"), error.getMessage());
        Kernel idle = Cases.parse(start + "r.4 = rough(x.3)\n %l.5 = lt(r.4, 0.0)\n y.6 = select(%l.5, 0.0, x.3)\n out.2[0] = y.6");
        assertGradient(idle, Reverse.gradient(idle));
    }
}
