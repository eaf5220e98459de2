package org.pmodel.runtime.jvm;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Threads that work on the parts of a divided loop together with the thread that runs the kernel, one kernel run at a time; a round allocates nothing. */
final class Crew implements AutoCloseable {
    private final int members;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private int parts;
    /** Counts runs, so that a member knows a new one. */
    private long round;
    private int busy;
    private boolean closing;
    private Throwable failure;

    /**
     * @param threads in all, the calling one among them
     * @param task takes the number of a part
     */
    Crew(int threads, IntConsumer task) {
        members = threads - 1;
        this.task = task;
        for (int i = 0; i < members; i++) {
            Thread.ofPlatform().daemon().name("pmodel-part-", i).start(this::serve);
        }
    }

    /** Runs the task for each part and returns when all are done. */
    void run(int count) {
        synchronized (this) {
            parts = count;
            next.set(0);
            busy = members;
            round++;
            notifyAll();
        }
        take();
        finish();
    }

    /** Whoever is free takes the next part: which thread computes it changes nothing. */
    private void take() {
        try {
            for (int p = next.getAndIncrement(); p < parts; p = next.getAndIncrement()) {
                task.accept(p);
            }
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                failure = e;
            }
        }
    }

    private synchronized void finish() {
        boolean interrupted = false;
        while (busy > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true; // the others work in memory that must not be left
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable thrown = failure;
        failure = null;
        switch (thrown) {
            case null -> { }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(thrown);
        }
    }

    private void serve() {
        long seen = 0;
        while (await(seen)) {
            seen++;
            take();
            synchronized (this) {
                if (--busy == 0) {
                    notifyAll();
                }
            }
        }
    }

    /** @return false when the crew is closed */
    private synchronized boolean await(long seen) {
        while (!closing && round == seen) {
            try {
                wait();
            } catch (InterruptedException e) {
                return false;
            }
        }
        return !closing;
    }

    @Override
    public synchronized void close() {
        closing = true;
        notifyAll();
    }
}
