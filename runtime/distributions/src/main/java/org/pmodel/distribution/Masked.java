package org.pmodel.distribution;

import java.util.Set;
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

    @Override
    boolean knowsEventShape() {
        return base.knowsEventShape();
    }

    @Override
    Set<String> parameterNames() {
        return base.parameterNames();
    }

    @Override
    Smooth logDensity(Smooth value) {
        return Smooth.choose(mask, whole().logDensity(value), Smooth.constant(Tensor.scalar(0)));
    }

    @Override
    Smooth logBelow(Smooth value) {
        return whole().logBelow(value);
    }

    @Override
    Smooth logAbove(Smooth value) {
        return whole().logAbove(value);
    }

    @Override
    boolean isOrdered() {
        return base.isOrdered();
    }

    @Override
    Smooth circularMean(Smooth like) {
        return whole().circularMean(like);
    }

    @Override
    public Tensor cdf(Tensor value) {
        return whole().cdf(value);
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
    Smooth smoothDraws(Key key, int... sampleShape) {
        return whole().smoothDraws(key, sampleShape);
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
