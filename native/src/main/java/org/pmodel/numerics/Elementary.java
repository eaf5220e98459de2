package org.pmodel.numerics;

/**
 * Elementary functions that the JVM has no instructions for and takes long over, within two ulp, by the formulas of {@code pm/elementary.h} on top of
 * those that it compiles to a few instructions.
 */
final class Elementary {
    private static final double LN2 = 0.6931471805599453;

    private Elementary() {}

    /** Without the detour of {@link Math#exp} for results that vanish or overflow, as in the tails of mixtures. */
    static double exp(double x) {
        return Math.abs(x) > 745.2 ? x < 0.0 ? 0.0 : Double.POSITIVE_INFINITY : Math.exp(x);
    }

    /** Near zero by log(1 + x) = 2 artanh(s) with s = x / (2 + x), with fdlibm's coefficients; elsewhere by log, and what rounding 1 + x loses to first order. */
    static double log1p(double x) {
        if (x > -0.29 && x < 0.41) {
            double s = x / (2.0 + x);
            double z = s * s;
            double w = z * z;
            double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
            double odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
            double halfSquare = 0.5 * x * x;
            return x - (halfSquare - s * (halfSquare + (even + odd)));
        }
        double sum = 1.0 + x;
        return sum > 0.0 && sum < Double.POSITIVE_INFINITY ? Math.log(sum) + (x - (sum - 1.0)) / sum : Math.log(sum);
    }

    /** Near zero from half the argument: expm1(2h) = y (y + 2) with y = expm1(h); elsewhere the subtraction loses nothing. */
    static double expm1(double x) {
        double size = Math.abs(x);
        if (!(size < LN2)) {
            return exp(x) - 1.0;
        }
        if (size < 0x1p-60) {
            return x;
        }
        double h = 0.5 * x;
        double y = h + h * h * expTail(h);
        return y * (y + 2.0);
    }

    /** (eʳ - 1 - r) / r² for |r| ≤ ln(2)/2, bracketed for short chains of operations. */
    private static double expTail(double r) {
        double w = r * r;
        double q = w * w;
        double low = (0.5 + r * 0.1666666666666667) + w * (0.04166666666666667 + r * 0.008333333333326136);
        double middle = (0.0013888888888883748 + r * 0.00019841269874820627) + w * (2.4801587325547743e-05 + r * 2.7557255400206422e-06);
        double high = (2.75572736431103e-07 + r * 2.5105217004720745e-08) + w * 2.0914686968086876e-09;
        return low + q * (middle + q * high);
    }

    static double tanh(double x) {
        double t = expm1(-2.0 * Math.abs(x));
        return Math.copySign(t / (2.0 + t), x);
    }

    /** Without the detour of {@link Math#hypot} where squares neither overflow nor vanish. */
    static double hypot(double x, double y) {
        double square = x * x + y * y;
        return square > 0x1p-900 && square < 0x1p1000 ? Math.sqrt(square) : Math.hypot(x, y);
    }
}
