package org.pmodel.runtime.engine;

/** A way to run kernels. All engines print the same Kernel IR and agree to rounding. */
public sealed interface Engine permits NativeEngine, JvmEngine {
    /** {@code native} or {@code jvm}, as on the command line. */
    String name();

    /** The text that the engine compiles. */
    String print(Program program);

    Executable compile(Program program);

    /** The same engine with so many threads for the long loops of each instance; results do not depend on their number. */
    Engine withThreads(int perInstance);
}
