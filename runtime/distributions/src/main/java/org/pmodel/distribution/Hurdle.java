package org.pmodel.distribution;

import org.pmodel.numerics.Key;

/** Zero with some probability, else a count of the base that is not zero. */
final class Hurdle extends Composed {
    Hurdle(Distribution base, Tensor gate) {
        super("hurdle", base, named("gate", gate));
        checkKind(true);
        check("gate", Constraint.unitInterval());
    }

    @Override
    Distribution of(Distribution other) {
        return new Hurdle(other, parameter("gate"));
    }

    @Override
    public Constraint support() {
        return withZero(base.support());
    }

    /** The log probability that the base is not zero. */
    private Smooth logPositive(Smooth like) {
        return base.logAbove(like.still(Tensor.scalar(0)));
    }

    private Smooth log1mGate(Smooth like) {
        return parameter("gate", like).log1m();
    }

    @Override
    Smooth logDensity(Smooth value) {
        Smooth density = log1mGate(value).plus(base.logDensity(value)).minus(logPositive(value));
        return Smooth.choose(test(value, n -> n == 0), parameter("gate", value).log(), density);
    }

    @Override
    Smooth logBelow(Smooth value) {
        Smooth counts = base.logAbove(value).minus(logPositive(value)).log1mExp();
        return Smooth.choose(test(value, n -> n < 0), number(Double.NEGATIVE_INFINITY), parameter("gate", value).log().logSumExp(log1mGate(value).plus(counts)));
    }

    @Override
    Smooth logAbove(Smooth value) {
        Smooth above = log1mGate(value).plus(base.logAbove(value)).minus(logPositive(value));
        return Smooth.choose(test(value, n -> n < 0), number(0), above);
    }

    @Override
    public Tensor sample(Key key, int... sampleShape) {
        Tensor zero = uniforms(key.fold(0), sampleShape).zip(parameter("gate"), (u, g) -> u < g ? 1 : 0);
        Tensor rest = uniforms(key.fold(1), sampleShape).zip(positive(), (u, p) -> 1 - u * p);
        return zero.zip(base.icdf(rest), (z, n) -> z != 0 ? 0 : n);
    }

    private Tensor positive() {
        return logPositive(number(0)).value().map(Math::exp);
    }

    @Override
    public Tensor mean() {
        return base.mean().zip(parameter("gate"), (m, g) -> (1 - g) * m).zip(positive(), (m, p) -> m / p);
    }

    @Override
    public Tensor variance() {
        Tensor square = base.variance().zip(base.mean(), (v, m) -> v + m * m).zip(parameter("gate"), (s, g) -> (1 - g) * s).zip(positive(), (s, p) -> s / p);
        return square.zip(mean(), (s, m) -> s - m * m);
    }
}
