package org.pmodel.numerics;

/**
 * The scalar functions that kernels call, under the names of {@code pm/kernel.h} and agreeing with it to a few units in the
 * last place; hence the C spelling.
 */
public final class Numerics {
    private static final double LN2 = 0.6931471805599453;

    private Numerics() {}

    public static double fabs(double x) { return Math.abs(x); }
    public static double sqrt(double x) { return Math.sqrt(x); }
    public static double copysign(double x, double y) { return Math.copySign(x, y); }
    public static double exp(double x) { return Elementary.exp(x); }
    public static double expm1(double x) { return Elementary.expm1(x); }
    public static double log(double x) { return Math.log(x); }
    public static double log1p(double x) { return Elementary.log1p(x); }
    public static double tanh(double x) { return Elementary.tanh(x); }

    /** 1 / (1 + e⁻ˣ). */
    public static double inv_logit(double x) {
        double e = exp(-Math.abs(x));
        return (x < 0.0 ? e : 1.0) / (1.0 + e);
    }

    /** log(1 + eˣ). */
    public static double log1p_exp(double x) {
        double y = log1p(exp(-Math.abs(x)));
        return x > 0.0 ? x + y : y;
    }

    public static double log_inv_logit(double x) { return -log1p_exp(-x); }
    public static double log1m_inv_logit(double x) { return -log1p_exp(x); }
    public static double log1m(double x) { return log1p(-x); }

    /** log(1 - eˣ) for x ≤ 0. */
    public static double log1m_exp(double x) {
        return x > -LN2 ? Math.log(-expm1(x)) : log1p(-exp(x));
    }

    public static double floor(double x) { return Math.floor(x); }
    public static double ceil(double x) { return Math.ceil(x); }
    public static double rint(double x) { return Math.rint(x); }
    public static double trunc(double x) { return Math.copySign(Math.floor(Math.abs(x)), x); }

    /** Halves away from zero. */
    public static double round(double x) {
        double whole = trunc(x);
        return Math.abs(x - whole) >= 0.5 ? whole + Math.copySign(1.0, x) : whole;
    }

    /** The smaller; a NaN is passed over in favour of the other argument. */
    public static double fmin(double x, double y) { return x < y || y != y ? x : y; }

    /** The larger; a NaN is passed over in favour of the other argument. */
    public static double fmax(double x, double y) { return x > y || y != y ? x : y; }

    public static double sin(double x) { return Math.sin(x); }
    public static double cos(double x) { return Math.cos(x); }
    public static double tan(double x) { return Math.tan(x); }
    public static double asin(double x) { return Math.asin(x); }
    public static double acos(double x) { return Math.acos(x); }
    public static double atan(double x) { return Math.atan(x); }
    public static double atan2(double y, double x) { return Math.atan2(y, x); }
    public static double sinh(double x) { return Math.sinh(x); }
    public static double cosh(double x) { return Math.cosh(x); }

    /** On the positive half by log1p of what x + sqrt(x² + 1) exceeds 1 by; large x by log(2x). */
    public static double asinh(double x) {
        double a = Math.abs(x);
        double y = a > 0x1p28 ? Math.log(a) + LN2 : log1p(a + a * a / (1.0 + Math.sqrt(a * a + 1.0)));
        return Math.copySign(y, x);
    }

    public static double acosh(double x) {
        double t = x - 1.0;
        if (t < 0.0) {
            return Double.NaN;
        }
        return x > 0x1p28 ? Math.log(x) + LN2 : log1p(t + Math.sqrt(2.0 * t + t * t));
    }

    public static double atanh(double x) {
        double a = Math.abs(x);
        return Math.copySign(0.5 * log1p(2.0 * a / (1.0 - a)), x);
    }

    public static double cbrt(double x) { return Math.cbrt(x); }

    /** As in C: 1 to any power is 1, even to a NaN, and so is -1 to an infinity. */
    public static double pow(double x, double y) {
        return x == 1.0 || x == -1.0 && Double.isInfinite(y) ? 1.0 : Math.pow(x, y);
    }

    public static double exp2(double x) { return Math.pow(2.0, x); }

    /** Exact for powers of two. */
    public static double log2(double x) {
        if (!(x > 0.0) || x == Double.POSITIVE_INFINITY) {
            return Math.log(x);
        }
        double scaled = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
        int exponent = Math.getExponent(scaled);
        double m = Math.scalb(scaled, -exponent);
        if (m > 1.4142135623730951) {
            m *= 0.5;
            exponent++;
        }
        return exponent - (x < Double.MIN_NORMAL ? 54 : 0) + Math.log(m) * 1.4426950408889634;
    }

    public static double log10(double x) { return Math.log10(x); }
    public static double fmod(double x, double y) { return x % y; }
    public static double fma(double x, double y, double z) { return Math.fma(x, y, z); }
    public static double hypot(double x, double y) { return Elementary.hypot(x, y); }

    public static double tgamma(double x) { return GammaFunction.tgamma(x); }
    public static double lgamma(double x) { return GammaFunction.lgamma(x); }
    public static double digamma(double x) { return GammaFunction.digamma(x); }
    public static double trigamma(double x) { return GammaFunction.trigamma(x); }
    public static double erf(double x) { return ErrorFunction.erf(x); }
    public static double erfc(double x) { return ErrorFunction.erfc(x); }

    /** The standard normal quantile. */
    public static double inv_Phi(double p) { return ErrorFunction.inversePhi(p); }

    public static int is_nan(double x) { return x != x ? 1 : 0; }
    public static int is_inf(double x) { return Double.isInfinite(x) ? 1 : 0; }

    /** The quotient rounded towards zero. Kernels check divisors before; a zero gives zero, as in native code. */
    public static int idiv(int a, int b) { return b == 0 ? 0 : a / b; }
    public static long idiv(long a, long b) { return b == 0 ? 0 : a / b; }

    /** The remainder, of the dividend's sign. */
    public static int mod(int a, int b) { return b == 0 ? 0 : a % b; }
    public static long mod(long a, long b) { return b == 0 ? 0 : a % b; }

    public static double random_uniform(RandomStream stream) { return stream.uniform(); }
    public static double random_normal(RandomStream stream) { return stream.normal(); }
}
