package org.pmodel.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.cli.ColdCache;
import org.pmodel.cli.GradientTiming;
import org.pmodel.kernel.pass.Passes;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.CompiledModel;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.engine.NativeEngine;
import org.pmodel.runtime.lower.Programs;
import org.pmodel.runtime.lower.Question;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gradients of large models beside what the machine can do at best, on one thread and on more, and how their cost grows with the data. */
@Command(name = "rooflines", mixinStandardHelpOptions = true,
        description = "Times gradients of large models, compares them with the machine's memory and arithmetic, and shows how cost grows with the data.")
public final class Rooflines implements Callable<Integer> {
    private static final Question GRADIENT = new Question.Gradient(true);
    private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000, 1_000_000, 10_000_000);

    @Option(names = "--models", required = true, paramLabel = "DIR", description = "The folder of the models.")
    private Path models;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "The threads to compare one thread with.")
    private int threads;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Rooflines()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        NativeEngine engine = (NativeEngine) Engines.cpp();
        Machine machine = Machine.measure(engine.compiler());
        System.out.printf(Locale.ROOT, "One core reads %.1f GB/s, makes %.1f Gflop/s and %.2f billion exponentials a second.%n%n", machine.bytes(), machine.flops(), machine.functions());
        System.out.println("| model | ms per gradient | GB/s | Gflop/s | functions, 1e9/s | limited by, share of what the core can do | " + threads + " threads, times faster |");
        System.out.println("|---|--:|--:|--:|--:|---|--:|");
        for (Workload w : Workload.all()) {
            double one = time(engine, w).minimum(), many = time(engine.withThreads(threads), w).minimum();
            Workload.Cost cost = w.cost();
            System.out.printf(Locale.ROOT, "| %s | %.2f | %.2f | %.2f | %.3f | %s | %.2f |%n", w.description(), one * 1e-6, cost.bytes() / one, cost.flops() / one,
                    cost.functions() / one, machine.limit(cost, one), one / many);
        }
        growth(engine);
        return 0;
    }

    private void growth(NativeEngine engine) throws IOException {
        System.out.printf("%n| rows | ms per gradient | ns per row | bytes of kernel text | compile s | bytes allocated |%n|--:|--:|--:|--:|--:|--:|%n");
        for (int n : SIZES) {
            Workload w = Workload.hierarchicalLogit(n);
            try (ColdCache cold = ColdCache.create(); PModel model = Models.compile(text(w), cold.of(engine))) {
                int text = engine.print(CompiledModel.program(model.ir(), GRADIENT, Passes.Trace.NONE)).length();
                GradientTiming timing = time(model, w);
                System.out.printf(Locale.ROOT, "| %,d | %.4f | %.2f | %d | %.2f | %.0f |%n", n, timing.minimum() * 1e-6, timing.minimum() / n, text,
                        model.compiled().executable(GRADIENT).compileSeconds(), timing.bytes());
            }
        }
    }

    private Path text(Workload w) {
        return models.resolve(w.file() + ".pmodel");
    }

    private GradientTiming time(Engine engine, Workload w) {
        try (PModel model = Models.compile(text(w), engine)) {
            return time(model, w);
        }
    }

    private static GradientTiming time(PModel model, Workload w) {
        try (Instance instance = model.compiled().bind(GRADIENT, w.bound(), Key.of(0))) {
            int[] dimension = new int[1];
            instance.read(Programs.SIZES, dimension);
            return GradientTiming.of(instance, Stream.generate(() -> 0.1).limit(dimension[0]).mapToDouble(x -> x).toArray());
        }
    }
}
