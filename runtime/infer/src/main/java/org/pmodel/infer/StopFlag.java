package org.pmodel.infer;

import java.util.concurrent.CountDownLatch;

/**
 * A request to stop, seen by chains after every transition. One {@linkplain #onInterrupt() tied to Ctrl-C} keeps the process alive until it is
 * closed, so that draws are written and a summary is printed; a second Ctrl-C does nothing more, a kill ends the process at once.
 */
public final class StopFlag implements AutoCloseable {
    private volatile boolean requested;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Thread hook;

    /** A flag that is set when the process is asked to end, by Ctrl-C or a termination signal. */
    public static StopFlag onInterrupt() {
        StopFlag flag = new StopFlag();
        flag.hook = new Thread(() -> {
            flag.request();
            try {
                flag.closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "pmodel-stop");
        Runtime.getRuntime().addShutdownHook(flag.hook);
        return flag;
    }

    public void request() {
        requested = true;
    }

    public boolean isRequested() {
        return requested;
    }

    @Override
    public void close() {
        closed.countDown();
        if (hook != null && !requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending already, and the hook with it.
                requested = true;
            }
        }
    }
}
