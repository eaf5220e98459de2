package org.pmodel.distribution;

import java.util.Set;
import org.pmodel.numerics.Key;

/** A distribution whose last batch dimensions count as part of the event. */
public final class Independent extends Distribution {
    private final Distribution base;
    private final int dimensions;

    Independent(Distribution base, int dimensions) {
        if (dimensions < 0 || dimensions > base.batchShape().length) {
            throw new IllegalArgumentException(dimensions + " dimensions of the batch " + Shapes.text(base.batchShape()) + " cannot become part of the event");
        }
        this.base = base;
        this.dimensions = dimensions;
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public int[] batchShape() {
        return Shapes.outer(base.batchShape(), dimensions);
    }

    @Override
    public int[] eventShape() {
        return Shapes.joined(Shapes.last(base.batchShape(), dimensions), base.eventShape());
    }

    @Override
    public int eventRank() {
        return base.eventRank() + dimensions;
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
        return new Independent(base.expand(Shapes.joined(shape, Shapes.last(base.batchShape(), dimensions))), dimensions);
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
        return base.logDensity(value).sumLast(dimensions);
    }

    private UnsupportedOperationException noOrder() {
        return new UnsupportedOperationException("events of " + dimensions + " more dimensions than those of " + name() + " have no distribution function");
    }

    @Override
    Smooth logBelow(Smooth value) {
        throw noOrder();
    }

    @Override
    Smooth logAbove(Smooth value) {
        throw noOrder();
    }

    @Override
    boolean isOrdered() {
        return false;
    }

    @Override
    public Tensor icdf(Tensor probability) {
        throw noOrder();
    }

    @Override
    public Tensor sample(Key key, int... sampleShape) {
        return base.sample(key, sampleShape);
    }

    @Override
    Smooth smoothDraws(Key key, int... sampleShape) {
        return base.smoothDraws(key, sampleShape);
    }

    @Override
    public boolean hasRsample() {
        return base.hasRsample();
    }

    @Override
    public Tensor mean() {
        return base.mean();
    }

    @Override
    public Tensor variance() {
        return base.variance();
    }

    @Override
    public Tensor mode() {
        return base.mode();
    }

    @Override
    public Tensor entropy() {
        return base.entropy().sumLast(dimensions);
    }

    @Override
    public Tensor enumerateSupport() {
        throw new UnsupportedOperationException("the values of several draws from " + name() + " are not listed");
    }
}
