package org.pmodel.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
    final boolean knowsEventShape() {
        return eventRank() == 0 || definition.eventShape() != null;
    }

    @Override
    final Set<String> parameterNames() {
        return definition.parameters().stream().map(Definition.Parameter::name).collect(Collectors.toSet());
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

    private Evaluation ofValue(Tensor value) {
        return evaluation(value, definition.variate().layout(), isDiscrete(), batchOf(value, "value", eventRank()));
    }

    private IllegalArgumentException failed(IllegalArgumentException cause) {
        return new IllegalArgumentException(name() + ": " + cause.getMessage(), cause);
    }

    // ---- densities

    @Override
    final Smooth logDensity(Smooth value) {
        int[] batch = batchOf(value.value(), "value", eventRank());
        Tensor inside = support(Shapes.last(value.value().shape(), eventRank())).satisfied(value.value(), eventRank()).broadcast(batch);
        Smooth density = smooth(definition.density(), ofValue(value.value()).where(inside), value);
        return new Smooth(outside(value.value(), inside, density.value()), value.isTracked() ? density::flow : null);
    }

    /** What an item of one value gives for each element of an evaluation, with its derivatives where those of the value are wanted. */
    private Smooth smooth(Definition.Item item, Evaluation evaluation, Smooth value) {
        try {
            if (!value.isTracked()) {
                return Smooth.constant(evaluation.numbers(item.value()));
            }
            Evaluation.Slopes slopes = evaluation.slopes(item.slopes());
            return new Smooth(slopes.value(), (weights, into) -> {
                if (slopes.slopes().get(0) != null) {
                    value.flow(Parameters.summedTo(weighted(slopes.slopes().get(0), weights.values), value.value().shape()), into);
                }
                flowToParameters(slopes.slopes().subList(1, slopes.slopes().size()), weights, into);
            });
        } catch (IllegalArgumentException e) {
            throw failed(e);
        }
    }

    private void flowToParameters(List<Tensor> each, Tensor weights, Slopes into) {
        for (int a = 0; a < each.size(); a++) {
            if (each.get(a) != null) {
                into.add(definition.parameters().get(a).name(), Parameters.summedTo(weighted(each.get(a), weights.values), parameters.get(a).shape()));
            }
        }
    }

    @Override
    final Smooth circularMean(Smooth like) {
        Definition.Item item = definition.item("circular_mean");
        if (!like.isTracked()) {
            return Smooth.constant(statistic("circular_mean"));
        }
        Evaluation.Slopes slopes = ofBatch(batchShape).slopes(item.slopes());
        return new Smooth(slopes.value(), (weights, into) -> flowToParameters(slopes.slopes(), weights, into));
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

    /** Where the weight is zero, so is the result. */
    private static Tensor weighted(Tensor slopes, double[] weights) {
        double[] result = slopes.values();
        int each = result.length / Math.max(1, weights.length);
        for (int i = 0; i < result.length; i++) {
            result[i] = weights[i / each] == 0 ? 0 : weights[i / each] * result[i];
        }
        return new Tensor(slopes.shape(), result);
    }

    @Override
    public final Tensor cdf(Tensor value) {
        try {
            return ofValue(value).numbers(definition.item("cdf").value());
        } catch (IllegalArgumentException e) {
            throw failed(e);
        }
    }

    @Override
    final Smooth logBelow(Smooth value) {
        return smooth(definition.item("lcdf"), ofValue(value.value()), value);
    }

    @Override
    final Smooth logAbove(Smooth value) {
        return smooth(definition.item("lccdf"), ofValue(value.value()), value);
    }

    @Override
    final boolean isOrdered() {
        return definition.items().containsKey("lcdf");
    }

    @Override
    public final Tensor icdf(Tensor probability) {
        for (double p : probability.values) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("probability = " + Tensor.number(p) + " is not between 0 and 1");
            }
        }
        Definition.Item quantile = definition.item("quantile");
        Evaluation evaluation = evaluation(probability, new Layout(0, false), false, batchOf(probability, "probability", 0));
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

    /**
     * Draws of families whose function for them takes a whole number beside the parameters: the trials of a multinomial, the rows of a correlation matrix,
     * the length of a walk. Draws of these families are not differentiable functions of the parameters.
     */
    public final Tensor sampleGiven(int further, Key key, int... sampleShape) {
        boolean first = definition.items().containsKey(Definition.SAMPLE_GIVEN_FIRST);
        Definition.Item item = definition.item(first ? Definition.SAMPLE_GIVEN_FIRST : Definition.SAMPLE_GIVEN_LAST);
        List<Evaluation.Argument> arguments = new ArrayList<>();
        addParameters(arguments);
        arguments.add(first ? 0 : parameters.size(), new Evaluation.Argument(Tensor.scalar(further), new Layout(0, false), true));
        try {
            return new Evaluation(arguments, Shapes.joined(sampleShape, batchShape)).quantities(item.value(), item.rank(), null, key.stream());
        } catch (IllegalArgumentException e) {
            throw failed(e);
        }
    }

    /** The shape of what has as many dimensions as an event, or {@code null} where the definition does not say. */
    private int[] knownShape(int rank) {
        return rank == eventRank() && knowsEventShape() ? eventShape() : null;
    }

    private Evaluation ofBatch(int[] batch) {
        return evaluation(null, null, false, batch);
    }

    @Override
    public final boolean hasRsample() {
        return definition.items().containsKey("sample") && !isDiscrete() && (isImplicit() || definition.item("sample").slopes() != null);
    }

    private boolean isImplicit() {
        return eventRank() == 0 && !isDiscrete() && isOrdered() && definition.item("sample").slopes() == null;
    }

    @Override
    final Smooth smoothDraws(Key key, int... sampleShape) {
        Tensor draws = sample(key, sampleShape);
        return isImplicit() ? implicit(draws) : new Smooth(draws, (weights, slopes) -> explicit(draws, key, weights, slopes));
    }

    private void explicit(Tensor draws, Key key, Tensor weights, Slopes slopes) {
        int[] batch = Shapes.outer(draws.shape(), eventRank());
        RandomStream stream = key.stream();
        List<Tensor> each = ofBatch(batch).pullback(definition.item("sample").slopes(), Shapes.last(draws.shape(), eventRank()), weights, stream);
        flowToParameters(each, Tensor.filled(1, batch), slopes);
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

    /** As in the language: {@code normal(0, 1)}. */
    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder(name()).append('(');
        parameters.forEach(p -> text.append(text.charAt(text.length() - 1) == '(' ? "" : ", ").append(p));
        return text.append(')').toString();
    }
}
