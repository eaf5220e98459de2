package org.pmodel.distribution;

import org.pmodel.numerics.Key;

/** A variable of the base of which one sees only that it lies beyond a limit, where it does: the limit then stands for it. */
final class Censored extends Composed {
    Censored(Distribution base, Tensor least, Tensor most) {
        super("censored", base, limits(least, most));
        checkLimits(isDiscrete());
    }

    @Override
    Distribution of(Distribution other) {
        return new Censored(other, parameter("least"), parameter("most"));
    }

    @Override
    public Constraint support() {
        return between(base.support());
    }

    @Override
    Smooth logDensity(Smooth value) {
        Smooth least = limit("least", value);
        Smooth most = limit("most", value);
        Smooth density = Smooth.choose(value.value().zip(most.value(), (y, m) -> y == m ? 1 : 0), base.logAbove(before("most", value)), base.logDensity(value));
        density = Smooth.choose(value.value().zip(least.value(), (y, l) -> y == l ? 1 : 0), base.logBelow(least), density);
        return Smooth.choose(outside(value), number(Double.NEGATIVE_INFINITY), density);
    }

    @Override
    Smooth logBelow(Smooth value) {
        return ends(value, Double.NEGATIVE_INFINITY, 0, base.logBelow(value));
    }

    @Override
    Smooth logAbove(Smooth value) {
        return ends(value, 0, Double.NEGATIVE_INFINITY, base.logAbove(value));
    }

    @Override
    public Tensor icdf(Tensor probability) {
        return within(base.icdf(probability));
    }

    @Override
    public Tensor sample(Key key, int... sampleShape) {
        return within(base.sample(key, sampleShape));
    }

    @Override
    public boolean hasRsample() {
        return base.hasRsample();
    }

    /** The limit itself moves where it stands for a draw. */
    @Override
    Smooth smoothDraws(Key key, int... sampleShape) {
        Smooth draws = base.smoothDraws(key, sampleShape);
        Smooth least = limit("least", draws);
        Smooth most = limit("most", draws);
        Smooth above = Smooth.choose(draws.value().zip(most.value(), (y, m) -> y > m ? 1 : 0), most, draws);
        return Smooth.choose(draws.value().zip(least.value(), (y, l) -> y < l ? 1 : 0), least, above);
    }
}
