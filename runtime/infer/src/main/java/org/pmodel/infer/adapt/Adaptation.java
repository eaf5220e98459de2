package org.pmodel.infer.adapt;

import org.pmodel.infer.hmc.Metric;
import org.pmodel.infer.hmc.Sampler;
import org.pmodel.infer.hmc.State;
import org.pmodel.infer.hmc.Transition;
import org.pmodel.infer.hmc.Tuning;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.numerics.Key;

/**
 * How warm-up tunes a sampler: the step size by {@link DualAveraging}, the metric from the positions of the windows of a {@link Schedule}.
 *
 * @param shape which entries of the covariance the metric takes from the draws
 * @param initialStepSize where the search for a first step size begins
 */
public record Adaptation(Shape shape, DualAveraging.Settings stepSize, double initialStepSize) {
    /** The metrics adaptation can learn. */
    public enum Shape { UNIT, DIAGONAL, DENSE }

    /** Where adaptation stands between two transitions: all that is needed to go on with it. */
    public record Progress(DualAveraging stepSize, Moments moments, Tuning tuning) {}

    /** Stan's settings: a diagonal metric, acceptance 0.8, a search that begins at step size 1. */
    public static Adaptation standard() {
        return new Adaptation(Shape.DIAGONAL, DualAveraging.Settings.STANDARD, 1);
    }

    public Adaptation withShape(Shape newShape) {
        return new Adaptation(newShape, stepSize, initialStepSize);
    }

    public Adaptation withDelta(double delta) {
        return new Adaptation(shape, stepSize.withDelta(delta), initialStepSize);
    }

    /**
     * The beginning of warm-up at a state. As in Stan, the first dual averaging is shrunk towards ten times {@link #initialStepSize},
     * those after a change of metric towards ten times the step size just found.
     */
    public Progress begin(Sampler sampler, Key key, State state) {
        Tuning first = new Tuning(initialStepSize, Metric.unit(state.position().length));
        Tuning tuning = hasNothingToTune(state) ? first : InitialStepSize.search(sampler, key, state, first);
        return new Progress(DualAveraging.start(initialStepSize), noMoments(state), tuning);
    }

    /** Learns from a transition of warm-up, counted from zero; {@code key} is for the search of a step size after a change of metric. */
    public Progress update(Schedule schedule, int transition, Progress progress, Transition result, Sampler sampler, Key key) {
        if (hasNothingToTune(result.state())) {
            return progress;
        }
        DualAveraging averaging = progress.stepSize().update(stepSize, result.info().acceptStat());
        Moments moments = progress.moments();
        Tuning tuning = progress.tuning().withStepSize(averaging.stepSize());
        if (shape != Shape.UNIT && schedule.estimates(transition)) {
            moments = moments.add(result.state().position());
            if (schedule.endsWindow(transition)) {
                Tuning reshaped = new Tuning(averaging.stepSize(), metric(moments));
                tuning = InitialStepSize.search(sampler, key, result.state(), reshaped);
                averaging = DualAveraging.start(tuning.stepSize());
                moments = noMoments(result.state());
            }
        }
        if (transition == schedule.length() - 1) {
            tuning = tuning.withStepSize(averaging.finalStepSize());
        }
        return new Progress(averaging, moments, tuning);
    }

    /** A model without parameters, which simulates: it stays where it is at any step size. */
    private static boolean hasNothingToTune(State state) {
        return state.position().length == 0;
    }

    private Moments noMoments(State state) {
        int dimension = state.position().length;
        return shape == Shape.DENSE ? Moments.dense(dimension) : Moments.diagonal(dimension);
    }

    private Metric metric(Moments moments) {
        try {
            Metric metric = shape == Shape.DENSE ? Metric.Dense.of(moments.regularisedCovariance())
                    : new Metric.Diagonal(moments.regularisedVariance());
            for (double variance : moments.regularisedVariance()) {
                if (!Double.isFinite(variance)) {
                    throw new ArithmeticException("the variance of a coordinate is " + variance);
                }
            }
            return metric;
        } catch (ArithmeticException e) {
            throw new ModelException(Diagnostic.error("E0805", Span.NONE, "warm-up cannot estimate a metric: " + e.getMessage())
                    .withNote("this happens when a parameter runs away to extremely large values: check that every parameter has a proper prior"));
        }
    }
}
