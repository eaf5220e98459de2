// Loops whose turns may run side by side: each part of the turns adds into memory of its own, and the parts' sums are added up in their order, so that
// results depend on the sizes of data alone and not on the number of threads.
#pragma once

#include "pm/context.h"

namespace pm {

// Simple operations that are worth a part: some 40 microseconds of vector code, several times what it takes to wake a thread.
static constexpr int64_t PART_COST = 400000;

// How many parts a loop is divided into. The parts' sums have to be cleared and added up, which must stay a small share of the work.
PM_INLINE int32_t parts_of(int32_t count, int64_t cost, int64_t sums) {
    int64_t parts = (int64_t) count * cost / (PART_COST + 8 * sums);
    if (parts > PM_PARTS) parts = PM_PARTS;
    if (parts > count) parts = count;
    return parts < 1 ? 1 : (int32_t) parts;
}

// Runs a loop of `count` turns that cost so many simple operations each, in parts where it is long enough. Once in a kernel, for all of its loops.
//
// at: what the loop takes from where it stands. sums: the arrays that turns add to, and how long they are.
__attribute__((noinline, unused)) static int32_t divided(pm_context* context, int64_t top, int64_t stack, int32_t count, int64_t cost, const void* at, int32_t n,
        double* const* sums, const int64_t* lengths, pm_loop run) {
    int64_t total = 0;
    for (int32_t s = 0; s < n; s++) total += lengths[s];
    const int32_t parts = parts_of(count, cost, total);
    return parts == 1 ? run(context, top, stack, 0, count, at, sums) : context->divide(context, parts, count, at, n, sums, lengths, run);
}

} // namespace pm
