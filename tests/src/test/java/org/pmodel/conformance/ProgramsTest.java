package org.pmodel.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pmodel.Checkout;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.infer.ModelPosterior;
import org.pmodel.infer.Quantity;
import org.pmodel.nativecode.NativeSupport;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;

/**
 * The programs in {@code tests/programs} hold what they say of themselves: quantities whose names begin with {@code zero} are zero, gradients are those of
 * finite differences, and all engines agree.
 */
class ProgramsTest {
    private static final int POINTS = 3;
    private static final double STEP = 1e-5, DIFFERENCES = 1e-6, ZERO = 1e-11, ENGINES = 1e-9;

    /** What an engine makes of a program at a point. */
    private record Answer(double value, double[] gradient, double[] quantities) {}

    @TestFactory
    List<DynamicTest> hold() throws IOException {
        List<Engine> engines = NativeSupport.detect() instanceof NativeSupport.Available ? List.of(Engines.java(), Engines.cpp()) : List.of(Engines.java());
        try (Stream<Path> files = Files.list(Checkout.ROOT.resolve("tests/programs"))) {
            return files.filter(f -> f.toString().endsWith(".pmodel")).sorted()
                    .map(f -> dynamicTest(f.getFileName().toString(), () -> check(f, engines))).toList();
        }
    }

    private static void check(Path program, List<Engine> engines) {
        List<List<Answer>> answers = new ArrayList<>();
        for (Engine engine : engines) {
            try (PModel model = Models.compile(program, engine);
                    ModelPosterior posterior = model.bind(Data.read(Path.of(program.toString().replace(".pmodel", ".json"))))) {
                answers.add(answers(posterior));
            }
        }
        for (int p = 0; p < POINTS; p++) {
            Answer first = answers.getFirst().get(p), last = answers.getLast().get(p);
            assertEquals(first.value(), last.value(), ENGINES * (1 + Math.abs(first.value())), "log densities of both engines");
            assertArrayEquals(first.gradient(), last.gradient(), ENGINES * (1 + largest(first.gradient())), "gradients of both engines");
        }
    }

    private static List<Answer> answers(ModelPosterior posterior) {
        RandomStream random = Key.of(7).stream();
        List<Answer> answers = new ArrayList<>();
        for (int p = 0; p < POINTS; p++) {
            double[] point = new double[posterior.dimension()];
            Arrays.setAll(point, i -> 2 * random.uniform() - 1);
            double[] gradient = new double[point.length], ignored = new double[point.length];
            double value = posterior.logDensity().gradient(point, gradient);
            for (int i = 0; i < point.length; i++) {
                double[] right = point.clone(), left = point.clone();
                right[i] += STEP;
                left[i] -= STEP;
                double slope = (posterior.logDensity().gradient(right, ignored) - posterior.logDensity().gradient(left, ignored)) / (2 * STEP);
                assertEquals(slope, gradient[i], DIFFERENCES * (1 + largest(gradient)), "derivative " + i + " at point " + p);
            }
            double[] quantities = new double[posterior.quantities().stream().mapToInt(Quantity::size).sum()];
            posterior.outputs().write(point, Key.of(p), quantities);
            checkZeros(posterior.quantities(), quantities);
            answers.add(new Answer(value, gradient, quantities));
        }
        return answers;
    }

    private static void checkZeros(List<Quantity> quantities, double[] values) {
        int at = 0;
        for (Quantity q : quantities) {
            for (int i = at; i < at + q.size(); i++) {
                boolean zero = q.name().startsWith("zero");
                assertTrue(zero ? Math.abs(values[i]) < ZERO : Double.isFinite(values[i]), q.scalarNames().get(i - at) + " is " + values[i]);
            }
            at += q.size();
        }
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }
}
