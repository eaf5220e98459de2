package org.pmodel.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pmodel.Checkout;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.nativecode.NativeSupport;
import org.pmodel.runtime.engine.Engine;

/** Densities of vectors and matrices, and transforms, are exact to the last digits on both engines. */
class ContainerTruthTest {
    /** Densities at points that hold on each engine: never fewer than these. */
    private static final int HELD = 148;

    private static List<JsonNode> lines(String file) throws IOException {
        Path table = Checkout.reference().map(r -> r.resolve("truth").resolve(file)).filter(Files::exists).orElse(null);
        assumeTrue(table != null, "no table of exact values beside the checkout");
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(table)) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    private static Engine engine(String name) {
        assumeTrue(name.equals("Java") || NativeSupport.detect() instanceof NativeSupport.Available);
        return name.equals("Java") ? Engines.java() : Engines.cpp();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C++", "Java"})
    void densities(String engine) throws IOException {
        List<JsonNode> lines = lines("multivariate.jsonl");
        Accuracy accuracy = new Accuracy();
        Map<String, PModel> models = new HashMap<>();
        for (JsonNode line : lines) {
            ContainerTruth truth = ContainerTruth.of(line);
            PModel model = models.computeIfAbsent(truth.program().text(),
                    t -> Models.compile(truth.program(), CompilerOptions.DEFAULT, engine(engine), message -> { }));
            truth.check(model, accuracy);
        }
        models.values().forEach(PModel::close);
        System.out.print(accuracy.report("densities of containers, " + engine));
        assertTrue(accuracy.held >= HELD, accuracy.held + " points hold, " + HELD + " did");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C++", "Java"})
    void transforms(String engine) throws IOException {
        List<JsonNode> lines = lines("transforms.jsonl");
        Accuracy accuracy = new Accuracy();
        Accuracy back = new Accuracy();
        Map<String, PModel> models = new HashMap<>();
        for (JsonNode line : lines) {
            TransformTruth truth = TransformTruth.of(line);
            truth.check(models.computeIfAbsent(truth.transform(), t -> TransformTruth.compile(t, engine(engine))), accuracy, back);
        }
        models.values().forEach(PModel::close);
        System.out.print(accuracy.report("transforms, " + engine));
        System.out.print(back.report("inverse transforms, " + engine));
        assertEquals(List.of(), accuracy.misses);
        assertEquals(List.of(), back.misses);
    }
}
