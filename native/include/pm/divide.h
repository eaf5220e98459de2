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

// One run of a divided loop. At: what the loop takes from where it stands, its field `sums` the arrays that turns add to.
template <typename At>
struct division {
    typedef int32_t (*loop)(pm_context*, int64_t top, int64_t stack, int32_t begin, int32_t end, const At&);

    pm_context* context;
    const At* at;
    loop run;
    int32_t count, parts, sums;
    const int64_t* lengths;
    pm_context contexts[PM_PARTS];
    At ats[PM_PARTS];
    int32_t statuses[PM_PARTS];

    static void part(void* self, int32_t p) { ((division*) self)->part(p); }

    void part(int32_t p) {
        pm_context& mine = contexts[p] = *context;
        mine.workspace = context->parts + p * context->part_capacity;
        mine.workspace_capacity = context->part_capacity;
        ats[p] = *at;
        int64_t top = 0;
        for (int32_t s = 0; s < sums; s++) {
            ats[p].sums[s] = mine.workspace + top;
            top += doubles_for(8 * lengths[s]);
            if (!workspace_holds(&mine, 2 * top)) {
                statuses[p] = PM_WORKSPACE_TOO_SMALL;
                return;
            }
            fill<double>(ats[p].sums[s], lengths[s], 0.0);
        }
        const int32_t begin = (int32_t) ((int64_t) count * p / parts), end = (int32_t) ((int64_t) count * (p + 1) / parts);
        statuses[p] = run(&mine, top, mine.workspace_capacity, begin, end, ats[p]);
    }

    // The status of the whole: that of the first part, in their order, that did not come to its end.
    int32_t status() {
        for (int32_t p = 0; p < parts; p++) {
            if (statuses[p] == PM_WORKSPACE_TOO_SMALL) {
                context->needed = contexts[p].needed;
                return PM_PARTS_TOO_SMALL;
            }
            if (statuses[p] != PM_OK) {
                context->fault_site = contexts[p].fault_site;
                context->fault_indices = contexts[p].fault_indices;
                context->fault_values = contexts[p].fault_values;
                for (int32_t i = 0; i < 4; i++) context->fault_index[i] = contexts[p].fault_index[i];
                for (int32_t i = 0; i < 4; i++) context->fault_value[i] = contexts[p].fault_value[i];
                return statuses[p];
            }
        }
        return PM_OK;
    }

    int32_t all() {
        context->side_by_side(context->crew, parts, &division::part, this);
        const int32_t result = status();
        if (result != PM_OK) return result;
        for (int32_t p = 0; p < parts; p++) {
            for (int32_t s = 0; s < sums; s++) {
                for (int64_t i = 0; i < lengths[s]; i++) at->sums[s][i] += ats[p].sums[s][i];
            }
        }
        return PM_OK;
    }
};

// Runs a loop of `count` turns that cost so many simple operations each, in parts where it is long enough.
template <typename At>
PM_INLINE int32_t divided(pm_context* context, int64_t top, int64_t stack, int32_t count, int64_t cost, const At& at, int32_t sums, const int64_t* lengths,
        typename division<At>::loop run) {
    int64_t total = 0;
    for (int32_t s = 0; s < sums; s++) total += lengths[s];
    const int32_t parts = parts_of(count, cost, total);
    if (parts == 1) return run(context, top, stack, 0, count, at);
    division<At> whole = {context, &at, run, count, parts, sums, lengths};
    return whole.all();
}

} // namespace pm
