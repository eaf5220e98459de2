// Powers, without a branch or a call where the processor has fused multiply-adds: pow to 0.65 ulp in the normal range, so
// that powers which are doubles are exact; exp2 to 1.1 ulp.
#pragma once

#include "pm/elementary.h"

namespace pm {

// 2ˣ: exact for integers.
PM_INLINE double exp2(double x) {
    double c = clamp(x, -1080.0, 1030.0);
    double k = nearest(c);
    double r = (c - k) * 0x1.62e42fefa39efp-1;
    return scaled(1.0 + (r + r * r * exp_tail(r)), k);
}

#if defined(__FMA__) || defined(__ARM_FEATURE_FMA) || defined(__CUDACC__)

// A number as the unevaluated sum of two doubles, the second below an ulp or so of the first.
struct twofold {
    double high, low;
};

PM_INLINE twofold sum_of_ordered(double large, double small) {
    double high = large + small;
    return {high, (large - high) + small};
}

PM_INLINE twofold product(twofold x, twofold y) {
    double high = x.high * y.high;
    return {high, __builtin_fma(x.high, y.high, -high) + (x.high * y.low + x.low * y.high)};
}

// log(a) for positive finite a, to about 2⁻⁶⁵: log(m) = 2 s + s³ (2/3 + 2/5 s² + …) with s = (m - 1) / (m + 1).
PM_INLINE twofold twofold_log(double a) {
    bool subnormal = a < 0x1p-1022;
    uint64_t u = bits_of(subnormal ? a * 0x1p54 : a) + (ONE_BITS - SQRT_HALF_BITS);
    double k = small_integer(u >> 52) - (subnormal ? 1077.0 : 1023.0);
    double f = from_bits((u & MANTISSA) + SQRT_HALF_BITS) - 1.0;
    twofold d = sum_of_ordered(2.0, f);
    double inverse = 1.0 / d.high;
    double quotient = f * inverse;
    twofold s = {quotient, (__builtin_fma(-quotient, d.high, f) - quotient * d.low) * inverse};
    twofold z = product(s, s);
    double w = z.high * z.high;
    double q = (0.4 + w * horner(w, 0.22222222222222222, 0.15384615384615385, 0.11764705882352941, 0.09523809523809523))
        + z.high * horner(w, 0.2857142857142857, 0.18181818181818182, 0.13333333333333333, 0.10526315789473684,
              0.08695652173913043);
    twofold p = sum_of_ordered(0.6666666666666666, z.high * q);
    p.low += 3.700743415417188e-17;
    twofold cubic = product(product(z, p), s);
    twofold m = sum_of_ordered(2.0 * s.high, cubic.high);
    twofold l = sum_of_ordered(k * LN2_HIGH, m.high);
    return sum_of_ordered(l.high, l.low + (m.low + (2.0 * s.low + cubic.low) + k * LN2_LOW));
}

// exp(x) for a twofold x: one rounding at the end, so that powers that are doubles come out as such.
PM_INLINE double exp_of(twofold x) {
    double c = clamp(x.high, -746.0, 710.0);
    double k = nearest(c * LOG2_E);
    double high = c - k * LN2_HIGH;
    double low = k * LN2_LOW;
    double r = high - low;
    double rest = ((high - r) - low) + (fabs(x.high) < 800.0 ? x.low : 0.0);
    twofold one = sum_of_ordered(1.0, r);
    double tail = r * r * exp_tail(r);
    return scaled(one.high + (one.low + (rest * (one.high + tail) + tail)), k);
}

// xʸ with the special cases of the C standard's annex F.
PM_SIMD double pow_by_logarithm(double x, double y) {
    double a = fabs(x);
    twofold l = twofold_log(a);
    bool extreme = a == 0.0 || a == infinity();
    double high = a == 0.0 ? -infinity() : a == infinity() ? infinity() : l.high;
    double exponent = y * high;
    double power = exp_of({exponent, __builtin_fma(y, high, -exponent) + (extreme ? 0.0 : y * l.low)});
    power = a == 1.0 || y == 0.0 ? 1.0 : power;
    bool whole = trunc(y) == y;
    bool odd = whole && 2.0 * trunc(0.5 * y) != y;
    power = odd ? copysign(power, x) : power;
    power = x < 0.0 && !whole && x != -infinity() ? not_a_number() : power;
    return (x != x || y != y) && x != 1.0 && y != 0.0 ? x + y : power;
}

PM_INLINE double pow(double x, double y) {
#if !defined(__CUDACC__)
    if (__builtin_constant_p(y)) {
        if (y == 2.0) return x * x;
        if (y == 1.0) return x;
        if (y == -1.0) return 1.0 / x;
    }
#endif
    return pow_by_logarithm(x, y);
}

#else

PM_INLINE double pow(double x, double y) { return __builtin_pow(x, y); }

#endif

} // namespace pm
