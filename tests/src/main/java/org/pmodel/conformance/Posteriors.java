package org.pmodel.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pmodel.Engines;
import org.pmodel.PModel;
import org.pmodel.infer.ModelPosterior;
import org.pmodel.infer.Run;
import org.pmodel.infer.Settings;
import org.pmodel.infer.adapt.Adaptation;
import org.pmodel.infer.diagnose.Summary;
import org.pmodel.ir.ModelException;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Samples every posterior that has a model text and reference draws, and compares means and standard deviations; takes minutes. */
@Command(name = "posteriors", mixinStandardHelpOptions = true,
        description = "Samples the posteriors that have a model text and reference draws, and compares means and standard deviations with "
                + "the reference's. The exit status is 0 when all are within four standard errors of the difference.")
public final class Posteriors implements Callable<Integer> {
    @Option(names = "--models", required = true, paramLabel = "DIR", description = "Model texts, .pmodel or .stan.")
    private Path models;

    @Option(names = "--reference", required = true, paramLabel = "DIR", description = "Reference values.")
    private Path reference;

    @Option(names = "--only", paramLabel = "GLOB", defaultValue = "*", description = "Posteriors to compare.")
    private String only;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of every run.")
    private long seed;

    @Option(names = "--draws", paramLabel = "N", defaultValue = "2000", description = "Draws per chain.")
    private int draws;

    @Option(names = "--delta", paramLabel = "P", defaultValue = "0.9", description = "Target acceptance probability.")
    private double delta;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Posteriors()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Reference values = new Reference(reference);
        ModelFolder texts = new ModelFolder(models);
        Engine engine = Engines.select();
        System.out.printf("%-58s %7s  %6s %6s  %-22s %9s %7s %7s%n", "posterior", "scalars", "mean", "sd", "farthest", "divergent", "R-hat", "seconds");
        int agree = 0;
        int all = 0;
        for (Reference.Entry entry : values.entries(only)) {
            Optional<Path> text = texts.text(entry.model());
            if (text.isPresent() && values.hasDraws(entry)) {
                all++;
                agree += compare(values, entry, text.get(), engine) ? 1 : 0;
            }
        }
        System.out.printf("posteriors: %d of %d agree%n", agree, all);
        return agree == all ? 0 : 1;
    }

    private boolean compare(Reference values, Reference.Entry entry, Path text, Engine engine) {
        try (PModel model = ModelFolder.compile(text, engine); ModelPosterior posterior = model.bind(Data.read(values.data(entry)))) {
            Run run = posterior.sample(Settings.standard(seed).withDraws(draws).withAdaptation(Adaptation.standard().withDelta(delta)));
            List<Moments> moments = Moments.of(run, values.moments(entry));
            Summary summary = Summary.of(run, 0);
            double rHat = summary.rows().stream().mapToDouble(Summary.Row::rHat).filter(r -> !Double.isNaN(r)).max().orElse(Double.NaN);
            Moments worst = moments.isEmpty() ? new Moments("nothing in common", Double.NaN, Double.NaN) : moments.getFirst();
            boolean agrees = worst.worst() <= Moments.BAR;
            System.out.printf(Locale.ROOT, "%-58s %7d  %6.1f %6.1f  %-22s %9d %7.3f %7.1f%s%n", entry.posterior(), moments.size(), worst.mean(),
                    worst.sd(), worst.name(), summary.health().divergences(), rHat, run.wallSeconds(), agrees ? "" : "  DIFFERS");
            return agrees;
        } catch (ModelException refused) {
            System.out.printf("%-58s %s%n", entry.posterior(), refused.diagnostics().getFirst().headline());
            return false;
        }
    }
}
