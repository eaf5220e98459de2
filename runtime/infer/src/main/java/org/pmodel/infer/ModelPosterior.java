package org.pmodel.infer;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.CompiledModel;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.Shape;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Question;

/**
 * The posterior of a compiled model given data. Chains share what was bound; each has buffers of its own.
 *
 * <p>Where a check of the model fails at a point, the log density there is {@code NaN}. Where one fails in generated quantities, those are {@code NaN}
 * for that draw, and the draw stays.
 */
public final class ModelPosterior implements Posterior, AutoCloseable {
    private static final Question DENSITY = new Question.Gradient(true);
    private static final Question CURVATURE = new Question.HessianVector(true);
    private static final Question QUANTITIES = new Question.Values(true);
    private static final Question PARAMETERS = new Question.Values(false);
    private static final Question UNCONSTRAIN = new Question.Unconstrain();

    private final CompiledModel model;
    private final Data data;
    private final Key key;
    private final Instance density;
    private final Instance values;
    private final ModelQuantities quantities;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<Diagnostic> firstFailure = new AtomicReference<>();

    private ModelPosterior(CompiledModel model, Data data, Key key, Instance density, Instance values) {
        this.model = model;
        this.data = data;
        this.key = key;
        this.density = density;
        this.values = values;
        this.quantities = ModelQuantities.of(model, data, true, values);
    }

    /**
     * Compiles what is not compiled yet and checks the data.
     *
     * @param key for random numbers in transformed data
     * @throws ModelException where the data do not fit the model
     */
    public static ModelPosterior bind(CompiledModel model, Data data, Key key) {
        CompletableFuture<Instance> values = CompletableFuture.supplyAsync(() -> model.bind(QUANTITIES, data, key));
        Instance density = model.bind(DENSITY, data, key);
        try {
            return new ModelPosterior(model, data, key, density, values.join());
        } catch (CompletionException e) {
            density.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Draws from the posterior; {@link Sampling} has more to say on how. */
    public Run sample(Settings settings) {
        return Sampling.of(this, settings).run();
    }

    /**
     * The point of the unconstrained space where the parameters have given values.
     *
     * @throws ModelException where a value is missing, has another shape than its parameter or lies outside its support
     */
    public double[] unconstrain(Data values) {
        double[] given = IntStream.range(0, model.model().parameters().size())
                .mapToObj(i -> {
                    Declaration d = model.model().parameters().get(i);
                    Quantity quantity = quantities().get(i);
                    // Without missing entries nobody needs to say so.
                    return quantity.shape() instanceof Shape.Entries && quantity.size() == 0 ? new double[0] : values.inOrder(new Declaration(quantity.name(), d.sized(), d.span()), quantity.shape());
                })
                .flatMapToDouble(Arrays::stream).toArray();
        double[] point = new double[dimension()];
        try (Instance instance = model.bind(UNCONSTRAIN, data, key)) {
            if (!instance.run(given, point)) {
                throw new ModelException(instance.fault().diagnostic().withNote("with the values of " + values.source()));
            }
        }
        return point;
    }

    /** Seconds from Model IR to code that runs. */
    public double compileSeconds() {
        return Math.max(model.executable(DENSITY).compileSeconds(), model.executable(QUANTITIES).compileSeconds());
    }

    /** How often generated quantities could not be computed. */
    public int failedDraws() {
        return failures.get();
    }

    /** Why generated quantities could not be computed the first time, or {@code null}. */
    public Diagnostic failure() {
        return firstFailure.get();
    }

    @Override
    public String name() {
        return model.model().name();
    }

    @Override
    public int dimension() {
        return quantities.dimension();
    }

    @Override
    public List<Quantity> quantities() {
        return quantities.quantities();
    }

    @Override
    public LogDensity logDensity() {
        return new Density(density.fork(), dimension());
    }

    /** Second derivatives of the log density; their kernel is compiled when they are first asked for. To be closed. */
    public Curvature curvature() {
        return new Curvature(model.bind(CURVATURE, data, key), dimension());
    }

    @Override
    public Outputs outputs() {
        return new Quantities(values.fork());
    }

    @Override
    public List<Diagnostic.Note> explain(double[] position) {
        try (Instance instance = density.fork()) {
            if (!instance.run(position, new double[dimension() + 1])) {
                Diagnostic fault = instance.fault().diagnostic();
                return List.of(new Diagnostic.Note(fault.message(), fault.span()));
            }
        }
        return new Blame(model.model(), data, key).of(position);
    }

    @Override
    public void close() {
        density.close();
        values.close();
    }

    private static final class Density implements LogDensity {
        private final Instance instance;
        private final int dimension;
        private final double[] out;

        Density(Instance instance, int dimension) {
            this.instance = instance;
            this.dimension = dimension;
            this.out = new double[dimension + 1];
        }

        @Override
        public int dimension() {
            return dimension;
        }

        @Override
        public double gradient(double[] position, double[] gradient) {
            if (!instance.run(position, out)) {
                return Double.NaN;
            }
            System.arraycopy(out, 1, gradient, 0, dimension);
            return out[0];
        }
    }

    private final class Quantities implements Outputs {
        private final Instance instance;

        Quantities(Instance instance) {
            this.instance = instance;
        }

        @Override
        public void write(double[] position, Key draw, double[] into) {
            instance.setKey(draw);
            if (!instance.run(position, into)) {
                failures.incrementAndGet();
                firstFailure.compareAndSet(null, instance.fault().diagnostic());
                parameters(position, into);
            }
        }

        /** What does not depend on the part that failed. */
        private void parameters(double[] position, double[] into) {
            Arrays.fill(into, Double.NaN);
            try (Instance known = model.bind(PARAMETERS, data, key)) {
                double[] out = new double[quantities().stream().filter(q -> q.role() != Quantity.Role.GENERATED).mapToInt(Quantity::size).sum()];
                if (known.run(position, out)) {
                    System.arraycopy(out, 0, into, 0, out.length);
                }
            }
        }
    }
}
