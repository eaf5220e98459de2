package org.pmodel.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;

/** A distribution of a family of the library, with its parameters. */
public non-sealed class Family extends Distribution {
    private final Definition definition;
    private final List<Tensor> parameters;
    private final int[] batchShape;

    /** @throws IllegalArgumentException naming the parameter whose shape or value is wrong */
    Family(Definition definition, Tensor... parameters) {
        this(definition, List.of(parameters), Parameters.batchShape(definition, List.of(parameters)));
        Parameters.check(definition, this.parameters);
    }

    private Family(Definition definition, List<Tensor> parameters, int[] batchShape) {
        this.definition = definition;
        this.parameters = parameters;
        this.batchShape = batchShape;
    }

    final Tensor parameter(int position) {
        return parameters.get(position);
    }

    // ---- what it is

    @Override
    public final String name() {
        return definition.name();
    }

    @Override
    public final int[] batchShape() {
        return batchShape.clone();
    }

    @Override
    public final int eventRank() {
        return definition.variate().layout().rank();
    }

    @Override
    public final int[] eventShape() {
        if (eventRank() == 0) {
            return new int[0];
        }
        if (definition.eventShape() == null) {
            throw new UnsupportedOperationException("the library does not state the shape of the values of " + name());
        }
        return definition.eventShape().apply(parameters);
    }

    @Override
    public final boolean isDiscrete() {
        return definition.variate().whole();
    }

    @Override
    public final Constraint support() {
        return support(eventShape());
    }

    private Constraint support(int[] eventShape) {
        Constraint support = definition.support().apply(parameters, eventShape);
        return isDiscrete() ? support.whole() : support;
    }

    @Override
    public final Distribution expand(int... shape) {
        Shapes.elements(batchShape, shape);
        return new Family(definition, parameters, shape.clone());
    }

    // ---- evaluation

    private Evaluation evaluation(Tensor first, Layout layout, boolean whole, int[] batch) {
        List<Evaluation.Argument> arguments = new ArrayList<>();
        if (first != null) {
            arguments.add(new Evaluation.Argument(first, layout, whole));
        }
        addParameters(arguments);
        return new Evaluation(arguments, batch);
    }

    private void addParameters(List<Evaluation.Argument> arguments) {
        for (int i = 0; i < parameters.size(); i++) {
            Definition.Parameter p = definition.parameters().get(i);
            arguments.add(new Evaluation.Argument(parameters.get(i), p.layout(), p.whole()));
        }
    }

    /** The batch that a value and this distribution make together. */
    private int[] batchWith(Tensor value, String what, int rank) {
        int[] shape = value.shape();
        int[] batch = shape.length < rank ? null : Shapes.broadcast(Shapes.outer(shape, rank), batchShape);
        boolean fits = batch != null && (rank == 0 || definition.eventShape() == null || Arrays.equals(Shapes.last(shape, rank), eventShape()));
        if (!fits) {
            String event = rank == 0 ? "" : " and events " + (definition.eventShape() == null ? "of " + rank + " dimensions" : Shapes.text(eventShape()));
            throw new IllegalArgumentException(what + " has the shape " + Shapes.text(shape) + ", which does not go with the batch " + Shapes.text(batchShape) + event
                    + " of " + name());
        }
        return batch;
    }

    private Evaluation ofValue(Tensor value) {
        return evaluation(value, definition.variate().layout(), isDiscrete(), batchWith(value, "value", eventRank()));
    }

    private IllegalArgumentException failed(IllegalArgumentException cause) {
        return new IllegalArgumentException(name() + ": " + cause.getMessage(), cause);
    }

    // ---- densities

    @Override
    public final Tensor logProb(Tensor value) {
        int[] batch = batchWith(value, "value", eventRank());
        Tensor inside = support(Shapes.last(value.shape(), eventRank())).satisfied(value, eventRank()).broadcast(batch);
        try {
            return outside(value, inside, ofValue(value).where(inside).numbers(definition.density().value()));
        } catch (IllegalArgumentException e) {
            throw failed(e);
        }
    }

    /** Minus infinity where a value is outside the support, and not a number where it is none itself. */
    private Tensor outside(Tensor value, Tensor inside, Tensor density) {
        double[] result = density.values();
        Tensor sums = value.sumLast(eventRank()).broadcast(density.shape());
        for (int i = 0; i < result.length; i++) {
            result[i] = Double.isNaN(sums.values[i]) ? Double.NaN : inside.values[i] == 0 ? Double.NEGATIVE_INFINITY : result[i];
        }
        return new Tensor(density.shape(), result);
    }

    @Override
    public final DensityGradient logProbGradient(Tensor value, Tensor weights) {
        int[] batch = batchWith(value, "value", eventRank());
        Tensor inside = support(Shapes.last(value.shape(), eventRank())).satisfied(value, eventRank()).broadcast(batch);
        double[] each = weights.broadcast(batch).values;
        try {
            Evaluation.Slopes slopes = ofValue(value).where(inside).slopes(definition.density().slopes());
            List<Tensor> weighted = new ArrayList<>();
            slopes.slopes().forEach(s -> weighted.add(s == null ? null : weighted(s, each)));
            return new DensityGradient(outside(value, inside, slopes.value()), weighted.get(0), byName(weighted.subList(1, weighted.size())));
        } catch (IllegalArgumentException e) {
            throw failed(e);
        }
    }

    /** Where the weight is zero, so is the result. */
    private static Tensor weighted(Tensor slopes, double[] weights) {
        double[] result = slopes.values();
        int each = result.length / Math.max(1, weights.length);
        for (int i = 0; i < result.length; i++) {
            result[i] = weights[i / each] == 0 ? 0 : weights[i / each] * result[i];
        }
        return new Tensor(slopes.shape(), result);
    }

    /** Slopes in the shape of a batch, summed to the shapes of the parameters. */
    private Map<String, Tensor> byName(List<Tensor> slopes) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            if (slopes.get(i) != null) {
                named.put(definition.parameters().get(i).name(), Parameters.summedTo(slopes.get(i), parameters.get(i).shape()));
            }
        }
        return named;
    }

    private Tensor ofValue(String role, Tensor value) {
        try {
            return ofValue(value).numbers(definition.item(role).value());
        } catch (IllegalArgumentException e) {
            throw failed(e);
        }
    }

    @Override
    public final Tensor cdf(Tensor value) {
        return ofValue("cdf", value);
    }

    @Override
    public final Tensor logCdf(Tensor value) {
        return ofValue("lcdf", value);
    }

    @Override
    public final Tensor logCcdf(Tensor value) {
        return ofValue("lccdf", value);
    }

    @Override
    public final Tensor icdf(Tensor probability) {
        for (double p : probability.values) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("probability = " + Tensor.number(p) + " is not between 0 and 1");
            }
        }
        Definition.Item quantile = definition.item("quantile");
        Evaluation evaluation = evaluation(probability, new Layout(0, false), false, batchWith(probability, "probability", 0));
        return evaluation.numbers(quantile.value());
    }

    // ---- draws

    @Override
    public final Tensor sample(Key key, int... sampleShape) {
        Definition.Item item = definition.item("sample");
        try {
            return ofBatch(Shapes.joined(sampleShape, batchShape)).quantities(item.value(), eventRank(), knownShape(eventRank()), key.stream());
        } catch (IllegalArgumentException e) {
            throw failed(e);
        }
    }

    /** Draws that take one whole number more than the parameters, at a position among them. */
    final Tensor sampleGiven(int position, int further, Key key, int[] sampleShape) {
        Definition.Item item = definition.item("sample_given");
        List<Evaluation.Argument> arguments = new ArrayList<>();
        addParameters(arguments);
        arguments.add(position, new Evaluation.Argument(Tensor.scalar(further), new Layout(0, false), true));
        try {
            return new Evaluation(arguments, Shapes.joined(sampleShape, batchShape)).quantities(item.value(), item.rank(), null, key.stream());
        } catch (IllegalArgumentException e) {
            throw failed(e);
        }
    }

    /** The shape of what has as many dimensions as an event, or {@code null} where the definition does not say. */
    private int[] knownShape(int rank) {
        return rank == eventRank() && (rank == 0 || definition.eventShape() != null) ? eventShape() : null;
    }

    private Evaluation ofBatch(int[] batch) {
        return evaluation(null, null, false, batch);
    }

    @Override
    public final boolean hasRsample() {
        return definition.items().containsKey("sample") && !isDiscrete() && (isImplicit() || definition.item("sample").slopes() != null);
    }

    /** Whether draws move with the parameters so that the probability below them stays: implicit reparametrisation (Figurnov, Mohamed and Mnih 2018). */
    private boolean isImplicit() {
        return eventRank() == 0 && !isDiscrete() && definition.items().containsKey("lcdf");
    }

    @Override
    public final Pathwise rsample(Key key, int... sampleShape) {
        if (!hasRsample()) {
            throw new UnsupportedOperationException("draws from " + name() + " are not differentiable functions of its parameters");
        }
        Tensor draws = sample(key, sampleShape);
        Function<Tensor, Map<String, Tensor>> pullback = isImplicit() ? weights -> implicit(draws, weights) : weights -> explicit(draws, key, weights);
        return new Pathwise(draws, weights -> pullback.apply(weights.broadcast(draws.shape())));
    }

    private Map<String, Tensor> explicit(Tensor draws, Key key, Tensor weights) {
        int[] batch = Shapes.outer(draws.shape(), eventRank());
        RandomStream stream = key.stream();
        return byName(ofBatch(batch).pullback(definition.item("sample").slopes(), Shapes.last(draws.shape(), eventRank()), weights, stream));
    }

    /** By the derivatives of the logarithm of the smaller tail. */
    private Map<String, Tensor> implicit(Tensor draws, Tensor weights) {
        Evaluation evaluation = evaluation(draws, definition.variate().layout(), false, draws.shape());
        Evaluation.Slopes below = evaluation.slopes(definition.item("lcdf").slopes());
        Evaluation.Slopes above = evaluation.slopes(definition.item("lccdf").slopes());
        List<Tensor> slopes = new ArrayList<>();
        for (int a = 1; a < below.slopes().size(); a++) {
            slopes.add(below.slopes().get(a) == null ? null : implicit(below, above, a, weights));
        }
        return byName(slopes);
    }

    private static Tensor implicit(Evaluation.Slopes below, Evaluation.Slopes above, int argument, Tensor weights) {
        double[] result = new double[weights.size()];
        for (int i = 0; i < result.length; i++) {
            List<Tensor> tail = below.value().values[i] <= above.value().values[i] ? below.slopes() : above.slopes();
            result[i] = -weights.values[i] * tail.get(argument).values[i] / tail.get(0).values[i];
        }
        return new Tensor(weights.shape(), result);
    }

    // ---- moments

    /** What the library states of the family under a name, such as {@code median}: a number or a container for each element of the batch. */
    public final Tensor statistic(String role) {
        Definition.Item item = definition.item(role);
        try {
            return item.quantity() ? ofBatch(batchShape).quantities(item.value(), item.rank(), knownShape(item.rank()), null) : ofBatch(batchShape).numbers(item.value());
        } catch (IllegalArgumentException e) {
            throw failed(e);
        }
    }

    @Override
    public final Tensor mean() {
        return statistic("mean");
    }

    @Override
    public final Tensor variance() {
        return statistic("variance");
    }

    @Override
    public final Tensor mode() {
        return statistic("mode");
    }

    @Override
    public final Tensor entropy() {
        return statistic("entropy");
    }

    /** The Kullback-Leibler divergence of another distribution of the family from this one. */
    public final Tensor klDivergence(Family other) {
        if (!other.definition.name().equals(name())) {
            throw new IllegalArgumentException("the divergence of " + other.name() + " from " + name() + " is not stated: they are different families");
        }
        int[] batch = Shapes.broadcast(batchShape, other.batchShape);
        if (batch == null) {
            throw new IllegalArgumentException("the batches " + Shapes.text(batchShape) + " and " + Shapes.text(other.batchShape) + " do not go together");
        }
        List<Evaluation.Argument> arguments = new ArrayList<>();
        addParameters(arguments);
        other.addParameters(arguments);
        return new Evaluation(arguments, batch).numbers(definition.item("kl").value());
    }

    @Override
    public final Tensor enumerateSupport() {
        if (!isDiscrete() || eventRank() > 0) {
            throw new UnsupportedOperationException("the values of " + name() + " are not a finite list");
        }
        double[] values = support().values();
        int[] ones = new int[1 + batchShape.length];
        Arrays.fill(ones, 1);
        ones[0] = values.length;
        return new Tensor(ones, values).broadcast(Shapes.joined(new int[] {values.length}, batchShape));
    }

    /** As in the language: {@code normal(0, 1)}. */
    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder(name()).append('(');
        parameters.forEach(p -> text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(p));
        return text.append(')').toString();
    }
}
