package org.pmodel.nativecode;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/** Runs of kernels on a thread whose stack is deep enough for routines that call themselves thousands of times. */
public final class DeepStack {
    /** Memory is taken only as it is used. */
    private static final long STACK_BYTES = 1L << 30;

    private DeepStack() {}

    /** The status that a run returns. */
    public static int call(IntSupplier run) {
        AtomicInteger status = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> status.set(run.getAsInt()), "pmodel-recursion", STACK_BYTES);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // the memory of the run must not be left while it works in it
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure.get()) {
            case null -> { }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
        return status.get();
    }
}
