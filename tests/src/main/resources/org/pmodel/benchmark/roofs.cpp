// What this machine does at best, as kernels: in[0] says how often, out[0] keeps the compiler from leaving out the work.
#include "pm/kernel.h"

// Reads arrays[0], of in[1] doubles, from end to end: in[0] times.
extern "C" int32_t read_memory(pm_context* ctx, const double* in, double* out) {
    const double* const x = (const double*) ctx->arrays[0];
    const int64_t n = (int64_t) in[1];
    double total = 0.0;
    for (int64_t r = 0; r < (int64_t) in[0]; r++) {
        double a = 0.0, b = 0.0, c = 0.0, d = 0.0;
        const int64_t q = n / 4;
#pragma omp simd reduction(+: a, b, c, d)
        for (int64_t i = 0; i < q; i++) {
            a += x[i];
            b += x[q + i];
            c += x[2 * q + i];
            d += x[3 * q + i];
        }
        total += a + b + c + d;
    }
    out[0] = total;
    return PM_OK;
}

// 128 independent chains of multiplications and additions: 256 operations a round.
extern "C" int32_t multiply_add(pm_context* ctx, const double* in, double* out) {
    double x[128];
    for (int i = 0; i < 128; i++) x[i] = in[1] * i;
    const double a = in[2], b = in[3];
    for (int64_t r = 0; r < (int64_t) in[0]; r++) {
#pragma omp simd
        for (int i = 0; i < 128; i++) x[i] = x[i] * a + b;
    }
    double total = 0.0;
    for (int i = 0; i < 128; i++) total += x[i];
    out[0] = total;
    return PM_OK;
}

// 1024 exponentials a round, from the first-level cache.
extern "C" int32_t exponentials(pm_context* ctx, const double* in, double* out) {
    double x[1024], total = 0.0;
    for (int i = 0; i < 1024; i++) x[i] = in[1] * i;
    for (int64_t r = 0; r < (int64_t) in[0]; r++) {
        double sum = 0.0;
        const double shift = in[2] * r;
#pragma omp simd reduction(+: sum)
        for (int i = 0; i < 1024; i++) sum += pm::exp(x[i] + shift);
        total += sum;
    }
    out[0] = total;
    return PM_OK;
}
