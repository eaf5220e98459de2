package org.pmodel.infer.draws;

import org.pmodel.infer.Posterior;
import org.pmodel.infer.Run;
import org.pmodel.infer.Settings;
import org.pmodel.infer.hmc.Transition;
import org.pmodel.infer.hmc.Tuning;

/**
 * Where draws go as they are made. {@code open} comes first and {@code close} last, from the thread of the run; what concerns a
 * chain comes from the thread of that chain, in order, other chains at the same time.
 */
public interface Sink extends AutoCloseable {
    Sink NONE = new Sink() {};

    default void open(Posterior posterior, Settings settings) {}

    /** A chain has ended its warm-up. */
    default void warmedUp(int chain, Tuning tuning) {}

    /**
     * One draw.
     *
     * @param warmup whether it belongs to warm-up
     * @param values the scalars of all quantities: a buffer of the caller, to be copied
     */
    default void draw(int chain, boolean warmup, Transition transition, double[] values) {}

    /** A chain makes no more draws: all that it made are to be kept from here on. */
    default void ended(int chain, double warmupSeconds, double samplingSeconds) {}

    /** The run is over; not called where it failed. */
    default void completed(Run run) {}

    @Override
    default void close() {}
}
