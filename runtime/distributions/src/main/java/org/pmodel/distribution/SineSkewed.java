package org.pmodel.distribution;

import org.pmodel.numerics.Key;

/** An angle of the base, a distribution on the circle around its mean, skewed (Abe and Pewsey 2011). */
final class SineSkewed extends Composed {
    SineSkewed(Distribution base, Tensor skewness) {
        super("sine_skewed", base, named("skewness", skewness));
        checkKind(false);
        check("skewness", Constraint.interval(-1, 1));
        base.circularMean(number(0)); // which the base must state
    }

    @Override
    Distribution of(Distribution other) {
        return new SineSkewed(other, parameter("skewness"));
    }

    @Override
    public Constraint support() {
        return Constraint.real();
    }

    private Smooth skew(Smooth value) {
        return parameter("skewness", value).times(value.minus(base.circularMean(value)).map(Math::sin, Math::cos));
    }

    @Override
    Smooth logDensity(Smooth value) {
        return base.logDensity(value).plus(skew(value).map(Math::log1p, x -> 1 / (1 + x)));
    }

    @Override
    boolean isOrdered() {
        return false;
    }

    @Override
    public Tensor icdf(Tensor probability) {
        throw new UnsupportedOperationException("the library states no quantile of " + name());
    }

    @Override
    public Tensor sample(Key key, int... sampleShape) {
        Tensor angles = base.sample(key.fold(0), sampleShape);
        Tensor chance = skew(Smooth.constant(angles)).value().map(s -> 0.5 * (1 + s));
        Tensor stays = uniforms(key.fold(1), sampleShape).zip(chance, (u, c) -> u < c ? 1 : 0);
        Tensor mirrored = base.circularMean(number(0)).value().zip(angles, (m, y) -> 2 * m - y);
        Tensor all = Smooth.choose(stays, Smooth.constant(angles), Smooth.constant(mirrored)).value();
        return all.map(y -> y - 2 * Math.PI * Math.floor((y + Math.PI) / (2 * Math.PI)));
    }
}
