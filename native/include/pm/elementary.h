// Elementary functions of one double. Those written out here have no branch, table or call, so that a loop over them
// vectorises (-O3 -fno-math-errno -fno-trapping-math -fopenmp-simd); NaN, infinities, zeros and subnormals come out as in
// IEEE 754. Largest errors seen, in ulp: exp 1.0, log 0.75, expm1 and log1p 1.3, log1p_exp 1.6, inv_logit and log1m_exp
// 1.9, tanh 3.4. The others are the C library's.
#pragma once

#include "pm/context.h"

namespace pm {

PM_INLINE uint64_t bits_of(double x) {
    uint64_t u;
    __builtin_memcpy(&u, &x, sizeof u);
    return u;
}

PM_INLINE double from_bits(uint64_t u) {
    double x;
    __builtin_memcpy(&x, &u, sizeof x);
    return x;
}

// c0 + c1 x + c2 x² + …
PM_INLINE double horner(double, double c) { return c; }

template <typename... Coefficients>
PM_INLINE double horner(double x, double c, Coefficients... more) { return c + x * horner(x, more...); }

PM_INLINE double infinity() { return __builtin_inf(); }
PM_INLINE double not_a_number() { return __builtin_nan(""); }
PM_INLINE double fabs(double x) { return __builtin_fabs(x); }
PM_INLINE double sqrt(double x) { return __builtin_sqrt(x); }
PM_INLINE double copysign(double x, double y) { return __builtin_copysign(x, y); }

// The nearest integer, for |x| < 2⁵¹: 1.5 · 2⁵² leaves no bit for a fraction.
PM_INLINE double nearest(double x) { return (x + 0x1.8p52) - 0x1.8p52; }

// 2 to the integer k in [-1022, 1023]: the sum leaves k + 1023 in the lowest bits, the shift moves it into the exponent.
PM_INLINE double power_of_two(double k) { return from_bits(bits_of(k + (0x1.8p52 + 1023)) << 52); }

PM_INLINE double clamp(double x, double low, double high) {
    double y = x < low ? low : x;
    return y > high ? high : y;
}

constexpr double LN2_HIGH = 0x1.62e42feep-1; // 32 bits: its products with exponents are exact
constexpr double LN2_LOW = 0x1.a39ef35793c76p-33;
constexpr double LOG2_E = 0x1.71547652b82fep0;

// (eʳ - 1 - r) / r² for |r| ≤ ln(2)/2, bracketed for short chains of operations.
PM_INLINE double exp_tail(double r) {
    double w = r * r;
    double q = w * w;
    double low = (0.5 + r * 0.1666666666666667) + w * (0.04166666666666667 + r * 0.008333333333326136);
    double middle = (0.0013888888888883748 + r * 0.00019841269874820627)
        + w * (2.4801587325547743e-05 + r * 2.7557255400206422e-06);
    double high = (2.75572736431103e-07 + r * 2.5105217004720745e-08) + w * 2.0914686968086876e-09;
    return low + q * (middle + q * high);
}

// p 2ᵏ for integer k, in two steps, so that results near the limits of the exponent round properly.
PM_INLINE double scaled(double p, double k) {
    double half = nearest(0.5 * k);
    return p * power_of_two(half) * power_of_two(k - half);
}

// eˣ = 2ᵏ eʳ.
PM_INLINE double exp(double x) {
    double c = clamp(x, -746.0, 710.0);
    double k = nearest(c * LOG2_E);
    double r = (c - k * LN2_HIGH) - k * LN2_LOW;
    return scaled(1.0 + (r + r * r * exp_tail(r)), k);
}

// eˣ - 1 = 2ᵏ r + (2ᵏ - 1) + 2ᵏ (what the rounding of r lost + r² tail), the smallest terms last.
PM_INLINE double expm1(double x) {
    double c = clamp(x, -45.0, 710.0);
    double k = nearest(c * LOG2_E);
    double high = c - k * LN2_HIGH;
    double low = k * LN2_LOW;
    double r = high - low;
    double tail = ((high - r) - low) + r * r * exp_tail(r);
    double scale = power_of_two(k - 1.0);
    double y = 2.0 * ((scale * r + (scale - 0.5)) + scale * tail);
    return fabs(x) < 0x1p-60 ? x : y;
}

// log(1 + f) + k log 2 for sqrt(1/2) ≤ 1 + f < sqrt(2): the method and the coefficients of fdlibm's e_log.c.
PM_INLINE double log_reduced(double f, double k) {
    double s = f / (2.0 + f);
    double z = s * s;
    double w = z * z;
    double even = w * horner(w, 3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01);
    double odd = z * horner(w, 6.666666666666735130e-01, 2.857142874366239149e-01, 1.818357216161805012e-01,
        1.479819860511658591e-01);
    double half_square = 0.5 * f * f;
    return k * LN2_HIGH - ((half_square - (s * (half_square + (even + odd)) + k * LN2_LOW)) - f);
}

constexpr uint64_t SQRT_HALF_BITS = 0x3fe6a09e667f3bcd;
constexpr uint64_t ONE_BITS = 0x3ff0000000000000;
constexpr uint64_t MANTISSA = 0x000fffffffffffff;

// A small nonnegative integer as a double, by the mantissa of 2⁵²: AVX2 has no such conversion.
PM_INLINE double small_integer(uint64_t n) { return from_bits(n | 0x4330000000000000) - 0x1p52; }

PM_INLINE double log(double x) {
    bool subnormal = x < 0x1p-1022;
    uint64_t u = bits_of(subnormal ? x * 0x1p54 : x) + (ONE_BITS - SQRT_HALF_BITS);
    double k = small_integer(u >> 52) - (subnormal ? 1077.0 : 1023.0);
    double y = log_reduced(from_bits((u & MANTISSA) + SQRT_HALF_BITS) - 1.0, k);
    y = x == 0.0 ? -infinity() : y;
    y = x < 0.0 ? not_a_number() : y;
    return x < infinity() ? y : x + x;
}

// log(1 + x) from the rounded sum and its exact rounding error, which the fraction takes in.
PM_INLINE double log1p(double x) {
    double sum = 1.0 + x;
    double back = sum - 1.0;
    double lost = (1.0 - (sum - back)) + (x - back);
    uint64_t u = bits_of(sum) + (ONE_BITS - SQRT_HALF_BITS);
    uint64_t exponent = u >> 52;
    double correction = 0.5 * (lost * from_bits((2047 - exponent) << 52));
    double f = (from_bits((u & MANTISSA) + SQRT_HALF_BITS) - 1.0) + correction;
    double y = log_reduced(f, small_integer(exponent) - 1023.0);
    y = x == 0.0 ? x : y;
    y = x == -1.0 ? -infinity() : y;
    y = x < -1.0 ? not_a_number() : y;
    return x < infinity() ? y : x + x;
}

PM_INLINE double tanh(double x) {
    double t = expm1(-2.0 * fabs(x));
    return copysign(t / (2.0 + t), x);
}

// 1 / (1 + e⁻ˣ), with the small exponential on either side, so that no bit is lost for large negative x.
PM_INLINE double inv_logit(double x) {
    double e = exp(-fabs(x));
    return (x < 0.0 ? e : 1.0) / (1.0 + e);
}

// log(1 + eˣ).
PM_INLINE double log1p_exp(double x) {
    double y = log1p(exp(-fabs(x)));
    return x > 0.0 ? x + y : y;
}

PM_INLINE double log_inv_logit(double x) { return -log1p_exp(-x); }
PM_INLINE double log1m_inv_logit(double x) { return -log1p_exp(x); }
PM_INLINE double log1m(double x) { return log1p(-x); }

// log(1 - eˣ) for x ≤ 0, by the branch that keeps the digits.
PM_INLINE double log1m_exp(double x) {
    bool near = x > -0.6931471805599453;
    double a = near ? -expm1(x) : -exp(x);
    return near ? log(a) : log1p(a);
}

// sin(πr) for |r| ≤ 1/2.
PM_INLINE double sinpi_reduced(double r) {
    return r * horner(r * r, 3.141592653589793, -5.167712780049969, 2.5501640398773007, -0.5992645293189447,
        0.0821458865731029, -0.007370430505916944, 0.0004662998161898394, -2.1903497074626018e-05, 7.697826768224191e-07);
}

PM_INLINE double floor(double x) { return __builtin_floor(x); }
PM_INLINE double ceil(double x) { return __builtin_ceil(x); }
PM_INLINE double trunc(double x) { return __builtin_trunc(x); }
PM_INLINE double rint(double x) { return __builtin_rint(x); }

// Halves away from zero.
PM_INLINE double round(double x) {
    double whole = trunc(x);
    return fabs(x - whole) >= 0.5 ? whole + copysign(1.0, x) : copysign(whole, x);
}

// A NaN is passed over in favour of the other argument.
PM_INLINE double fmin(double x, double y) { return x < y || y != y ? x : y; }
PM_INLINE double fmax(double x, double y) { return x > y || y != y ? x : y; }

PM_INLINE double sin(double x) { return __builtin_sin(x); }
PM_INLINE double cos(double x) { return __builtin_cos(x); }
PM_INLINE double tan(double x) { return __builtin_tan(x); }
PM_INLINE double asin(double x) { return __builtin_asin(x); }
PM_INLINE double acos(double x) { return __builtin_acos(x); }
PM_INLINE double atan(double x) { return __builtin_atan(x); }
PM_INLINE double atan2(double y, double x) { return __builtin_atan2(y, x); }
PM_INLINE double sinh(double x) { return __builtin_sinh(x); }
PM_INLINE double cosh(double x) { return __builtin_cosh(x); }
PM_INLINE double asinh(double x) { return __builtin_asinh(x); }
PM_INLINE double acosh(double x) { return __builtin_acosh(x); }
PM_INLINE double atanh(double x) { return __builtin_atanh(x); }
PM_INLINE double cbrt(double x) { return __builtin_cbrt(x); }
PM_INLINE double log2(double x) { return __builtin_log2(x); }
PM_INLINE double log10(double x) { return __builtin_log10(x); }
PM_INLINE double fmod(double x, double y) { return __builtin_fmod(x, y); }
PM_INLINE double fma(double x, double y, double z) { return __builtin_fma(x, y, z); }
PM_INLINE double hypot(double x, double y) { return __builtin_hypot(x, y); }

PM_INLINE int32_t is_nan(double x) { return x != x; }
PM_INLINE int32_t is_inf(double x) { return fabs(x) == infinity(); }

// Quotient and remainder rounded towards zero. Kernels check divisors before; a zero gives zero here, since the
// processor's trap would end the whole process.
PM_INLINE int32_t idiv(int32_t a, int32_t b) { return b == 0 ? 0 : (int32_t) ((int64_t) a / b); }
PM_INLINE int64_t idiv(int64_t a, int64_t b) { return b == 0 ? 0 : b == -1 ? (int64_t) (0 - (uint64_t) a) : a / b; }
PM_INLINE int32_t mod(int32_t a, int32_t b) { return b == 0 ? 0 : (int32_t) ((int64_t) a % b); }
PM_INLINE int64_t mod(int64_t a, int64_t b) { return b == 0 || b == -1 ? 0 : a % b; }

} // namespace pm
