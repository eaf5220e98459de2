package org.pmodel.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pmodel.infer.diagnose.Summary;
import org.pmodel.infer.draws.Provenance;
import org.pmodel.infer.draws.RunFolder;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;

/** What a run leaves on disk and prints. */
class OutputTest {
    private static final Provenance PROVENANCE = new Provenance("test", "normals.pmodel", "", "java", 0.5);
    private static final Settings SETTINGS = Settings.standard(3).withChains(2).withWarmup(100).withDraws(60);

    @TempDir
    Path folder;

    @Test
    void aFolderHoldsDrawsManifestCheckpointsAndSummary() throws Exception {
        Path out = folder.resolve("a/b");
        RunFolder sink = new RunFolder(out, PROVENANCE);
        Run run = Sampling.of(Targets.normals(1, 2), SETTINGS).to(sink).run();
        Summary summary = Summary.of(run, 0.5);
        sink.write(summary);

        List<String> lines = Files.readAllLines(out.resolve("chain-2.csv"));
        List<String> rows = lines.stream().filter(l -> !l.startsWith("#")).toList();
        assertEquals("lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,x.1,x.2,noise", rows.getFirst());
        assertEquals(61, rows.size());
        double[] third = rows.stream().skip(1).mapToDouble(l -> Double.parseDouble(l.split(",")[8])).toArray();
        assertArrayEquals(run.draws().scalar("x[2]")[1], third);
        assertTrue(lines.contains("# Step size = " + run.chains().get(1).tuning().stepSize()));
        assertTrue(lines.contains("# Diagonal elements of inverse mass matrix:"));
        assertTrue(lines.contains("#   seed = 3"));

        JsonNode manifest = new ObjectMapper().readTree(out.resolve("run.json").toFile());
        assertEquals("complete", manifest.get("status").asText());
        assertEquals(3, manifest.get("seed").asInt());
        assertEquals(2, manifest.get("results").get(0).get("metric").get("inverse").size());

        List<Chain.Checkpoint> checkpoints = RunFolder.checkpoints(out);
        assertEquals(160, checkpoints.get(1).transition());
        Run more = Sampling.of(Targets.normals(1, 2), SETTINGS.withDraws(80)).from(checkpoints).run();
        Run whole = Sampling.of(Targets.normals(1, 2), SETTINGS.withDraws(80)).run();
        assertArrayEquals(Arrays.copyOfRange(whole.draws().scalar("x[1]")[0], 60, 80), more.draws().scalar("x[1]")[0]);

        List<String> table = Files.readAllLines(out.resolve("summary.csv"));
        assertEquals("name,mean,mcse_mean,sd,q5,q50,q95,ess_bulk,ess_tail,r_hat", table.getFirst());
        assertEquals(5, table.size());
    }

    @Test
    void chainsOfAnEarlierRunDoNotStay() throws Exception {
        Sampling.of(Targets.normals(1), SETTINGS.withChains(3)).to(new RunFolder(folder, PROVENANCE)).run();
        Sampling.of(Targets.normals(1), SETTINGS).to(new RunFolder(folder, PROVENANCE)).run();
        assertFalse(Files.exists(folder.resolve("chain-3.csv")));
    }

    @Test
    void savedWarmupComesBeforeTheEndOfAdaptation() throws Exception {
        Sampling.of(Targets.normals(1), SETTINGS.withSavedWarmup(true)).to(new RunFolder(folder, PROVENANCE)).run();
        List<String> lines = Files.readAllLines(folder.resolve("chain-1.csv"));
        int adapted = lines.indexOf("# Adaptation terminated");
        assertEquals(101, lines.subList(0, adapted).stream().filter(l -> !l.startsWith("#")).count());
        assertEquals(60, lines.subList(adapted, lines.size()).stream().filter(l -> !l.startsWith("#")).count());
    }

    @Test
    void aFolderThatCannotBeWrittenIsADiagnostic() throws Exception {
        Path file = Files.writeString(folder.resolve("taken"), "");
        Diagnostic diagnostic = assertThrows(ModelException.class,
                () -> Sampling.of(Targets.normals(1), SETTINGS).to(new RunFolder(file, PROVENANCE)).run()).diagnostics().getFirst();
        assertEquals("E0804", diagnostic.code());
        assertTrue(diagnostic.message().contains("taken is a file"), diagnostic.message());
    }

    @Test
    void quantitiesThatDoNotVaryHaveNoDiagnosticsAndDoNoHarm() {
        Posterior fixed = new Targets.WithConstant(Targets.normals(1));
        Summary summary = Summary.of(Sampling.of(fixed, SETTINGS).run(), 0);
        Summary.Row one = summary.rows().getLast();
        assertEquals(0.1, one.mean());
        assertTrue(one.isConstant() && Double.isNaN(one.rHat()));
        assertFalse(Double.isNaN(summary.minEssBulk()));
        String line = summary.toText().lines().filter(l -> l.startsWith("tenth")).findFirst().orElseThrow();
        assertTrue(line.matches("tenth +0\\.1\\d* +– .* – +– +–"), line);
    }

    @Test
    void theTableIsAlignedAndSaysWhatTheDrawsSupport() {
        String text = Summary.of(Sampling.of(Targets.normals(1, 1000), Settings.standard(9)).run(), 0.25).toText();
        List<String> lines = text.lines().toList();
        assertTrue(lines.getFirst().matches(" +mean +MCSE +sd +5% +50% +95% +ESS bulk +ESS tail +R-hat"), lines.getFirst());
        for (int i = 1; i <= 4; i++) {
            assertEquals(lines.getFirst().length(), lines.get(i).length(), lines.get(i));
        }
        assertTrue(lines.get(2).startsWith("x[1]"));
        assertTrue(lines.get(2).contains(" 0.01"), "two digits of the standard error: " + lines.get(2));
        assertTrue(text.contains("4 chains of 1000 draws; divergences: 0; at tree depth 10: 0; E-BFMI: "));
        assertFalse(text.contains("!"), text);
        assertTrue(text.contains("compile 0.25 s, chains ") && text.contains("(summed over chains: warm-up "), text);
    }
}
