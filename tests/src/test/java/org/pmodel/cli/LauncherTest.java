package org.pmodel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pmodel.Checkout;

/** The script {@code pplc} as users start it. */
class LauncherTest {
    @TempDir
    private Path folder;

    /** Where the jar is not built yet, the script would build it while this build is running. */
    @BeforeEach
    void isBuilt() throws IOException {
        Path target = Checkout.ROOT.resolve("compiler/cli/target");
        assumeTrue(Files.exists(target.resolve("pplc.jar")) && Files.getLastModifiedTime(target.resolve("pplc.jar"))
                .compareTo(Files.getLastModifiedTime(target.resolve("classes/org/pmodel/cli/Pplc.class"))) >= 0);
    }

    @Test
    void samplesTheExampleOfTheFirstPage() throws Exception {
        Result result = run(Map.of(), "sample", "stdlib/examples/eight_schools.pmodel", "--data", "stdlib/examples/eight_schools.json", "--seed", "1",
                "--output", folder.resolve("draws").toString());
        assertEquals(0, result.status(), result.err());
        assertTrue(result.out().contains("theta[8]") && result.out().contains("R-hat") && result.out().contains("divergences"), result.out());
        assertEquals(1000, Files.readAllLines(folder.resolve("draws/chain-4.csv")).stream().filter(l -> l.matches("[-\\d].*")).count());
        assertTrue(Files.exists(folder.resolve("draws/run.json")) && Files.exists(folder.resolve("draws/summary.csv")));
    }

    @Test
    void aWrongModelEndsWithStatusOneAndNoTrace() throws Exception {
        Path model = Files.writeString(folder.resolve("wrong.pmodel"), "parameters { real mu; }\nmodel { mu ~ normal(nu, 1); }\n");
        Result result = run(Map.of(), "check", model.toString());
        assertEquals(1, result.status());
        assertTrue(result.err().startsWith(model + ":2:21: error[E0201]"), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
    }

    @Test
    void withoutARecentJdkItSaysSo() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("dirname", "readlink", "sed", "find", "head")) {
            Path found = List.of("/bin", "/usr/bin").stream().map(f -> Path.of(f, tool)).filter(Files::exists).findFirst().orElseThrow();
            Path script = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
            assertTrue(script.toFile().setExecutable(true));
        }
        Map<String, String> bare = Map.of("PATH", tools.toString(), "JAVA_HOME", "/nowhere", "HOME", folder.toString(), "PPLC_JDKS", folder.toString());
        Result result = run(bare, "--help");
        assertEquals(3, result.status());
        assertTrue(result.err().contains("needs a JDK 21 or later"), result.err());
    }

    private record Result(int status, String out, String err) {}

    private Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Checkout.ROOT.resolve("pplc").toString()));
        words.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(words).directory(Checkout.ROOT.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the launcher takes too long");
        return new Result(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
