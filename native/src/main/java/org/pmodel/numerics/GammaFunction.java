package org.pmodel.numerics;

import static org.pmodel.numerics.Polynomial.horner;

/** The gamma function's family, by the methods of {@code pm/gamma.h}. */
final class GammaFunction {
    /** log Γ(1 + t) / (t (t - 1)) in powers of t - 1/2, for 0 ≤ t ≤ 1. */
    private static final double[] QUOTIENT = {0.4831289505409809, -0.14595989591430594, 0.06291140107456485,
        -0.03130848750105327, 0.01679709863121395, -0.009425622444829649, 0.005446457842219553, -0.0032120742206072908,
        0.0019229162321227923, -0.001164411377219605, 0.0007115202752051298, -0.00043803516132580534,
        0.00027130273545114005, -0.0001685717945035172, 0.00010541715222185904, -6.793733027397047e-05,
        4.281642862794779e-05, -2.148770252062576e-05, 1.3584275459130943e-05, -1.8527803997032962e-05,
        1.1820969445467145e-05};

    /** Stirling's series for log Γ and the asymptotic series of its derivatives, in powers of x⁻². */
    private static final double[] STIRLING = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188,
        -691.0 / 360360, 1.0 / 156, -3617.0 / 122400, 43867.0 / 244188};
    /** The derivatives of digamma at its positive zero, over factorials. */
    private static final double[] DIGAMMA_BESIDE_ZERO = {0.9676722454476212, -0.44276316898359996, 0.25849976095565635, -0.16394270542673098,
        0.10782405068054268, -0.07219957002949036, 0.048804294163557575, -0.03315912363713073, 0.022596278598076325, -0.015624523224118806,
        0.0106753949084724};
    private static final double[] DIGAMMA = {1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760,
        1.0 / 12, -3617.0 / 8160};
    private static final double[] TRIGAMMA = {1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730,
        7.0 / 6, -3617.0 / 510};

    /** sin(πr) / r and cos(πr) in powers of r², for |r| ≤ 1/2. */
    private static final double[] SINE = {3.141592653589793, -5.167712780049969, 2.5501640398773007,
        -0.5992645293189447, 0.0821458865731029, -0.007370430505916944, 0.0004662998161898394, -2.1903497074626018e-05,
        7.697826768224191e-07};

    /** (log 2π - 1) / 2. */
    private static final double STIRLING_CONSTANT = 0.4189385332046727418;

    private GammaFunction() {}

    static double lgamma(double x) {
        double a = Math.abs(x);
        double y = a < 7.0 ? lgammaNear(a) : lgammaFar(a);
        if (x >= 0.0 || x != x) {
            return y;
        }
        return Math.log(Math.PI / (a * Math.abs(sinPi(a - Math.rint(a))))) - y;
    }

    /** By Γ(n + 1 + t) = Γ(1 + t) (1 + t) … (n + t). */
    private static double lgammaNear(double a) {
        double n = Math.floor(a);
        double t = a - n;
        double base = t * (t - 1.0) * horner(t - 0.5, QUOTIENT);
        if (n < 1.0) {
            return base - Math.log(a);
        }
        double product = 1.0;
        for (double k = 1.0; k < n; k++) {
            product *= k + t;
        }
        return base + Math.log(product);
    }

    private static double lgammaFar(double a) {
        double inverse = 1.0 / a;
        return (a - 0.5) * (Math.log(a) - 1.0) + (STIRLING_CONSTANT + inverse * horner(inverse * inverse, STIRLING));
    }

    /** Below 20 by the recurrence from Γ(1 + t), exact for the factorials; above by Stirling's series. */
    static double tgamma(double x) {
        if (x == Math.rint(x) && x <= 0.0 || x == Double.NEGATIVE_INFINITY) {
            return x == 0.0 ? 1.0 / x : Double.NaN;
        }
        if (x < -20.0) {
            double small = 1.0 / tgamma(-x);
            return -Math.PI / (x * sinPi(x)) * small;
        }
        if (x >= 20.0) {
            return tgammaFar(x);
        }
        double n = Math.floor(x);
        double t = x - n;
        double product = Math.exp(t * (t - 1.0) * horner(t - 0.5, QUOTIENT));
        for (double k = 1.0; k < n; k++) {
            product *= t + k;
        }
        double divisor = 1.0;
        for (double k = 0.0; k <= -n; k++) {
            divisor *= x + k;
        }
        return product / divisor;
    }

    /** sqrt(2π/x) (x/e)ˣ exp(series); the power in two halves, for the largest results. */
    private static double tgammaFar(double x) {
        if (x > 171.7) {
            return Double.POSITIVE_INFINITY;
        }
        double inverse = 1.0 / x;
        double half = Math.pow(x, 0.5 * x - 0.25);
        double series = Math.exp(inverse * horner(inverse * inverse, STIRLING));
        return half * Math.exp(-x) * half * (2.5066282746310002 * series);
    }

    static double digamma(double x) {
        if (x <= 0.0) {
            double r = x - Math.rint(x);
            return digamma(1.0 - x) - Math.PI * sinPiReduced(0.5 - Math.abs(r)) / sinPiReduced(r);
        }
        double u = (x - 1.4616321449683622) - 9.549995429965697e-17;
        if (Math.abs(u) < 0.1) {
            return u * horner(u, DIGAMMA_BESIDE_ZERO);
        }
        double sum = 0.0;
        double y = x;
        if (x < 10.0) {
            double p = x;
            double d = 1.0;
            for (int j = 1; j < 10; j++) {
                double b = x + j;
                d = d * b + p;
                p = p * b;
            }
            sum = d / p;
            y = x + 10.0;
        }
        double inverse = 1.0 / y;
        double z = inverse * inverse;
        return Math.log(y) - 0.5 * inverse - z * horner(z, DIGAMMA) - sum;
    }

    static double trigamma(double x) {
        if (x <= 0.0) {
            double s = sinPiReduced(x - Math.rint(x));
            return Math.PI * Math.PI / (s * s) - trigamma(1.0 - x);
        }
        double sum = 0.0;
        double y = x;
        if (x < 10.0) {
            double p = x * x;
            double d = 1.0;
            for (int j = 1; j < 10; j++) {
                double b = (x + j) * (x + j);
                d = d * b + p;
                p = p * b;
            }
            sum = d / p;
            y = x + 10.0;
        }
        double inverse = 1.0 / y;
        double z = inverse * inverse;
        return inverse + 0.5 * z + inverse * z * horner(z, TRIGAMMA) + sum;
    }

    private static double sinPi(double x) {
        double whole = Math.rint(x);
        double s = sinPiReduced(x - whole);
        return whole % 2.0 == 0.0 ? s : -s;
    }

    private static double sinPiReduced(double r) {
        return r * horner(r * r, SINE);
    }
}
