package org.pmodel.benchmark;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.cli.GradientTiming;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Programs;
import org.pmodel.runtime.lower.Question;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gradients of large models beside what the machine can do at best. */
@Command(name = "rooflines", mixinStandardHelpOptions = true, description = "Times gradients of large models and compares them with the machine's memory bandwidth and arithmetic.")
public final class Rooflines implements Callable<Integer> {
    private static final Question DENSITY = new Question.Gradient(true);

    @Option(names = "--models", required = true, paramLabel = "DIR", description = "The folder of the models.")
    private Path models;

    @Option(names = "--only", paramLabel = "NAME", defaultValue = "", description = "Run one model.")
    private String only;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads of a gradient.")
    private int threads;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Rooflines()).execute(arguments));
    }

    @Override
    public Integer call() {
        Engine engine = Engines.select().withThreads(threads);
        for (Workload w : Workload.all()) {
            if (w.file().contains(only)) {
            GradientTiming timing = time(engine, w);
            System.out.printf(Locale.ROOT, "%-80s %.3f ms  %.2f GB/s %.2f Gflop/s %.3f Gfun/s%n", w.description(), timing.minimum() * 1e-6, w.cost().bytes() / timing.minimum(),
                    w.cost().flops() / timing.minimum(), w.cost().functions() / timing.minimum());
            }
        }
        return 0;
    }

    private GradientTiming time(Engine engine, Workload w) {
        try (PModel model = Models.compile(models.resolve(w.file() + ".pmodel"), engine);
                Instance instance = model.compiled().bind(DENSITY, w.bound(), Key.of(0))) {
            int[] dimension = new int[1];
            instance.read(Programs.SIZES, dimension);
            return GradientTiming.of(instance, new double[dimension[0]]);
        }
    }
}
