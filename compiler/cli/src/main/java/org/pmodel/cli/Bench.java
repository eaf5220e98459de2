package org.pmodel.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.pmodel.PModel;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Programs;
import org.pmodel.runtime.lower.Question;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pplc bench}: what a gradient and the compilation of its kernel cost. */
@Command(name = "bench", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures the time of a gradient, of compiling its kernel (nothing cached), and what a gradient allocates.")
final class Bench implements Callable<Integer> {
    private static final Question DENSITY = new Question.Gradient(true);
    private static final int ATTEMPTS = 100;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments arguments;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Data data = arguments.data();
        try (ColdCache cold = ColdCache.create()) {
            return measure(cold.of(arguments.engine(err)), data, err);
        }
    }

    private int measure(Engine engine, Data data, PrintWriter err) {
        try (PModel model = arguments.model(engine, err); Instance instance = model.compiled().bind(DENSITY, data, Key.of(0))) {
            int[] dimension = new int[1];
            instance.read(Programs.SIZES, dimension);
            GradientTiming timing = GradientTiming.of(instance, point(instance, dimension[0]));
            print(engine, timing, model.compiled().executable(DENSITY).compileSeconds(), dimension[0]);
        }
        return Pplc.GOOD;
    }

    private void print(Engine engine, GradientTiming timing, double compileSeconds, int dimension) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("ns_per_gradient", timing.median());
            node.put("minimum_ns_per_gradient", timing.minimum());
            node.put("compile_seconds", compileSeconds);
            node.put("bytes_per_gradient", timing.bytes());
            node.put("dimension", dimension);
            node.put("engine", engine.name());
            out.println(node);
        } else {
            out.printf(Locale.ROOT, "%s on the %s engine, %d unconstrained coordinates%n", arguments.file, engine.name(), dimension);
            out.printf(Locale.ROOT, "gradient   %.1f ns median, %.1f ns minimum of %d batches; %.0f bytes allocated%n", timing.median(),
                    timing.minimum(), timing.batches(), timing.bytes());
            out.printf(Locale.ROOT, "compile    %.2f s%n", compileSeconds);
        }
    }

    /** A point near the origin where the gradient can be computed. */
    private double[] point(Instance instance, int dimension) {
        RandomStream random = Key.of(1).stream();
        double[] out = new double[dimension + 1];
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double[] point = new double[dimension];
            for (int i = 0; i < dimension; i++) {
                point[i] = 2 * random.uniform() - 1;
            }
            if (instance.run(point, out) && Double.isFinite(out[0])) {
                return point;
            }
        }
        Diagnostic none = Diagnostic.error("E0743", Span.NONE, "the log density of " + arguments.file + " is not finite at any of " + ATTEMPTS
                + " random points");
        List<Diagnostic> all = instance.run(new double[dimension], out) ? List.of(none) : List.of(none, instance.fault().diagnostic());
        throw new ModelException(all);
    }
}
