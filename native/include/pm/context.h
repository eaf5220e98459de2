// The ABI of generated kernels: one structure of caller-owned memory, one function type, four statuses.
//
// Every function of a generated model is
//     extern "C" int32_t NAME(pm_context* context, const double* in, double* out)
// and returns a status. It allocates nothing and keeps no state of its own: what lasts from one call to the next lies in
// the context, whose memory the caller owns. Several threads may call at once, each with a context of its own; contexts
// may share `arrays` and `arena`, which only a bind function writes.
#pragma once

#include <stdint.h>

// The version of this file's layout and meaning; a part of the key under which compiled kernels are cached.
#define PM_ABI_VERSION 4

// How the functions of these headers are compiled. PM_INLINE: into every caller. PM_SIMD: once, with a second version for
// vectorised loops, since a text with many calls of a long function would take seconds to compile; clang++ makes no such
// versions. The vector version serves calls that every iteration makes: one under an `if` keeps g++ from vectorising the
// loop, so compute both sides and choose. PM_CALLED: once, where no loop needs it vectorised.
#if defined(__CUDACC__)
#define PM_INLINE static __host__ __device__ __forceinline__
#define PM_SIMD static __host__ __device__
#define PM_CALLED static __host__ __device__
#else
#define PM_INLINE static inline __attribute__((always_inline, unused))
#define PM_CALLED static __attribute__((unused))
#if defined(__clang__)
#define PM_SIMD PM_INLINE
#else
#define PM_SIMD _Pragma("omp declare simd notinbranch") static __attribute__((const, unused))
#endif
#endif

enum pm_status : int32_t {
    PM_OK = 0,
    PM_FAULT = 1,               // the site, indices and values are in the context
    PM_WORKSPACE_TOO_SMALL = 2, // `needed` says how many doubles; nothing was computed
    PM_ARENA_TOO_SMALL = 3,     // `needed` says how many doubles; nothing was bound
    PM_PARTS_TOO_SMALL = 4,     // `needed` says how many doubles all parts want together; nothing was computed
    PM_STACK_TOO_SMALL = 5      // routines are too deep inside each other for the thread's stack; the context has the fault
};

// The most parts that a loop is divided into.
enum : int32_t { PM_PARTS = 16 };

struct pm_context;

// Some turns of a loop: `at` is what it takes from where it stands, `sums` what it adds to.
typedef int32_t (*pm_loop)(pm_context*, int64_t top, int64_t stack, int32_t begin, int32_t end, const void* at, double* const* sums);

struct pm_context {
    void** arrays;              // data arrays, then bind-time arrays: each double* or int32_t*
    double* workspace;          // scratch; holds nothing between calls
    int64_t workspace_capacity; // doubles
    double* arena;              // bind-time arrays, int32_t ones too, each starting on a multiple of 64 bytes
    int64_t arena_capacity;     // doubles
    int64_t needed;             // doubles, with PM_WORKSPACE_TOO_SMALL and PM_ARENA_TOO_SMALL
    uint64_t counter;           // blocks of random bits drawn from `key` so far
    uint32_t key[2];            // of the random stream
    int32_t fault_site;         // which check or statement refused, as numbered by the printer
    int32_t fault_indices;      // how many of fault_index are set
    int32_t fault_values;       // how many of fault_value are set
    int32_t reserved;
    int64_t fault_index[4];     // loop indices, outermost first
    double fault_value[4];      // offending values
    char* messages;             // UTF-8 text printed by the model, not terminated
    int64_t messages_capacity;  // bytes
    int64_t messages_length;    // bytes wanted so far; what exceeds the capacity was dropped
    double* parts;              // scratch of the parts of a divided loop, in equal shares
    int64_t parts_capacity;     // doubles
    void* crew;                 // the threads that work on parts
    // runs a loop in parts, each with n sums of its own, of these lengths, and adds them up
    int32_t (*divide)(pm_context*, int32_t parts, int32_t count, const void* at, int32_t n, double* const* sums, const int64_t* lengths, pm_loop);
    const char* stack_floor;    // how far down the thread's stack may grow
};

// The Java side fills the structure by these offsets.
#define PM_AT(field, offset) static_assert(__builtin_offsetof(pm_context, field) == offset, "the layout of " #field)
PM_AT(arrays, 0);
PM_AT(workspace, 8);
PM_AT(workspace_capacity, 16);
PM_AT(arena, 24);
PM_AT(arena_capacity, 32);
PM_AT(needed, 40);
PM_AT(counter, 48);
PM_AT(key, 56);
PM_AT(fault_site, 64);
PM_AT(fault_indices, 68);
PM_AT(fault_values, 72);
PM_AT(fault_index, 80);
PM_AT(fault_value, 112);
PM_AT(messages, 144);
PM_AT(messages_capacity, 152);
PM_AT(messages_length, 160);
PM_AT(parts, 168);
PM_AT(parts_capacity, 176);
PM_AT(crew, 184);
PM_AT(divide, 192);
PM_AT(stack_floor, 200);
static_assert(sizeof(pm_context) == 208, "the size of pm_context");
#undef PM_AT

namespace pm {

// Doubles that `bytes` take in the workspace or the arena, keeping the next array on a multiple of 64 bytes.
PM_INLINE int64_t doubles_for(int64_t bytes) { return (bytes + 63) / 64 * 8; }

// True when the workspace holds `doubles`; otherwise says what is needed.
PM_INLINE bool workspace_holds(pm_context* context, int64_t doubles) {
    context->needed = doubles;
    return doubles <= context->workspace_capacity;
}

// True when the arena holds `doubles`; otherwise says what is needed.
PM_INLINE bool arena_holds(pm_context* context, int64_t doubles) {
    context->needed = doubles;
    return doubles <= context->arena_capacity;
}

// Begins the report of a fault: `return pm::fault(context, site);`, or with indices and values
// `pm::fault(context, site); pm::fault_index(context, i); pm::fault_value(context, x); return PM_FAULT;`.
PM_INLINE int32_t fault(pm_context* context, int32_t site) {
    context->fault_site = site;
    context->fault_indices = 0;
    context->fault_values = 0;
    return PM_FAULT;
}

// Adds an index to the fault begun; more than four are dropped.
PM_INLINE void fault_index(pm_context* context, int64_t index) {
    if (context->fault_indices < 4) context->fault_index[context->fault_indices++] = index;
}

// Adds a value to the fault begun; more than four are dropped.
PM_INLINE void fault_value(pm_context* context, double value) {
    if (context->fault_values < 4) context->fault_value[context->fault_values++] = value;
}

// Reports a fault with up to four values and returns the status. Not inlined, and out of the way of what runs when all is well.
__attribute__((noinline, cold, unused)) static int32_t refuse(
    pm_context* context, int32_t site, int32_t count, double a = 0.0, double b = 0.0, double c = 0.0, double d = 0.0) {
    fault(context, site);
    const double values[4] = {a, b, c, d};
    for (int32_t i = 0; i < count; i++) fault_value(context, values[i]);
    return PM_FAULT;
}

// Sets every element. Not inlined: a kernel has many arrays, and a vectorised loop for each would be most of its text.
template <typename T>
__attribute__((noinline)) static void fill(T* array, int64_t n, T value) {
    for (int64_t i = 0; i < n; i++) array[i] = value;
}

#if !defined(__CUDACC__)
// Appends bytes to the messages.
PM_INLINE void print(pm_context* context, const char* text, int64_t length) {
    int64_t room = context->messages_capacity - context->messages_length;
    if (room > 0) __builtin_memcpy(context->messages + context->messages_length, text, (uint64_t) (length < room ? length : room));
    context->messages_length += length;
}

PM_INLINE void print(pm_context* context, const char* text) { print(context, text, (int64_t) __builtin_strlen(text)); }

// Appends a number as Stan prints it: six significant digits.
PM_INLINE void print(pm_context* context, double value) {
    char text[32];
    if (value != value) return print(context, "nan");
    print(context, text, __builtin_snprintf(text, sizeof text, "%g", value));
}

PM_INLINE void print(pm_context* context, int64_t value) {
    char text[32];
    print(context, text, __builtin_snprintf(text, sizeof text, "%lld", (long long) value));
}

PM_INLINE void print(pm_context* context, int32_t value) { print(context, (int64_t) value); }
#endif

// Whether the thread's stack may not grow further.
PM_INLINE bool stack_is_low(const pm_context* context) { return (const char*) __builtin_frame_address(0) < context->stack_floor; }

// Reports routines that are too deep inside each other and returns the status.
__attribute__((noinline, cold, unused)) static int32_t too_deep(pm_context* context, int32_t site) {
    fault(context, site);
    return PM_STACK_TOO_SMALL;
}

} // namespace pm
