package org.pmodel.solvers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pmodel.Checkout;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.nativecode.NativeSupport;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Programs;
import org.pmodel.runtime.lower.Question;

/**
 * Functions that take functions, against solutions in closed form: the log density of each program of {@code tests/solvers} is the difference, which is
 * zero with its gradient, up to the tolerance in the program's first line, at random points on both engines. A new case is a new file.
 */
class SolversTest {
    private static final Question DIFFERENCE = new Question.Gradient(false);
    private static final Data DATA = Data.of(Map.of("ts", new double[] {0.7, 1.5, 2, 3}));
    private static final int POINTS = 3;

    @TestFactory
    List<DynamicTest> areExact() throws IOException {
        List<Engine> engines = new ArrayList<>(List.of(Engines.java()));
        if (NativeSupport.detect() instanceof NativeSupport.Available) {
            engines.add(Engines.cpp());
        }
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(Checkout.SOLVERS)) {
            for (Path file : files.sorted().toList()) {
                engines.forEach(e -> tests.add(dynamicTest(file.getFileName() + " " + e.name(), () -> check(file, e))));
            }
        }
        return tests;
    }

    private static void check(Path file, Engine engine) throws IOException {
        String words = Files.readAllLines(file).getFirst();
        double tolerance = Double.parseDouble(words.substring(words.lastIndexOf(' ') + 1));
        try (PModel model = Models.compile(file, engine); Instance instance = model.compiled().bind(DIFFERENCE, DATA, Key.of(0))) {
            int[] dimension = new int[1];
            instance.read(Programs.SIZES, dimension);
            RandomStream random = Key.of(7).stream();
            for (int p = 0; p < POINTS; p++) {
                double[] point = new double[dimension[0]];
                Arrays.setAll(point, i -> 2 * random.uniform() - 1);
                double[] difference = new double[1 + point.length];
                assertTrue(instance.run(point, difference), () -> "no value at " + Arrays.toString(point));
                for (double d : difference) {
                    assertEquals(0, d, tolerance, () -> Arrays.toString(difference) + " at " + Arrays.toString(point));
                }
            }
        }
    }
}
