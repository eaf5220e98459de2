package org.pmodel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pmodel.Checkout;

/** What a run of {@code pplc sample} writes. */
class SampleTest {
    @TempDir
    private Path folder;

    @Test
    void drawsDoNotDependOnTheNumberOfThreads() throws IOException {
        List<String> one = draws("one", "--threads", "1");
        List<String> many = draws("many", "--threads", "4");
        assertEquals(4 * 100, one.size());
        assertEquals(one, many);
    }

    @Test
    void drawsDependOnTheSeed() throws IOException {
        assertFalse(draws("first", "--engine", "jvm").equals(draws("second", "--engine", "jvm", "--seed", "8")));
    }

    /** Starts may be the values of parameters, or the origin. */
    @Test
    void initialValuesAreTaken() throws IOException {
        Path init = Files.writeString(folder.resolve("init.json"), "{\"mu\": 4.5, \"tau\": 3, \"theta_raw\": [0, 0, 0, 0, 0, 0, 0, 0]}");
        assertEquals(4 * 100, draws("init", "--init", init.toString()).size());
        assertEquals(4 * 100, draws("zero", "--init", "0", "--metric", "dense").size());
    }

    /** A model without parameters simulates: every transition makes its quantities anew. */
    @Test
    void modelsWithoutParametersSimulate() throws IOException {
        Path model = Files.writeString(folder.resolve("simulation.pmodel"),
                "data { int N; } generated quantities { array[N] real y; for (i in 1:N) y[i] = normal_rng(i, 1); }");
        Path data = Files.writeString(folder.resolve("simulation.json"), "{\"N\": 2}");
        for (List<String> more : List.of(List.of("--metric", "dense"), List.of("--engine", "jvm"), List.of("--warmup", "0"))) {
            List<String> rows = rows(model, data, folder.resolve("simulated " + more), more);
            assertEquals(4 * 100, Set.copyOf(rows).size());
            assertEquals(2, rows.stream().mapToDouble(r -> Double.parseDouble(r.substring(r.lastIndexOf(',') + 1))).average().orElseThrow(), 0.3);
        }
    }

    private List<String> draws(String name, String... more) throws IOException {
        Path model = Checkout.EXAMPLES.resolve("eight_schools.pmodel");
        return rows(model, Checkout.EXAMPLES.resolve("eight_schools.json"), folder.resolve(name), List.of(more));
    }

    /** The rows of all chains. */
    private static List<String> rows(Path model, Path data, Path output, List<String> more) throws IOException {
        List<String> words = new ArrayList<>(List.of("sample", model.toString(), "--data", data.toString(), "--draws", "100", "--output", output.toString()));
        if (!more.contains("--warmup")) {
            words.addAll(List.of("--warmup", "100"));
        }
        if (!more.contains("--seed")) {
            words.addAll(List.of("--seed", "7"));
        }
        words.addAll(more);
        StringWriter err = new StringWriter();
        assertEquals(0, Pplc.run(new PrintWriter(new StringWriter()), new PrintWriter(err), words.toArray(String[]::new)), err.toString());
        List<String> rows = new ArrayList<>();
        for (int chain = 1; chain <= 4; chain++) {
            try (Stream<String> lines = Files.lines(output.resolve("chain-" + chain + ".csv"))) {
                rows.addAll(lines.filter(l -> !l.startsWith("#") && !l.startsWith("lp__")).toList());
            }
        }
        return rows;
    }
}
