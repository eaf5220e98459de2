package org.pmodel.infer.adapt;

import java.util.ArrayList;
import java.util.List;

/**
 * When warm-up learns what: the step size throughout, the metric in windows of doubling length between a first stretch, in which the chain
 * finds the bulk of the posterior, and a last one, in which the step size settles. Stan Reference Manual, "Automatic parameter tuning".
 *
 * @param length the number of warm-up transitions
 * @param windowEnds the last transition of each window, in order; the first window starts at {@code from}
 */
public record Schedule(int length, int from, List<Integer> windowEnds) {
    private static final int FIRST = 75;
    private static final int LAST = 50;
    private static final int BASE_WINDOW = 25;
    private static final int SHORTEST_WITH_METRIC = 20;

    public Schedule {
        windowEnds = List.copyOf(windowEnds);
    }

    /** Stan's schedule: 75 and 50 transitions around windows of 25, 50, 100 …; where these do not fit, 15 %, one window of 75 %, 10 %. */
    public static Schedule of(int length) {
        if (length < SHORTEST_WITH_METRIC) {
            return new Schedule(length, length, List.of());
        }
        if (length < FIRST + BASE_WINDOW + LAST) {
            int first = (int) (0.15 * length);
            int last = (int) (0.1 * length);
            return windows(length, first, last, length - first - last);
        }
        return windows(length, FIRST, LAST, BASE_WINDOW);
    }

    private static Schedule windows(int length, int first, int last, int base) {
        int end = length - last;
        List<Integer> ends = new ArrayList<>();
        int window = base;
        for (int at = first; at < end; window *= 2) {
            int next = at + window;
            // A window after which the following one would not fit takes all that is left; the first never does.
            at = window > base && next + 2 * window > end ? end : Math.min(next, end);
            ends.add(at - 1);
        }
        return new Schedule(length, first, ends);
    }

    /** Whether the draw of a transition, counted from zero, enters the estimate of the metric. */
    public boolean estimates(int transition) {
        return !windowEnds.isEmpty() && transition >= from && transition <= windowEnds.getLast();
    }

    public boolean endsWindow(int transition) {
        return windowEnds.contains(transition);
    }
}
