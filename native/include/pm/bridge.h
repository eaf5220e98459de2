// What the Java side calls: a shared library's functions by address. Compiled once per platform by JavaCPP.
#pragma once

#include <dlfcn.h>
#include <pthread.h>

#include "pm/context.h"
#include "pm/crew.h"
#include "pm/division.h"

namespace pm_bridge {

typedef int32_t (*kernel)(pm_context*, const double*, double*);

// Left of a stack for what the JVM keeps at its end, and for library functions.
static constexpr long long STACK_RESERVE = 256 * 1024;

static inline const char* find_stack_floor() {
#if defined(__APPLE__)
    const char* top = (const char*) pthread_get_stackaddr_np(pthread_self());
    return top - pthread_get_stacksize_np(pthread_self()) + STACK_RESERVE;
#else
    pthread_attr_t attributes;
    void* end = nullptr;
    size_t size = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return (const char*) __builtin_frame_address(0) - STACK_RESERVE;
    pthread_attr_getstack(&attributes, &end, &size);
    pthread_attr_destroy(&attributes);
    return (const char*) end + STACK_RESERVE;
#endif
}

static inline const char* stack_floor() {
    static thread_local const char* floor = find_stack_floor();
    return floor;
}

static inline int call(long long function, long long context, long long in, long long out) {
    ((pm_context*) context)->stack_floor = stack_floor();
    return ((kernel) function)((pm_context*) context, (const double*) in, (double*) out);
}

// Why the last open or symbol failed in this thread: dlerror's own text does not outlive the JVM's next look-up.
static thread_local char failure_text[1024];

static inline const char* failure() { return failure_text; }

static inline long long remember(void* result) {
    const char* text = result ? nullptr : dlerror();
    __builtin_snprintf(failure_text, sizeof failure_text, "%s", text ? text : "");
    return (long long) result;
}

// Local binding: kernels share names, each must see its own.
static inline long long open(const char* path) { return remember(dlopen(path, RTLD_NOW | RTLD_LOCAL)); }
static inline long long symbol(long long library, const char* name) { return remember(dlsym((void*) library, name)); }
static inline void close(long long library) { dlclose((void*) library); }

static inline long long open_crew(int threads) { return (long long) new crew(threads); }
static inline void close_crew(long long members) { delete (crew*) members; }
static inline long long divide() { return (long long) &division::run; }

} // namespace pm_bridge
