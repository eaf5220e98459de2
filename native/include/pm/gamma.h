// The gamma function's family. lgamma, digamma and trigamma have no branch and no call: both sides of each choice are
// computed and one is taken, so that loops vectorise. Largest errors seen for positive arguments, in ulp: lgamma 4.8 (also
// beside its zeros), trigamma 6.7, digamma 14 of the larger of 1 and |ψ|, and 4 beside its zero.
#pragma once

#include "pm/elementary.h"

namespace pm {

PM_INLINE double tgamma(double x) { return __builtin_tgamma(x); }

// log Γ(1 + t) / (t (t - 1)) for 0 ≤ t ≤ 1, around t = 1/2; in even and odd powers, for two chains of operations.
PM_INLINE double lgamma_quotient(double t) {
    double u = t - 0.5;
    double w = u * u;
    return horner(w, 0.4831289505409809, 0.06291140107456485, 0.01679709863121395, 0.005446457842219553,
               0.0019229162321227923, 0.0007115202752051298, 0.00027130273545114005, 0.00010541715222185904,
               4.281642862794779e-05, 1.3584275459130943e-05, 1.1820969445467145e-05)
        + u * horner(w, -0.14595989591430594, -0.03130848750105327, -0.009425622444829649, -0.0032120742206072908,
               -0.001164411377219605, -0.00043803516132580534, -0.0001685717945035172, -6.793733027397047e-05,
               -2.148770252062576e-05, -1.8527803997032962e-05);
}

// log |Γ(x)|. Below 7 by Γ(n + 1 + t) = Γ(1 + t) (1 + t) … (n + t), above by Stirling's series, for negative x by
// reflection: Γ(x) Γ(-x) = -π / (x sin πx).
PM_SIMD double lgamma(double x) {
    double a = fabs(x);
    double n = floor(a);
    double t = a - n;
    bool near = a < 7.0;
    double product = n < 1.0 ? a : 1.0;
    product *= n >= 2.0 ? 1.0 + t : 1.0;
    product *= n >= 3.0 ? 2.0 + t : 1.0;
    product *= n >= 4.0 ? 3.0 + t : 1.0;
    product *= n >= 5.0 ? 4.0 + t : 1.0;
    product *= n >= 6.0 ? 5.0 + t : 1.0;
    double l = log(near ? product : a);
    double small = t * (t - 1.0) * lgamma_quotient(t) + (n < 1.0 ? -l : l);
    double inverse = 1.0 / a;
    double series = inverse * horner(inverse * inverse, 1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188,
        -691.0 / 360360, 1.0 / 156, -3617.0 / 122400, 43867.0 / 244188);
    double large = (a - 0.5) * (l - 1.0) + (0.4189385332046727418 + series);
    double y = near ? small : large;
    double r = a - rint(a);
    double reflected = log(3.141592653589793 / (a * fabs(sinpi_reduced(r)))) - y;
    return x < 0.0 ? reflected : y;
}

// ψ(x), the derivative of log Γ: by the recurrence ψ(x) = ψ(x + 1) - 1/x up to x ≥ 10, the sum of the ten reciprocals
// kept as a quotient P'/P, then by the asymptotic series; for x ≤ 0 by reflection. Beside its positive zero by the Taylor
// series there, with the zero in two parts.
PM_SIMD double digamma(double x) {
    bool reflect = x <= 0.0;
    double a = reflect ? 1.0 - x : x;
    bool shift = a < 10.0;
    double p = a, d = 1.0;
    for (int j = 1; j < 10; j++) {
        double b = a + j;
        d = d * b + p;
        p = p * b;
    }
    double y = shift ? a + 10.0 : a;
    double inverse = 1.0 / y;
    double z = inverse * inverse;
    double series = z * horner(z, 1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12,
        -3617.0 / 8160);
    double u = (a - 1.4616321449683622) - 9.549995429965697e-17;
    double beside = u * horner(u, 0.9676722454476212, -0.44276316898359996, 0.25849976095565635, -0.16394270542673098,
        0.10782405068054268, -0.07219957002949036, 0.048804294163557575, -0.03315912363713073, 0.022596278598076325,
        -0.015624523224118806, 0.0106753949084724);
    double value = fabs(u) < 0.1 ? beside : log(y) - 0.5 * inverse - series - (shift ? d / p : 0.0);
    double r = x - rint(x);
    double cotangent = 3.141592653589793 * sinpi_reduced(0.5 - fabs(r)) / sinpi_reduced(r);
    return reflect ? value - cotangent : value;
}

// ψ'(x), likewise; the sum of squared reciprocals is a quotient of positive terms.
PM_SIMD double trigamma(double x) {
    bool reflect = x <= 0.0;
    double a = reflect ? 1.0 - x : x;
    bool shift = a < 10.0;
    double p = a * a, d = 1.0;
    for (int j = 1; j < 10; j++) {
        double b = (a + j) * (a + j);
        d = d * b + p;
        p = p * b;
    }
    double y = shift ? a + 10.0 : a;
    double inverse = 1.0 / y;
    double z = inverse * inverse;
    double series = inverse * z * horner(z, 1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6,
        -3617.0 / 510);
    double value = inverse + 0.5 * z + series + (shift ? d / p : 0.0);
    double s = sinpi_reduced(x - rint(x));
    return reflect ? 9.869604401089358 / (s * s) - value : value;
}

} // namespace pm
