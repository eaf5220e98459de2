package org.pmodel.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
import org.pmodel.runtime.engine.NativeEngine;
import org.pmodel.runtime.lower.Programs;
import org.pmodel.runtime.lower.Question;

/** Both engines give the same log densities and gradients at random points, for every example and every model that has data. */
class EnginesTest {
    private static final Question DENSITY = new Question.Gradient(true);
    private static final int POINTS = 3;
    private static final double BAR = 1e-9;

    @TestFactory
    List<DynamicTest> agree() throws IOException {
        assumeTrue(NativeSupport.detect() instanceof NativeSupport.Available);
        Engine cpp = Engines.cpp();
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(Checkout.EXAMPLES)) {
            files.filter(f -> f.toString().endsWith(".pmodel")).sorted().forEach(f ->
                    tests.add(dynamicTest(f.getFileName().toString(), () -> compare(cpp, f, Path.of(f.toString().replace(".pmodel", ".json"))))));
        }
        if (Checkout.reference().isPresent()) {
            Reference reference = new Reference(Checkout.reference().get());
            Set<String> seen = new HashSet<>();
            for (Reference.Entry entry : reference.entries("*")) {
                new ModelFolder(Checkout.MODELS).text(entry.model()).filter(f -> seen.add(entry.model())).ifPresent(f ->
                        tests.add(dynamicTest(f.getFileName().toString(), () -> compare(cpp, f, reference.data(entry)))));
            }
        }
        return tests;
    }

    private static void compare(Engine cpp, Path text, Path dataFile) {
        Data data = Data.read(dataFile);
        try (PModel model = Models.compile(text, cpp); PModel other = Models.compile(text, Engines.java());
                Instance first = model.compiled().bind(DENSITY, data, Key.of(0)); Instance second = other.compiled().bind(DENSITY, data, Key.of(0))) {
            assertTrue(model.compiled().engine() instanceof NativeEngine);
            int[] dimension = new int[1];
            first.read(Programs.SIZES, dimension);
            RandomStream random = Key.of(3).stream();
            for (int p = 0; p < POINTS; p++) {
                double[] point = new double[dimension[0]];
                Arrays.setAll(point, i -> random.uniform() - 0.5);
                double[] ours = new double[1 + point.length];
                double[] theirs = new double[1 + point.length];
                assertEquals(first.run(point, ours), second.run(point, theirs));
                double value = Agreement.error(new double[] {ours[0]}, new double[] {theirs[0]});
                double gradient = Agreement.error(Arrays.copyOfRange(ours, 1, ours.length), Arrays.copyOfRange(theirs, 1, theirs.length));
                assertTrue(value <= BAR && gradient <= BAR, "value " + value + ", gradient " + gradient);
            }
        }
    }
}
