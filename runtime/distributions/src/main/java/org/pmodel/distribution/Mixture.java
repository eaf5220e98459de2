package org.pmodel.distribution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;

/**
 * A variable of one of several distributions, of each with a probability. The probabilities are the parameter {@code weights}. Derivatives with respect to
 * the parameters of the k-th of several given components are named {@code k.name}; those of a batch of components have the components' names.
 */
public final class Mixture extends Distribution {
    private final Tensor weights;
    private final Components components;
    private final int[] batchShape;

    private Mixture(Tensor weights, Components components) {
        this.weights = weights;
        this.components = components;
        if (weights.rank() == 0 || Shapes.fromEnd(weights.shape(), 1) != components.count()) {
            throw new IllegalArgumentException("mixture: weights has the shape " + Shapes.text(weights.shape()) + " for " + components.count() + " components");
        }
        Constraint simplex = Constraints.simplex(components.count());
        int wrong = simplex.firstViolation(weights);
        if (wrong >= 0) {
            throw new IllegalArgumentException("mixture: weights = " + simplex.element(weights, wrong) + " does not satisfy the constraint " + simplex);
        }
        this.batchShape = Shapes.broadcast(Shapes.outer(weights.shape(), 1), components.batchShape());
        if (batchShape == null) {
            throw new IllegalArgumentException("mixture: weights has the batch " + Shapes.text(Shapes.outer(weights.shape(), 1)) + ", the components have "
                    + Shapes.text(components.batchShape()));
        }
    }

    /**
     * Of distributions of any families, all of them of whole or all of real numbers.
     *
     * @throws IllegalArgumentException when there are more or fewer weights than components, or the weights are not positive with the sum one
     */
    public static Mixture of(Tensor weights, Distribution first, Distribution second, Distribution... further) {
        List<Distribution> all = new ArrayList<>(List.of(first, second));
        all.addAll(List.of(further));
        return new Mixture(weights, new Components.Listed(all));
    }

    public static Mixture of(double[] weights, Distribution first, Distribution second, Distribution... further) {
        return of(Tensor.of(weights), first, second, further);
    }

    /** Of the elements of the last dimension of a distribution's batch. */
    public static Mixture of(Tensor weights, Distribution components) {
        return new Mixture(weights, new Components.Batched(components));
    }

    public static Mixture of(double[] weights, Distribution components) {
        return of(Tensor.of(weights), components);
    }

    // ---- what it is

    @Override
    public String name() {
        return "mixture_" + components.typical().name();
    }

    @Override
    public int[] batchShape() {
        return batchShape.clone();
    }

    @Override
    public int[] eventShape() {
        return components.typical().eventShape();
    }

    @Override
    public int eventRank() {
        return components.typical().eventRank();
    }

    @Override
    boolean knowsEventShape() {
        return components.typical().knowsEventShape();
    }

    @Override
    public boolean isDiscrete() {
        return components.typical().isDiscrete();
    }

    /** From the least to the greatest value of any component. */
    @Override
    public Constraint support() {
        if (eventRank() > 0) {
            return components.typical().support();
        }
        Constraint all = Constraint.between(components.bound(Constraint::lower, Math::min), components.bound(Constraint::upper, Math::max));
        return isDiscrete() ? all.whole() : all;
    }

    @Override
    public Distribution expand(int... shape) {
        Shapes.elements(batchShape, shape);
        return new Mixture(weights, components.expand(shape));
    }

    private String weightsName() {
        return components.parameterNames().contains("weights") ? "weights_" : "weights";
    }

    @Override
    Set<String> parameterNames() {
        Set<String> names = new HashSet<>(components.parameterNames());
        names.add(weightsName());
        return names;
    }

    // ---- densities

    private Smooth mixed(Smooth value, Components.BiSmooth property) {
        return value.with(weightsName(), weights).log().plus(components.each(value, property)).logSumExpLast();
    }

    @Override
    Smooth logDensity(Smooth value) {
        batchOf(value.value(), "value", eventRank());
        return mixed(value, Distribution::logDensity);
    }

    @Override
    Smooth logBelow(Smooth value) {
        return mixed(value, Distribution::logBelow);
    }

    @Override
    Smooth logAbove(Smooth value) {
        return mixed(value, Distribution::logAbove);
    }

    @Override
    boolean isOrdered() {
        return components.areOrdered();
    }

    @Override
    public Tensor icdf(Tensor probability) {
        return QuantileSearch.quantiles(this, probability);
    }

    // ---- draws

    @Override
    public Tensor sample(Key key, int... sampleShape) {
        RandomStream stream = key.fold(0).stream();
        int[] batch = Shapes.joined(sampleShape, batchShape);
        int n = components.count();
        double[] weight = weights.broadcast(Shapes.joined(batch, new int[] {n})).values;
        Components whole = components.expand(batchShape);
        int[] number = {0};
        Tensor all = whole.each(d -> d.sample(key.fold(++number[0]), sampleShape));
        int size = all.size() / Math.max(1, Shapes.size(batch) * n);
        double[] draws = new double[Shapes.size(batch) * size];
        for (int i = 0; i < Shapes.size(batch); i++) {
            double u = stream.uniform();
            int k = 0;
            for (double sum = weight[i * n]; k < n - 1 && u >= sum; sum += weight[i * n + k]) {
                k++;
            }
            System.arraycopy(all.values, (i * n + k) * size, draws, i * size, size);
        }
        return new Tensor(Shapes.joined(batch, Shapes.last(all.shape(), eventRank())), draws);
    }

    @Override
    public boolean hasRsample() {
        return !isDiscrete() && isOrdered();
    }

    @Override
    Smooth smoothDraws(Key key, int... sampleShape) {
        return implicit(sample(key, sampleShape));
    }

    // ---- moments

    /** The mean over components of something that each of them has. */
    private Tensor averaged(Function<Distribution, Tensor> property) {
        Components whole = components.expand(batchShape);
        Tensor each = whole.each(property);
        int[] chances = Shapes.joined(weights.shape(), Shapes.ones(eventRank()));
        return weights.reshape(chances).zip(each, (w, x) -> w == 0 ? 0 : w * x).moveToLast(eventRank()).sumLast(1);
    }

    @Override
    public Tensor mean() {
        return averaged(Distribution::mean);
    }

    @Override
    public Tensor variance() {
        return averaged(d -> d.variance().zip(d.mean(), (v, m) -> v + m * m)).zip(mean(), (s, m) -> s - m * m);
    }

    /** The weights and the components. */
    @Override
    public String toString() {
        return "mixture(" + weights + ", " + components + ")";
    }
}
