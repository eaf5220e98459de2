package org.pmodel.nativecode;

import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.Platform;

/**
 * The one JNI library: it opens kernels' shared libraries and calls their functions by address. Compiled once per platform
 * by {@link BridgeBuild}; a model never needs JavaCPP's generator.
 */
@Platform(include = "pm/bridge.h")
@Namespace("pm_bridge")
final class Bridge {
    private static final Optional<String> OBSTACLE = load();

    private Bridge() {}

    /** Why there is no bridge on this machine; empty where there is one. */
    static Optional<String> obstacle() {
        return OBSTACLE;
    }

    private static Optional<String> load() {
        try {
            Loader.load(Bridge.class);
            return Optional.empty();
        } catch (UnsatisfiedLinkError missing) {
            return Optional.of("this build of PModel holds no native bridge for " + Loader.getPlatform());
        }
    }

    /** Calls the kernel function at an address on a context, an input and an output at theirs; returns its status. */
    static native int call(@Cast("long long") long function, @Cast("long long") long context,
                           @Cast("long long") long in, @Cast("long long") long out);

    /** Opens a shared library; 0 where that fails, see {@link #failure}. */
    static native @Cast("long long") long open(String path);

    /** The address of a function; 0 where there is none of the name. */
    static native @Cast("long long") long symbol(@Cast("long long") long library, String name);

    static native void close(@Cast("long long") long library);

    /** Threads that work on the parts of a divided loop, so many in all with the one that calls. */
    static native @Cast("long long") long open_crew(int threads);

    static native void close_crew(@Cast("long long") long crew);

    /** The address of the function by which a kernel runs a loop in parts. */
    static native @Cast("long long") long divide();

    /** Why the last {@link #open} or {@link #symbol} of this thread failed. */
    static native @Cast("const char*") String failure();
}
