package org.pmodel.compiler;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

/** Work on a thread whose stack is deep enough for expressions and statements nested tens of thousands deep. */
public final class DeepStack {
    /** Memory is taken only as it is used. */
    private static final long STACK_BYTES = 1L << 30;

    private DeepStack() {}

    /**
     * What the work returns or throws.
     *
     * @throws ModelException E0123 when even that stack does not suffice for the text
     */
    public static <T> T call(Source source, Supplier<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> result.set(work.get()), "pmodel-compiler", STACK_BYTES);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while compiling " + source.file(), e);
        }
        return switch (failure.get()) {
            case null -> result.get();
            case StackOverflowError e ->
                throw new ModelException(Diagnostic.error("E0123", new Span(source.file(), 1, 1, 1, 1), "this program is nested too deeply"));
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        };
    }
}
