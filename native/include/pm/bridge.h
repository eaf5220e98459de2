// What the Java side calls: a shared library's functions by address. Compiled once per platform by JavaCPP.
#pragma once

#include <dlfcn.h>

#include "pm/context.h"
#include "pm/crew.h"

namespace pm_bridge {

typedef int32_t (*kernel)(pm_context*, const double*, double*);

static inline int call(long long function, long long context, long long in, long long out) {
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
static inline long long side_by_side() { return (long long) &crew::side_by_side; }

} // namespace pm_bridge
