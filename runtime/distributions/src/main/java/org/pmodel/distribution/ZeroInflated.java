package org.pmodel.distribution;

import org.pmodel.numerics.Key;

/** Zero with some probability, else a count of the base. */
final class ZeroInflated extends Composed {
    ZeroInflated(Distribution base, Tensor gate) {
        super("zero_inflated", base, named("gate", gate));
        checkKind(true);
        check("gate", Constraint.unitInterval());
    }

    @Override
    Distribution of(Distribution other) {
        return new ZeroInflated(other, parameter("gate"));
    }

    @Override
    public Constraint support() {
        return withZero(base.support());
    }

    private Smooth inflated(Smooth value, Smooth ofBase) {
        Smooth gate = parameter("gate", value);
        return gate.log().logSumExp(gate.log1m().plus(ofBase));
    }

    @Override
    Smooth logDensity(Smooth value) {
        Smooth density = base.logDensity(value);
        return Smooth.choose(test(value, n -> n == 0), inflated(value, density), parameter("gate", value).log1m().plus(density));
    }

    @Override
    Smooth logBelow(Smooth value) {
        return Smooth.choose(test(value, n -> n < 0), number(Double.NEGATIVE_INFINITY), inflated(value, base.logBelow(value)));
    }

    @Override
    Smooth logAbove(Smooth value) {
        return Smooth.choose(test(value, n -> n < 0), number(0), parameter("gate", value).log1m().plus(base.logAbove(value)));
    }

    @Override
    public Tensor cdf(Tensor value) {
        Tensor cdf = base.cdf(value).zip(parameter("gate"), (c, g) -> g + (1 - g) * c);
        return cdf.zip(value, (c, n) -> n < 0 ? 0 : c);
    }

    @Override
    public Tensor sample(Key key, int... sampleShape) {
        Tensor zero = uniforms(key.fold(0), sampleShape).zip(parameter("gate"), (u, g) -> u < g ? 1 : 0);
        return zero.zip(base.sample(key.fold(1), sampleShape), (z, n) -> z != 0 ? 0 : n);
    }

    @Override
    public Tensor mean() {
        return base.mean().zip(parameter("gate"), (m, g) -> (1 - g) * m);
    }

    @Override
    public Tensor variance() {
        Tensor spread = base.mean().zip(parameter("gate"), (m, g) -> g * m * m).zip(base.variance(), Double::sum);
        return spread.zip(parameter("gate"), (v, g) -> (1 - g) * v);
    }
}
