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

    /** The rows of all chains. */
    private List<String> draws(String name, String... more) throws IOException {
        String example = Checkout.EXAMPLES.resolve("eight_schools").toString();
        Path output = folder.resolve(name);
        List<String> words = new ArrayList<>(List.of("sample", example + ".pmodel", "--data", example + ".json", "--warmup", "100", "--draws", "100",
                "--output", output.toString()));
        if (!List.of(more).contains("--seed")) {
            words.addAll(List.of("--seed", "7"));
        }
        words.addAll(List.of(more));
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
