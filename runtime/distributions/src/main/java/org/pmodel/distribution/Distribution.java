package org.pmodel.distribution;

import org.pmodel.numerics.Key;

/**
 * A batch of probability distributions: one for each element of the batch shape, each over events of the event shape.
 *
 * <p>Shapes mean what they do in NumPyro: a draw has the shape sample shape, batch shape, event shape; a value may have any shape that is repeated to the
 * batch, events included. What a family's definition in the library does not state, and what does not follow from it, is an
 * {@link UnsupportedOperationException}.
 */
public abstract sealed class Distribution permits Family, Masked, Independent {
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

    /** Minus infinity outside the support. */
    public abstract Tensor logProb(Tensor value);

    public final double logProb(double value) {
        return logProb(Tensor.scalar(value)).scalar();
    }

    /** {@link #logProb} with its derivatives with respect to the value and the parameters. */
    public final DensityGradient logProbGradient(Tensor value) {
        return logProbGradient(value, Tensor.scalar(1));
    }

    /** {@link #logProb} with the derivatives of the sum of the log densities, each times a weight; the weights are repeated to the batch. */
    public abstract DensityGradient logProbGradient(Tensor value, Tensor weights);

    /** The probability of values up to this one. */
    public abstract Tensor cdf(Tensor value);

    public final double cdf(double value) {
        return cdf(Tensor.scalar(value)).scalar();
    }

    /** The logarithm of {@link #cdf}. */
    public abstract Tensor logCdf(Tensor value);

    /** The log probability of values above this one. */
    public abstract Tensor logCcdf(Tensor value);

    /** The value below which a probability lies. */
    public abstract Tensor icdf(Tensor probability);

    public final double icdf(double probability) {
        return icdf(Tensor.scalar(probability)).scalar();
    }

    /** Draws; the same key gives the same ones. */
    public abstract Tensor sample(Key key, int... sampleShape);

    /** The same draws as {@link #sample}, with their derivatives with respect to the parameters. */
    public abstract Pathwise rsample(Key key, int... sampleShape);

    public abstract boolean hasRsample();

    public abstract Tensor mean();

    /** Of each element of an event. */
    public abstract Tensor variance();

    public abstract Tensor mode();

    public abstract Tensor entropy();

    /** All values of a discrete distribution on finitely many, along a new first dimension. */
    public abstract Tensor enumerateSupport();

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
}
