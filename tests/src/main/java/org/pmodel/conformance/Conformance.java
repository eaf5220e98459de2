package org.pmodel.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pmodel.Engines;
import org.pmodel.PModel;
import org.pmodel.cli.ColdCache;
import org.pmodel.cli.GradientTiming;
import org.pmodel.ir.ModelException;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Question;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares log densities and gradients with reference values, and their speed with the reference engine's; kernels are compiled anew. */
@Command(name = "conformance", mixinStandardHelpOptions = true,
        description = "Compares log densities and gradients of the posteriors that have a model text with reference values. "
                + "The exit status is 0 when all agree to 1e-10, or to 1e-3 where the reference solves differential equations, to tolerances of its own.")
public final class Conformance implements Callable<Integer> {
    private static final Question DENSITY = new Question.Gradient(true);

    enum EngineName { NATIVE, JVM }

    @Option(names = "--models", required = true, paramLabel = "DIR", description = "Model texts, .pmodel or .stan.")
    private Path models;

    @Option(names = "--reference", required = true, paramLabel = "DIR", description = "Reference values.")
    private Path reference;

    @Option(names = "--engine", paramLabel = "NAME", description = "native or jvm.")
    private EngineName engineName;

    @Option(names = "--only", paramLabel = "GLOB", defaultValue = "*", description = "Posteriors to compare.")
    private String only;

    @Option(names = "--markdown", description = "Print the table in Markdown.")
    private boolean markdown;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Conformance()).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        try (ColdCache cold = ColdCache.create()) {
            return run(cold.of(engine()));
        }
    }

    private Engine engine() {
        return switch (engineName) {
            case NATIVE -> Engines.cpp();
            case JVM -> Engines.java();
            case null -> Engines.select();
        };
    }

    private int run(Engine engine) throws IOException {
        Reference values = new Reference(reference);
        ModelFolder texts = new ModelFolder(models);
        List<Row> rows = new ArrayList<>();
        System.out.print(markdown ? Row.MARKDOWN_HEADER : Row.HEADER + "\n");
        for (Reference.Entry entry : values.entries(only)) {
            Optional<Path> text = texts.text(entry.model());
            if (text.isPresent() && Files.exists(values.data(entry))) {
                Row row = row(values, entry, text.get(), engine);
                rows.add(row);
                System.out.print(markdown ? row.markdown() : row.text() + "\n");
                System.out.flush();
            }
        }
        totals(rows, engine);
        long agree = rows.stream().filter(Row::agrees).count();
        System.out.printf("conformance: %d of %d posteriors agree%n", agree, rows.size());
        return agree == rows.size() ? 0 : 1;
    }

    private static Row row(Reference reference, Reference.Entry entry, Path text, Engine engine) throws IOException {
        List<Reference.Point> points = reference.points(entry);
        try (PModel model = ModelFolder.compile(text, engine);
                Instance instance = model.compiled().bind(DENSITY, Data.read(reference.data(entry)), Key.of(0))) {
            Agreement agreement = Agreement.of(instance, points, ModelFolder.solves(model) ? Agreement.BAR_OF_SOLVERS : Agreement.BAR);
            GradientTiming timing = GradientTiming.of(instance, points.getFirst().theta());
            return new Row(entry, agreement, timing.median(), model.compiled().executable(DENSITY).compileSeconds(),
                    model.compiled().executable(DENSITY).cached(), timing.bytes(), null);
        } catch (ModelException refused) {
            return Row.failed(entry, refused.diagnostics().getFirst().headline());
        } catch (RuntimeException | StackOverflowError fault) {
            return Row.failed(entry, "a fault: " + fault);
        }
    }

    private void totals(List<Row> rows, Engine engine) {
        List<Row> timed = rows.stream().filter(r -> Double.isFinite(r.speed())).toList();
        if (timed.isEmpty()) {
            return;
        }
        double mean = Math.exp(timed.stream().mapToDouble(r -> Math.log(r.speed())).average().orElseThrow());
        Row slowest = timed.stream().min(Comparator.comparingDouble(Row::speed)).orElseThrow();
        double compile = timed.stream().mapToDouble(Row::compileSeconds).max().orElseThrow();
        long allocating = timed.stream().filter(r -> r.bytes() > 0).count();
        System.out.printf(Locale.ROOT, "%sgeometric mean %.1f times faster than the reference on the %s engine; least %.1f times (%s); "
                + "slowest compilation %.2f s; %s%n", markdown ? "\n" : "", mean, engine.name(), slowest.speed(), slowest.entry().posterior(), compile,
                allocating == 0 ? "nothing allocated per gradient" : allocating + " gradients allocate");
    }
}
