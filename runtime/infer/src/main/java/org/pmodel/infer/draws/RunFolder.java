package org.pmodel.infer.draws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.pmodel.infer.Chain;
import org.pmodel.infer.Posterior;
import org.pmodel.infer.Run;
import org.pmodel.infer.Settings;
import org.pmodel.infer.diagnose.Summary;
import org.pmodel.infer.hmc.Transition;
import org.pmodel.infer.hmc.Tuning;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

/**
 * A sink that writes a folder: {@code chain-1.csv} … in the format of CmdStan, which other tools read; {@code run.json} that says how the draws
 * were made; {@code checkpoints.json} to go on from; and {@code summary.csv} when there is a summary. A run that goes on writes a folder of its own.
 */
public final class RunFolder implements Sink {
    private final Path folder;
    private final Provenance provenance;
    private final Instant started = Instant.now();
    private ChainCsv[] files = {};

    public RunFolder(Path folder, Provenance provenance) {
        this.folder = folder;
        this.provenance = provenance;
    }

    @Override
    public void open(Posterior posterior, Settings settings) {
        try {
            Files.createDirectories(folder);
            // The chains of an earlier, larger run would pass for chains of this one.
            try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "chain-*.csv")) {
                for (Path file : old) {
                    Files.delete(file);
                }
            }
            files = new ChainCsv[settings.chains()];
            for (int c = 0; c < files.length; c++) {
                files[c] = new ChainCsv(folder.resolve("chain-" + (c + 1) + ".csv"), c, posterior, settings, provenance);
            }
            writeJson("run.json", RunManifest.begun(posterior, settings, provenance, started));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void warmedUp(int chain, Tuning tuning) {
        writing(() -> files[chain].warmedUp(tuning));
    }

    @Override
    public void draw(int chain, boolean warmup, Transition transition, double[] values) {
        writing(() -> files[chain].draw(transition, values));
    }

    @Override
    public void ended(int chain, double warmupSeconds, double samplingSeconds) {
        writing(() -> files[chain].ended(warmupSeconds, samplingSeconds));
    }

    @Override
    public void completed(Run run) {
        writing(() -> {
            writeJson("run.json", RunManifest.completed(run, provenance, started));
            writeJson("checkpoints.json", run.chains().stream().map(Run.ChainReport::checkpoint).filter(Objects::nonNull).toList());
        });
    }

    /** Adds {@code summary.csv}. */
    public void write(Summary summary) {
        writing(() -> Files.writeString(folder.resolve("summary.csv"), summary.toCsv()));
    }

    /** The checkpoints in a folder that a run has written. */
    public static List<Chain.Checkpoint> checkpoints(Path folder) {
        try {
            return List.of(RunManifest.JSON.readValue(folder.resolve("checkpoints.json").toFile(), Chain.Checkpoint[].class));
        } catch (IOException e) {
            throw new ModelException(Diagnostic.error("E0807", Span.NONE, "cannot go on from " + folder + ": " + reason(e)));
        }
    }

    @Override
    public void close() {
        List<IOException> failures = new ArrayList<>();
        for (ChainCsv file : files) {
            try {
                if (file != null) {
                    file.close();
                }
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw unwritable(failures.getFirst());
        }
    }

    private void writeJson(String file, Object value) throws IOException {
        RunManifest.JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(file).toFile(), value);
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void writing(Writing action) {
        try {
            action.run();
        } catch (IOException e) {
            throw unwritable(e);
        } catch (UncheckedIOException e) {
            throw unwritable(e.getCause());
        }
    }

    private ModelException unwritable(IOException e) {
        return new ModelException(Diagnostic.error("E0804", Span.NONE, "cannot write draws to the folder " + folder + ": " + reason(e))
                .withNote("name a folder that can be created or written to"));
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "no permission for " + denied.getFile();
            case java.nio.file.FileAlreadyExistsException exists -> exists.getFile() + " is a file";
            case java.nio.file.NoSuchFileException missing -> missing.getFile() + " does not exist";
            case FileSystemException system when system.getReason() != null -> system.getFile() + ": " + system.getReason();
            default -> e.getMessage();
        };
    }
}
