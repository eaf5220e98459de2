package org.pmodel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;
import org.pmodel.runtime.Data;

/** The values that {@code pplc log-density} prints, taken as initial values, lead back to the point they came from. */
class RoundTripTest {
    @TestFactory
    List<DynamicTest> valuesLeadBack() throws IOException {
        try (Stream<Path> files = Files.list(Checkout.ROOT.resolve("tests/programs"))) {
            return files.filter(f -> f.toString().endsWith(".pmodel")).sorted().map(f -> dynamicTest(f.getFileName().toString(), () -> check(f))).toList();
        }
    }

    private static void check(Path program) throws IOException {
        Path data = Path.of(program.toString().replace(".pmodel", ".json")), file = Files.createTempFile("point-", ".json");
        try (PModel model = Models.compile(program, Engines.java()); ModelPosterior posterior = model.bind(Data.read(data))) {
            RandomStream random = Key.of(11).stream();
            double[] point = new double[posterior.dimension()];
            Arrays.setAll(point, i -> 2 * random.uniform() - 1);
            Files.writeString(file, Arrays.toString(point));
            StringWriter out = new StringWriter();
            int status = Pplc.run(new PrintWriter(out), new PrintWriter(System.err), "log-density", program.toString(), "--data", data.toString(),
                    "--unconstrained", file.toString(), "--engine", "jvm");
            assertEquals(Pplc.GOOD, status);
            String values = new ObjectMapper().readTree(out.toString()).get("constrained").toString();
            assertArrayEquals(point, posterior.unconstrain(Data.parse("constrained", values)), 1e-9);
        } finally {
            Files.delete(file);
        }
    }
}
