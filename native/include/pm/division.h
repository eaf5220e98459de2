// One run of a loop that is divided into parts; of the bridge, which kernels call through their context.
#pragma once

#include "pm/context.h"
#include "pm/crew.h"

namespace pm_bridge {

class division {
public:
    // Runs all parts and adds their sums up. See `divide` of pm_context.
    static int32_t run(pm_context* context, int32_t parts, int32_t count, const void* at, int32_t n, double* const* sums, const int64_t* lengths, pm_loop loop) {
        division whole = {context, parts, count, at, n, sums, lengths, loop};
        crew::side_by_side(context->crew, parts, &division::part, &whole);
        const int32_t status = whole.status();
        if (status == PM_OK) whole.add_up();
        return status;
    }

private:
    pm_context* context;
    int32_t parts, count;
    const void* at;
    int32_t n;
    double* const* sums;
    const int64_t* lengths;
    pm_loop loop;
    int32_t statuses[PM_PARTS];
    pm_context contexts[PM_PARTS];

    division(pm_context* context, int32_t parts, int32_t count, const void* at, int32_t n, double* const* sums, const int64_t* lengths, pm_loop loop)
        : context(context), parts(parts), count(count), at(at), n(n), sums(sums), lengths(lengths), loop(loop) {}

    static void part(void* self, int32_t p) { ((division*) self)->part(p); }

    // The memory of a part: pointers to its sums, then the sums, then what is left for the loop.
    double** sums_of(int32_t p) const { return (double**) (context->parts + p * share()); }

    // Doubles that a part has, a multiple of eight.
    int64_t share() const { return context->parts_capacity / PM_PARTS / 8 * 8; }

    void part(int32_t p) {
        pm_context& mine = contexts[p] = *context;
        mine.workspace = context->parts + p * share();
        mine.workspace_capacity = share();
        int64_t top = pm::doubles_for(8 * n);
        for (int32_t s = 0; s < n; s++) top += pm::doubles_for(8 * lengths[s]);
        if (!pm::workspace_holds(&mine, top)) {
            statuses[p] = PM_WORKSPACE_TOO_SMALL;
            return;
        }
        double* next = mine.workspace + pm::doubles_for(8 * n);
        for (int32_t s = 0; s < n; s++) {
            sums_of(p)[s] = next;
            for (int64_t i = 0; i < lengths[s]; i++) next[i] = 0.0;
            next += pm::doubles_for(8 * lengths[s]);
        }
        const int32_t begin = (int32_t) ((int64_t) count * p / parts), end = (int32_t) ((int64_t) count * (p + 1) / parts);
        statuses[p] = loop(&mine, top, mine.workspace_capacity, begin, end, at, sums_of(p));
    }

    // The status of the whole: that of the first part, in their order, that did not come to its end.
    int32_t status() {
        for (int32_t p = 0; p < parts; p++) {
            const pm_context& one = contexts[p];
            if (statuses[p] == PM_WORKSPACE_TOO_SMALL) {
                context->needed = PM_PARTS * (one.needed + 8);
                return PM_PARTS_TOO_SMALL;
            }
            if (statuses[p] != PM_OK) {
                context->fault_site = one.fault_site;
                context->fault_indices = one.fault_indices;
                context->fault_values = one.fault_values;
                for (int32_t i = 0; i < 4; i++) context->fault_index[i] = one.fault_index[i];
                for (int32_t i = 0; i < 4; i++) context->fault_value[i] = one.fault_value[i];
                return statuses[p];
            }
        }
        return PM_OK;
    }

    void add_up() {
        for (int32_t p = 0; p < parts; p++) {
            for (int32_t s = 0; s < n; s++) {
                for (int64_t i = 0; i < lengths[s]; i++) sums[s][i] += sums_of(p)[s][i];
            }
        }
    }
};

} // namespace pm_bridge
