package org.pmodel.infer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A line on a terminal that shows how far each chain is and how long the run will take. It appears after a second; where the output is
 * not a terminal, a line is printed every ten seconds instead of one that changes.
 */
public final class ProgressBar implements ProgressListener {
    private static final int WIDTH = 24;
    private static final int CHAINS_SHOWN = 8;
    private static final long FIRST_MILLIS = 1000;

    private final PrintStream out;
    private final boolean terminal;
    private Settings settings;
    private AtomicIntegerArray made;
    private long startNanos;
    private Thread painter;
    private int lastLength;

    public ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** On standard error. */
    public static ProgressBar onStandardError() {
        return new ProgressBar(System.err, isTerminal());
    }

    /** {@link System#console} speaks of standard input and output only, so ask the system where it can tell. */
    private static boolean isTerminal() {
        try {
            Path device = Path.of("/proc/self/fd/2").toRealPath();
            return device.startsWith("/dev/pts") || device.startsWith("/dev/tty") || device.startsWith("/dev/console");
        } catch (IOException e) {
            return System.console() != null;
        }
    }

    @Override
    public void started(Settings run) {
        settings = run;
        made = new AtomicIntegerArray(run.chains());
        startNanos = System.nanoTime();
        painter = Thread.ofPlatform().daemon().name("pmodel-progress").start(this::paint);
    }

    @Override
    public void advanced(int chain, int transitions) {
        made.lazySet(chain, transitions);
    }

    @Override
    public void finished() {
        painter.interrupt();
        try {
            painter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (terminal && lastLength > 0) {
            out.print("\r" + " ".repeat(lastLength) + "\r");
            out.flush();
        }
    }

    private void paint() {
        try {
            Thread.sleep(FIRST_MILLIS);
            while (true) {
                String line = line(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos) / 1000.0);
                out.print(terminal ? "\r" + line + " ".repeat(Math.max(0, lastLength - line.length())) : line + System.lineSeparator());
                out.flush();
                lastLength = line.length();
                Thread.sleep(terminal ? 100 : 10_000);
            }
        } catch (InterruptedException e) {
            // Finished.
        }
    }

    /** The line after some seconds, as {@code sampling  62 % [███████     ] 1: 1240  2: 1190  of 2000, 3 s left}. */
    String line(double seconds) {
        int chains = settings.chains();
        int total = 0;
        int slowest = Integer.MAX_VALUE;
        int fastest = 0;
        for (int c = 0; c < chains; c++) {
            total += made.get(c);
            slowest = Math.min(slowest, made.get(c));
            fastest = Math.max(fastest, made.get(c));
        }
        double share = total / (double) Math.max(1, chains * settings.transitions());
        int filled = (int) (WIDTH * share);
        StringBuilder line = new StringBuilder();
        line.append(fastest < settings.warmup() ? "warm-up " : slowest >= settings.warmup() ? "sampling" : "running ");
        line.append(String.format(Locale.ROOT, " %3d %% [%s%s] ", (int) (100 * share), "█".repeat(filled), " ".repeat(WIDTH - filled)));
        if (chains <= CHAINS_SHOWN) {
            for (int c = 0; c < chains; c++) {
                line.append(c + 1).append(": ").append(made.get(c)).append("  ");
            }
        } else {
            line.append(chains).append(" chains: ").append(slowest).append(" to ").append(fastest).append("  ");
        }
        line.append("of ").append(settings.transitions());
        if (share > 0 && share < 1) {
            line.append(", ").append(duration(seconds * (1 - share) / share)).append(" left");
        }
        return line.toString();
    }

    private static String duration(double seconds) {
        long s = Math.max(1, Math.round(seconds));
        return s < 60 ? s + " s" : s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
    }
}
