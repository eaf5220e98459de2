package org.pmodel.distribution;

import java.util.Map;
import org.pmodel.numerics.Key;

/** The absolute value of a variable of the base. */
final class Folded extends Composed {
    /** Below this, in logarithms, the probability is found by Simpson's rule, which does not cancel. */
    private static final double SMALL = -12;

    Folded(Distribution base) {
        super("folded", base, Map.of());
        checkKind(false);
    }

    @Override
    Distribution of(Distribution other) {
        return new Folded(other);
    }

    @Override
    public Constraint support() {
        return Constraint.positive();
    }

    private static Tensor belowZero(Smooth value) {
        return test(value, y -> y < 0);
    }

    @Override
    Smooth logDensity(Smooth value) {
        return Smooth.choose(belowZero(value), number(Double.NEGATIVE_INFINITY), base.logDensity(value).logSumExp(base.logDensity(value.negated())));
    }

    @Override
    Smooth logBelow(Smooth value) {
        Smooth negated = value.negated();
        Smooth between = Truncated.logBetween(base.logBelow(negated), base.logAbove(negated), base.logBelow(value), base.logAbove(value));
        Smooth left = base.logDensity(negated);
        Smooth ends = number(Math.log(4)).plus(base.logDensity(value.still(Tensor.scalar(0)))).logSumExp(left.logSumExp(base.logDensity(value)));
        Smooth simpson = value.log().plus(number(-Math.log(3))).plus(ends);
        Tensor small = between.value().zip(left.value(), (f, d) -> f < SMALL && d > Double.NEGATIVE_INFINITY ? 1 : 0);
        return Smooth.choose(test(value, y -> y <= 0), number(Double.NEGATIVE_INFINITY), Smooth.choose(small, simpson, between));
    }

    @Override
    Smooth logAbove(Smooth value) {
        return Smooth.choose(test(value, y -> y <= 0), number(0), base.logBelow(value.negated()).logSumExp(base.logAbove(value)));
    }

    @Override
    public Tensor sample(Key key, int... sampleShape) {
        return base.sample(key, sampleShape).map(Math::abs);
    }

    @Override
    public boolean hasRsample() {
        return base.hasRsample();
    }

    @Override
    Smooth smoothDraws(Key key, int... sampleShape) {
        return base.smoothDraws(key, sampleShape).map(Math::abs, Math::signum);
    }
}
