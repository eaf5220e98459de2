package org.pmodel.distribution;

import org.pmodel.numerics.Key;

/** A variable of the base given that it is between two limits, either of which may be infinite. */
final class Truncated extends Composed {
    /** Smaller probabilities of the interval, in logarithms, are not told from differences of larger ones. */
    private static final double SMALL = -20;

    Truncated(Distribution base, Tensor least, Tensor most) {
        super("truncated", base, limits(least, most));
        checkLimits(isDiscrete());
    }

    @Override
    Distribution of(Distribution other) {
        return new Truncated(other, parameter("least"), parameter("most"));
    }

    @Override
    public Constraint support() {
        return between(base.support());
    }

    @Override
    Smooth logDensity(Smooth value) {
        Smooth density = base.logDensity(value).minus(logMass(value));
        return Smooth.choose(outside(value), number(Double.NEGATIVE_INFINITY), density);
    }

    @Override
    Smooth logBelow(Smooth value) {
        Smooth part = logBetween(logBelowLeast(value), logFromLeast(value), base.logBelow(value), base.logAbove(value)).minus(logMass(value));
        return ends(value, Double.NEGATIVE_INFINITY, 0, part);
    }

    @Override
    Smooth logAbove(Smooth value) {
        Smooth part = logBetween(base.logBelow(value), base.logAbove(value), logToMost(value), logAboveMost(value)).minus(logMass(value));
        return ends(value, 0, Double.NEGATIVE_INFINITY, part);
    }

    private Smooth logMass(Smooth like) {
        return logBetween(logBelowLeast(like), logFromLeast(like), logToMost(like), logAboveMost(like));
    }

    private Smooth logBelowLeast(Smooth like) {
        return limited("least", like, Double.NEGATIVE_INFINITY, base.logBelow(before("least", like)));
    }

    private Smooth logFromLeast(Smooth like) {
        return limited("least", like, 0, base.logAbove(before("least", like)));
    }

    private Smooth logToMost(Smooth like) {
        return limited("most", like, 0, base.logBelow(limit("most", like)));
    }

    private Smooth logAboveMost(Smooth like) {
        return limited("most", like, Double.NEGATIVE_INFINITY, base.logAbove(limit("most", like)));
    }

    private Smooth limited(String limit, Smooth like, double without, Smooth with) {
        return Smooth.choose(test(limit(limit, like), Double::isInfinite), number(without), with);
    }

    /** The log probability of an interval, by the logarithms of the probabilities below and above its ends: from the nearer tail. */
    static Smooth logBetween(Smooth belowLow, Smooth aboveLow, Smooth belowHigh, Smooth aboveHigh) {
        Tensor none = test(belowHigh, x -> x == Double.NEGATIVE_INFINITY).zip(test(aboveLow, x -> x == Double.NEGATIVE_INFINITY), Math::max);
        Tensor right = aboveLow.value().zip(belowHigh.value(), (a, b) -> a < b ? 1 : 0);
        Smooth between = Smooth.choose(right, aboveLow.logDiffExp(aboveHigh), belowHigh.logDiffExp(belowLow));
        return Smooth.choose(none, number(Double.NEGATIVE_INFINITY), between);
    }

    @Override
    public Tensor sample(Key key, int... sampleShape) {
        Tensor uniforms = uniforms(key, sampleShape);
        Smooth like = number(0);
        Tensor mass = logMass(like).value();
        for (double m : mass.values) {
            if (m < SMALL) {
                return icdf(uniforms);
            }
        }
        Tensor below = logBelowLeast(like).value().map(Math::exp);
        Tensor probability = below.zip(uniforms.zip(mass, (u, m) -> u * Math.exp(m)), (b, u) -> Math.min(1, b + u));
        return within(base.icdf(probability));
    }
}
