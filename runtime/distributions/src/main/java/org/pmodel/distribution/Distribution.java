package org.pmodel.distribution;

import java.util.Arrays;
import java.util.Set;
import org.pmodel.numerics.Key;

/**
 * A batch of probability distributions: one for each element of the batch shape, each over events of the event shape.
 *
 * <p>Shapes mean what they do in NumPyro: a draw has the shape sample shape, batch shape, event shape; a value may have any shape that is repeated to the
 * batch, events included. What a family's definition in the library does not state, and what does not follow from it, is an
 * {@link UnsupportedOperationException}.
 */
public abstract sealed class Distribution permits Family, Masked, Independent, Composed, Mixture, Transformed {
    Distribution() {}

    /** The name of the family. */
    public abstract String name();

    public abstract int[] batchShape();

    public abstract int[] eventShape();

    /** The number of dimensions of an event. */
    public abstract int eventRank();

    /** Whether values are whole numbers. */
    public abstract boolean isDiscrete();

    public abstract Constraint support();

    /** The names of the parameters that derivatives are given for, and of the whole ones among them. */
    abstract Set<String> parameterNames();

    /** The log density, of a value whose events have the shape of this distribution's. */
    abstract Smooth logDensity(Smooth value);

    /** The logarithm of the probability up to a value. */
    abstract Smooth logBelow(Smooth value);

    /** The logarithm of the probability above a value. */
    abstract Smooth logAbove(Smooth value);

    /** Whether there is a distribution function. */
    abstract boolean isOrdered();

    /**
     * The mean direction of an angle, where the family states it.
     *
     * @param like its derivatives are wanted where those of this are
     */
    Smooth circularMean(Smooth like) {
        throw unstated("circular_mean");
    }

    /** Minus infinity outside the support. */
    public final Tensor logProb(Tensor value) {
        return logDensity(Smooth.constant(value)).value();
    }

    public final double logProb(double value) {
        return logProb(Tensor.scalar(value)).scalar();
    }

    /** {@link #logProb} with its derivatives with respect to the value and the parameters. */
    public final DensityGradient logProbGradient(Tensor value) {
        return logProbGradient(value, Tensor.scalar(1));
    }

    /** {@link #logProb} with the derivatives of the sum of the log densities, each times a weight; the weights are repeated to the batch. */
    public final DensityGradient logProbGradient(Tensor value, Tensor weights) {
        int[] batch = batchOf(value, "value", eventRank());
        Tensor whole = value.broadcast(Shapes.joined(batch, Shapes.last(value.shape(), eventRank())));
        Smooth density = logDensity(Smooth.leaf(Smooth.VALUE, whole));
        Slopes slopes = density.slopes(weights.broadcast(batch));
        return new DensityGradient(density.value(), isDiscrete() ? null : slopes.ofValue(), slopes.ofParameters());
    }

    /** The batch that a value, each event of that rank, and this distribution make together. */
    final int[] batchOf(Tensor value, String what, int rank) {
        int[] shape = value.shape();
        int[] batch = shape.length < rank ? null : Shapes.broadcast(Shapes.outer(shape, rank), batchShape());
        boolean fits = batch != null && (rank == 0 || !knowsEventShape() || Arrays.equals(Shapes.last(shape, rank), eventShape()));
        if (!fits) {
            String event = rank == 0 ? "" : " and events " + (knowsEventShape() ? Shapes.text(eventShape()) : "of " + rank + " dimensions");
            throw new IllegalArgumentException(what + " has the shape " + Shapes.text(shape) + ", which does not go with the batch " + Shapes.text(batchShape()) + event
                    + " of " + name());
        }
        return batch;
    }

    /** Whether the shape of an event follows from the parameters. */
    abstract boolean knowsEventShape();

    /** The probability of values up to this one. */
    public Tensor cdf(Tensor value) {
        return logCdf(value).map(Math::exp);
    }

    public final double cdf(double value) {
        return cdf(Tensor.scalar(value)).scalar();
    }

    /** The logarithm of {@link #cdf}. */
    public final Tensor logCdf(Tensor value) {
        return logBelow(Smooth.constant(value)).value();
    }

    /** The log probability of values above this one. */
    public final Tensor logCcdf(Tensor value) {
        return logAbove(Smooth.constant(value)).value();
    }

    /** The value below which a probability lies. */
    public abstract Tensor icdf(Tensor probability);

    public final double icdf(double probability) {
        return icdf(Tensor.scalar(probability)).scalar();
    }

    /** Draws; the same key gives the same ones. */
    public abstract Tensor sample(Key key, int... sampleShape);

    /** The same draws as {@link #sample}, with their derivatives with respect to the parameters. */
    public final Pathwise rsample(Key key, int... sampleShape) {
        if (!hasRsample()) {
            throw new UnsupportedOperationException("draws from " + name() + " are not differentiable functions of its parameters");
        }
        Smooth draws = smoothDraws(key, sampleShape);
        return new Pathwise(draws.value(), weights -> draws.slopes(weights.broadcast(draws.value().shape())).ofParameters());
    }

    /** Draws as functions of the parameters. */
    abstract Smooth smoothDraws(Key key, int... sampleShape);

    public abstract boolean hasRsample();

    /**
     * Draws that move with the parameters so that the probability below them stays: implicit reparametrisation (Figurnov, Mohamed and Mnih 2018), by the
     * derivatives of the logarithm of the smaller tail.
     */
    final Smooth implicit(Tensor draws) {
        return new Smooth(draws, (weights, slopes) -> {
            Smooth value = Smooth.leaf(Smooth.VALUE, draws);
            Smooth below = logBelow(value);
            Smooth above = logAbove(value);
            Smooth tail = Smooth.choose(below.value().zip(above.value(), (b, a) -> b <= a ? 1 : 0), below, above);
            Tensor density = tail.slopes(Tensor.filled(1, draws.shape())).ofValue();
            tail.slopes(weights.zip(density, (w, d) -> w == 0 ? 0 : -w / d)).ofParameters().forEach(slopes::add);
        });
    }

    /** Says that the definition of a distribution does not give something. */
    final UnsupportedOperationException unstated(String what) {
        return new UnsupportedOperationException("the library states no " + what + " of " + name());
    }

    public Tensor mean() {
        throw unstated("mean");
    }

    /** Of each element of an event. */
    public Tensor variance() {
        throw unstated("variance");
    }

    public Tensor mode() {
        throw unstated("mode");
    }

    public Tensor entropy() {
        throw unstated("entropy");
    }

    /** All values of a discrete distribution on finitely many, along a new first dimension. */
    public Tensor enumerateSupport() {
        if (!isDiscrete() || eventRank() > 0) {
            throw new UnsupportedOperationException("the values of " + name() + " are not a finite list");
        }
        double[] values = support().values();
        int[] first = Shapes.ones(1 + batchShape().length);
        first[0] = values.length;
        return new Tensor(first, values).broadcast(Shapes.joined(new int[] {values.length}, batchShape()));
    }

    /** The shape of draws. */
    public final int[] shape(int... sampleShape) {
        return Shapes.joined(sampleShape, Shapes.joined(batchShape(), eventShape()));
    }

    /** This distribution, independently for each element of a larger batch. */
    public abstract Distribution expand(int... batchShape);

    /** The log density counts where the mask, of the shape of the batch or repeated to it, is not zero. */
    public final Distribution mask(Tensor mask) {
        return new Masked(this, mask);
    }

    public final Distribution mask(boolean counts) {
        return mask(Tensor.scalar(counts ? 1 : 0));
    }

    /** The last dimensions of the batch become part of the event. */
    public final Distribution toEvent(int dimensions) {
        return dimensions == 0 ? this : new Independent(this, dimensions);
    }

    // ---- distributions made of this one

    /** Given that the value is between two limits, either of which may be infinite; the limits are parameters {@code least} and {@code most}. */
    public final Distribution truncated(Tensor least, Tensor most) {
        return new Truncated(this, least, most);
    }

    public final Distribution truncated(double least, double most) {
        return truncated(Tensor.scalar(least), Tensor.scalar(most));
    }

    /** With what lies beyond a limit seen as the limit; the limits are parameters {@code least} and {@code most}. */
    public final Distribution censored(Tensor least, Tensor most) {
        return new Censored(this, least, most);
    }

    public final Distribution censored(double least, double most) {
        return censored(Tensor.scalar(least), Tensor.scalar(most));
    }

    /** The absolute value. */
    public final Distribution folded() {
        return new Folded(this);
    }

    /** Zero with the probability of the parameter {@code gate}, else a count of this distribution. */
    public final Distribution zeroInflated(Tensor gate) {
        return new ZeroInflated(this, gate);
    }

    public final Distribution zeroInflated(double gate) {
        return zeroInflated(Tensor.scalar(gate));
    }

    /** Zero with the probability of the parameter {@code gate}, else a count of this distribution that is not zero. */
    public final Distribution hurdle(Tensor gate) {
        return new Hurdle(this, gate);
    }

    public final Distribution hurdle(double gate) {
        return hurdle(Tensor.scalar(gate));
    }

    /** An angle, skewed by the parameter {@code skewness} between -1 and 1 (Abe and Pewsey 2011). */
    public final Distribution sineSkewed(Tensor skewness) {
        return new SineSkewed(this, skewness);
    }

    public final Distribution sineSkewed(double skewness) {
        return sineSkewed(Tensor.scalar(skewness));
    }

    /** Of the values that a transform makes of this distribution's. */
    public final Distribution transformed(Transform transform) {
        return new Transformed(this, transform);
    }
}
