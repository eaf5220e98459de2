package org.pmodel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.pmodel.PModel;
import org.pmodel.infer.Initial;
import org.pmodel.infer.ModelPosterior;
import org.pmodel.infer.ProgressBar;
import org.pmodel.infer.Run;
import org.pmodel.infer.Sampling;
import org.pmodel.infer.Settings;
import org.pmodel.infer.StopFlag;
import org.pmodel.infer.adapt.Adaptation;
import org.pmodel.infer.diagnose.Summary;
import org.pmodel.infer.draws.Provenance;
import org.pmodel.infer.draws.RunFolder;
import org.pmodel.infer.hmc.Nuts;
import org.pmodel.ir.ModelException;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pplc sample}: draws from the posterior by NUTS, and a summary of them. */
@Command(name = "sample", mixinStandardHelpOptions = true, sortOptions = false, showDefaultValues = true,
        description = "Draws from the posterior by the no-U-turn sampler and prints a summary.")
final class Sample implements Callable<Integer> {
    /** Data that draw random numbers have a key that no chain has: chains count from zero. */
    private static final long DATA = -1;
    private static final int SIDE_BY_SIDE = 4;

    enum MetricName { UNIT, DIAG, DENSE }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments arguments;

    @Option(names = "--seed", paramLabel = "N", description = "What all random numbers come from; one is picked and printed when not given.")
    private Long seed;

    @Option(names = "--chains", paramLabel = "N", defaultValue = "4", description = "Number of chains.")
    private int chains;

    @Option(names = "--warmup", paramLabel = "N", defaultValue = "1000", description = "Warm-up transitions per chain, in which the sampler adapts.")
    private int warmup;

    @Option(names = "--draws", paramLabel = "N", defaultValue = "1000", description = "Draws per chain.")
    private int draws;

    @Option(names = "--init", paramLabel = "RADIUS|FILE", defaultValue = "2",
            description = "Where chains start: uniform in [-RADIUS, RADIUS] of the unconstrained space, or at the parameter values in a JSON file.")
    private String init;

    @Option(names = "--output", paramLabel = "DIR", description = "The folder to write draws to.")
    private Path output;

    @Option(names = "--metric", paramLabel = "NAME", defaultValue = "diag", description = "unit, diag or dense.")
    private MetricName metric;

    @Option(names = "--delta", paramLabel = "P", defaultValue = "0.8", description = "Target acceptance probability of the step size.")
    private double delta;

    @Option(names = "--max-depth", paramLabel = "N", defaultValue = "10", description = "Largest number of doublings of a trajectory.")
    private int maxDepth;

    @Option(names = "--threads", paramLabel = "N", description = "How many chains run at once; no draw depends on it. One per processor by default, but at least four.")
    private Integer threads;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        require(chains >= 1 && warmup >= 0 && draws >= 0 && (threads == null || threads >= 1), "--chains and --threads must be positive, "
                + "--warmup and --draws not negative");
        require(delta > 0 && delta < 1, "--delta must lie between 0 and 1");
        require(maxDepth >= 1 && maxDepth <= 30, "--max-depth must lie between 1 and 30");
        Data data = arguments.data();
        Engine engine = arguments.engine(err);
        long chosen = seed == null ? new SecureRandom().nextInt(1, Integer.MAX_VALUE) : seed;
        try (PModel model = arguments.model(engine, err); ModelPosterior posterior = model.bind(data, Key.of(chosen).fold(DATA))) {
            if (seed == null) {
                err.println("seed " + chosen + " (--seed " + chosen + " repeats this run)");
            }
            return sample(posterior, settings(posterior, chosen), engine, err);
        }
    }

    private int sample(ModelPosterior posterior, Settings settings, Engine engine, PrintWriter err) {
        Provenance provenance = new Provenance(Pplc.Version.text(), arguments.file.toString(),
                arguments.dataFile == null ? "" : arguments.dataFile.toString(), engine.name(), posterior.compileSeconds());
        RunFolder folder = output == null ? null : new RunFolder(output, provenance);
        try (StopFlag stop = StopFlag.onInterrupt()) {
            Sampling sampling = Sampling.of(posterior, settings).stoppedBy(stop).watchedBy(ProgressBar.onStandardError());
            Run run = (folder == null ? sampling : sampling.to(folder)).run();
            Summary summary = Summary.of(run, posterior.compileSeconds());
            PrintWriter out = spec.commandLine().getOut();
            if (run.stopped()) {
                err.println("stopped early: the summary is of the draws made so far");
            }
            out.print(summary.toText());
            if (folder != null) {
                folder.write(summary);
                out.println("draws are in " + output);
            }
            out.flush();
            return failures(posterior, run, err);
        }
    }

    /** Generated quantities that fail now and then are worth a warning; ones that never succeed are wrong. */
    private static int failures(ModelPosterior posterior, Run run, PrintWriter err) {
        if (posterior.failedDraws() == 0) {
            return Pplc.GOOD;
        }
        int total = 0;
        for (int c = 0; c < run.draws().chains(); c++) {
            total += run.draws().size(c);
        }
        err.print(Excerpts.render(List.of(posterior.failure().withNote("generated quantities are NaN in " + posterior.failedDraws() + " of " + total
                + " draws for such reasons"))));
        return posterior.failedDraws() >= total ? Pplc.WRONG : Pplc.GOOD;
    }

    private Settings settings(ModelPosterior posterior, long chosen) {
        Adaptation.Shape shape = switch (metric) {
            case UNIT -> Adaptation.Shape.UNIT;
            case DIAG -> Adaptation.Shape.DIAGONAL;
            case DENSE -> Adaptation.Shape.DENSE;
        };
        Settings settings = Settings.standard(chosen).withChains(chains).withWarmup(warmup).withDraws(draws)
                .withAlgorithm(Nuts.standard().withMaxDepth(maxDepth))
                .withAdaptation(Adaptation.standard().withShape(shape).withDelta(delta)).withInitial(initial(posterior));
        // More chains than processors still share them: a run that is stopped early has then draws of every chain.
        return settings.withThreads(threads != null ? threads : Math.max(SIDE_BY_SIDE, settings.threads()));
    }

    /** @throws ModelException where the file does not give every parameter a value that it can have */
    private Initial initial(ModelPosterior posterior) {
        try {
            double radius = Double.parseDouble(init);
            require(radius >= 0 && Double.isFinite(radius), "--init takes a radius that is not negative, or a file");
            return new Initial.Uniform(radius);
        } catch (NumberFormatException notANumber) {
            return new Initial.At(List.of(posterior.unconstrain(Data.read(Path.of(init)))));
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
