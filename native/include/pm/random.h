// Counter-based random numbers: the n-th block of a key's stream is a function of key and n alone.
#pragma once

#include "pm/error.h"

namespace pm {

PM_INLINE uint32_t rotate(uint32_t x, int by) { return x << by | x >> (32 - by); }

// Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror and Shaw, SC11, 2011); the first word is the low half.
PM_CALLED uint64_t threefry(uint32_t key0, uint32_t key1, uint64_t counter) {
    const int rotations[8] = {13, 15, 26, 6, 17, 29, 16, 24};
    const uint32_t keys[3] = {key0, key1, key0 ^ key1 ^ 0x1BD11BDAu};
    uint32_t x0 = (uint32_t) counter + keys[0];
    uint32_t x1 = (uint32_t) (counter >> 32) + keys[1];
    for (int round = 0; round < 20; round++) {
        x0 += x1;
        x1 = rotate(x1, rotations[round % 8]) ^ x0;
        if (round % 4 == 3) {
            uint32_t injection = (uint32_t) round / 4 + 1;
            x0 += keys[injection % 3];
            x1 += keys[(injection + 1) % 3] + injection;
        }
    }
    return (uint64_t) x1 << 32 | x0;
}

// Uniform on the odd multiples of 2⁻⁵³ between 0 and 1, ends excluded. One block.
PM_INLINE double random_uniform(pm_context* context) {
    uint64_t block = threefry(context->key[0], context->key[1], context->counter++);
    return (double) (int64_t) (block >> 11 | 1) * 0x1p-53;
}

// Standard normal, by the quantile of a uniform. One block.
PM_INLINE double random_normal(pm_context* context) { return inv_Phi(random_uniform(context)); }

} // namespace pm
