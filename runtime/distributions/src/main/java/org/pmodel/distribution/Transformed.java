package org.pmodel.distribution;

import java.util.Set;
import org.pmodel.numerics.Key;

/** A distribution of what a transform makes of the values of another. */
final class Transformed extends Distribution {
    private final Distribution base;
    private final Transform transform;

    Transformed(Distribution base, Transform transform) {
        if (base.isDiscrete()) {
            throw new IllegalArgumentException("transformed: values of " + base.name() + " are whole numbers, and real ones are needed");
        }
        int more = transform.domainRank() - base.eventRank();
        Distribution events = more > 0 ? base.toEvent(more) : base;
        int[] shape = transform.forward(Tensor.filled(0, events.shape())).shape();
        this.transform = transform;
        this.base = events.expand(Shapes.outer(shape, transform.codomainRank() + events.eventRank() - transform.domainRank()));
    }

    @Override
    public String name() {
        return "transformed_" + base.name();
    }

    @Override
    public int[] batchShape() {
        return base.batchShape();
    }

    @Override
    public int[] eventShape() {
        return transform.forwardShape(base.eventShape());
    }

    @Override
    public int eventRank() {
        return transform.codomainRank() + elementwise();
    }

    /** The dimensions of an event along which values are mapped one by one. */
    private int elementwise() {
        return base.eventRank() - transform.domainRank();
    }

    @Override
    boolean knowsEventShape() {
        return true;
    }

    @Override
    Set<String> parameterNames() {
        return base.parameterNames();
    }

    @Override
    public boolean isDiscrete() {
        return false;
    }

    /** Numbers between the images of the base's bounds; containers in the transform's codomain. */
    @Override
    public Constraint support() {
        if (eventRank() > 0) {
            return transform.codomain();
        }
        Tensor a = transform.forward(base.support().lower());
        Tensor b = transform.forward(base.support().upper());
        return Constraint.between(a.zip(b, Math::min), a.zip(b, Math::max));
    }

    @Override
    public Distribution expand(int... shape) {
        return new Transformed(base.expand(shape), transform);
    }

    // ---- densities

    /** What values come from; where none leads to a value, what leads to another one. */
    private Smooth origin(Smooth value, Tensor reached) {
        Tensor y = value.value();
        Tensor somewhere = transform.forward(Tensor.filled(0, transform.inverseShape(y.shape())));
        Tensor kept = reached.reshape(Shapes.joined(reached.shape(), Shapes.ones(transform.codomainRank())));
        Smooth inside = Smooth.choose(kept, value, Smooth.constant(somewhere));
        return inside.into(transform.inverse(inside.value()), weights -> transform.inversePullback(inside.value(), weights));
    }

    @Override
    Smooth logDensity(Smooth value) {
        batchOf(value.value(), "value", eventRank());
        Tensor reached = transform.reaches(value.value());
        Smooth x = origin(value, reached);
        Smooth volume = x.into(transform.logAbsDetJacobian(x.value()), weights -> transform.logAbsDetJacobianPullback(x.value(), weights));
        Smooth density = base.logDensity(x).minus(volume.sumLast(elementwise()));
        Tensor inside = reached;
        for (int k = 0; k < elementwise(); k++) {
            inside = inside.reduceLast(Math::min);
        }
        Tensor without = value.value().sumLast(eventRank()).map(y -> Double.isNaN(y) ? Double.NaN : Double.NEGATIVE_INFINITY);
        return Smooth.choose(inside, density, Smooth.constant(without));
    }

    @Override
    Smooth logBelow(Smooth value) {
        return tail(value, true);
    }

    @Override
    Smooth logAbove(Smooth value) {
        return tail(value, false);
    }

    private Smooth tail(Smooth value, boolean below) {
        if (!isOrdered()) {
            throw new UnsupportedOperationException("the library states no distribution function of " + name());
        }
        Tensor reached = transform.reaches(value.value());
        Smooth x = origin(value, reached);
        Tensor rises = rises(x.value());
        Smooth within = Smooth.choose(below ? rises : rises.map(r -> 1 - r), base.logBelow(x), base.logAbove(x));
        Tensor high = value.value().zip(support().upper(), (y, u) -> y >= u ? 1 : 0);
        Tensor beyond = high.map(h -> h != 0 == below ? 0 : Double.NEGATIVE_INFINITY).zip(value.value(), (t, y) -> Double.isNaN(y) ? y : t);
        return Smooth.choose(reached, within, Smooth.constant(beyond));
    }

    /** One where the transform increases, zero where it decreases. */
    private Tensor rises(Tensor x) {
        return transform.forwardPullback(x, Tensor.filled(1, transform.forward(x).shape())).map(slope -> slope >= 0 ? 1 : 0);
    }

    @Override
    boolean isOrdered() {
        return eventRank() == 0 && base.isOrdered();
    }

    @Override
    public Tensor icdf(Tensor probability) {
        if (!isOrdered()) {
            throw new UnsupportedOperationException("the library states no quantile of " + name());
        }
        Tensor rises = rises(Tensor.filled(0, batchOf(probability, "probability", 0)));
        return transform.forward(base.icdf(rises.zip(probability, (r, p) -> r != 0 ? p : 1 - p)));
    }

    // ---- draws

    @Override
    public Tensor sample(Key key, int... sampleShape) {
        return transform.forward(base.sample(key, sampleShape));
    }

    @Override
    public boolean hasRsample() {
        return base.hasRsample();
    }

    @Override
    Smooth smoothDraws(Key key, int... sampleShape) {
        Smooth x = base.smoothDraws(key, sampleShape);
        return x.into(transform.forward(x.value()), weights -> transform.forwardPullback(x.value(), weights));
    }

    @Override
    public String toString() {
        return "transformed(" + base + ", " + transform + ")";
    }
}
