package org.pmodel;

import java.util.function.Consumer;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.nativecode.NativeSupport;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.JvmEngine;
import org.pmodel.runtime.engine.NativeEngine;

/** The choice of an engine. */
public final class Engines {
    private Engines() {}

    /** C++ where this machine can compile it; otherwise Java, and one line on standard error says why. */
    public static Engine select() {
        return select(System.err::println);
    }

    /** @param notice receives the line that says why the Java engine was taken */
    public static Engine select(Consumer<String> notice) {
        return switch (NativeSupport.detect()) {
            case NativeSupport.Available(var compiler) -> new NativeEngine(compiler);
            case NativeSupport.Unavailable(String reason, String remedy) -> {
                notice.accept("using the Java engine, since " + reason + "; for the faster C++ engine " + remedy);
                yield new JvmEngine();
            }
        };
    }

    /**
     * The C++ engine.
     *
     * @throws ModelException where kernels cannot be compiled or called on this machine
     */
    public static Engine cpp() {
        return switch (NativeSupport.detect()) {
            case NativeSupport.Available(var compiler) -> new NativeEngine(compiler);
            case NativeSupport.Unavailable(String reason, String remedy) -> throw new ModelException(
                    Diagnostic.error("E0730", Span.NONE, "the C++ engine is not available, since " + reason).withNote(remedy));
        };
    }

    /** The Java engine, which needs nothing but the JVM. */
    public static Engine java() {
        return new JvmEngine();
    }
}
