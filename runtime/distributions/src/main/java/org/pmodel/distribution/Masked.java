package org.pmodel.distribution;

import org.pmodel.numerics.Key;

/** A distribution whose log density counts only where a mask says so. */
public final class Masked extends Distribution {
    private final Distribution base;
    private final Tensor mask;
    private final int[] batchShape;

    Masked(Distribution base, Tensor mask) {
        this.base = base;
        this.mask = mask;
        this.batchShape = Shapes.broadcast(base.batchShape(), mask.shape());
        if (batchShape == null) {
            throw new IllegalArgumentException("the mask has the shape " + Shapes.text(mask.shape()) + ", which does not go with the batch " + Shapes.text(base.batchShape()));
        }
    }

    /** The base, as large as the mask. */
    private Distribution whole() {
        return base.expand(batchShape);
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public int[] batchShape() {
        return batchShape.clone();
    }

    @Override
    public int[] eventShape() {
        return base.eventShape();
    }

    @Override
    public int eventRank() {
        return base.eventRank();
    }

    @Override
    public boolean isDiscrete() {
        return base.isDiscrete();
    }

    @Override
    public Constraint support() {
        return base.support();
    }

    @Override
    public Distribution expand(int... shape) {
        return new Masked(base.expand(shape), mask);
    }

    private Tensor masked(Tensor density) {
        int[] shape = Shapes.broadcast(density.shape(), batchShape);
        double[] all = density.broadcast(shape).values();
        double[] counts = mask.broadcast(shape).values;
        for (int i = 0; i < all.length; i++) {
            all[i] = counts[i] == 0 ? 0 : all[i];
        }
        return new Tensor(shape, all);
    }

    @Override
    public Tensor logProb(Tensor value) {
        return masked(base.logProb(value));
    }

    @Override
    public DensityGradient logProbGradient(Tensor value, Tensor weights) {
        int[] shape = Shapes.broadcast(mask.shape(), weights.shape());
        double[] both = weights.broadcast(shape).values();
        double[] counts = mask.broadcast(shape).values;
        for (int i = 0; i < both.length; i++) {
            both[i] = counts[i] == 0 ? 0 : both[i];
        }
        DensityGradient all = whole().logProbGradient(value, new Tensor(shape, both));
        return new DensityGradient(masked(all.logDensity()), all.value(), all.parameters());
    }

    @Override
    public Tensor cdf(Tensor value) {
        return whole().cdf(value);
    }

    @Override
    public Tensor logCdf(Tensor value) {
        return whole().logCdf(value);
    }

    @Override
    public Tensor logCcdf(Tensor value) {
        return whole().logCcdf(value);
    }

    @Override
    public Tensor icdf(Tensor probability) {
        return whole().icdf(probability);
    }

    @Override
    public Tensor sample(Key key, int... sampleShape) {
        return whole().sample(key, sampleShape);
    }

    @Override
    public Pathwise rsample(Key key, int... sampleShape) {
        return whole().rsample(key, sampleShape);
    }

    @Override
    public boolean hasRsample() {
        return base.hasRsample();
    }

    @Override
    public Tensor mean() {
        return whole().mean();
    }

    @Override
    public Tensor variance() {
        return whole().variance();
    }

    @Override
    public Tensor mode() {
        return whole().mode();
    }

    @Override
    public Tensor entropy() {
        return whole().entropy();
    }

    @Override
    public Tensor enumerateSupport() {
        return whole().enumerateSupport();
    }
}
