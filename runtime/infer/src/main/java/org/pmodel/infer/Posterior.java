package org.pmodel.infer;

import java.util.List;
import org.pmodel.ir.Diagnostic;
import org.pmodel.numerics.Key;

/**
 * A model with its data, as inference sees it: a log density over unconstrained coordinates, and what to report of a point.
 *
 * <p>A posterior may be shared between threads; what {@link #logDensity()} and {@link #outputs()} return may not.
 */
public interface Posterior {
    /** The name of the model. */
    String name();

    /** The number of unconstrained coordinates. */
    int dimension();

    /** What {@link Outputs} computes, in order: parameters, transformed parameters, generated quantities. */
    List<Quantity> quantities();

    /** A new instance, for one chain. */
    LogDensity logDensity();

    /** A new instance, for one chain. */
    Outputs outputs();

    /**
     * Why the log density or its gradient is not finite at a point: one note per site to blame, none where the model cannot tell.
     * Asked only when a run cannot start.
     */
    default List<Diagnostic.Note> explain(double[] position) {
        return List.of();
    }

    /** The function from a point to the values of all quantities; belongs to one chain, like {@link LogDensity}. */
    @FunctionalInterface
    interface Outputs {
        /**
         * Writes the scalars of all quantities in order, containers with the first index fastest; {@code NaN} for what is undefined at this point.
         * An exception ends the run.
         *
         * @param position unconstrained, not changed
         * @param key for generated quantities that draw: the same key gives the same values
         */
        void write(double[] position, Key key, double[] values);
    }
}
