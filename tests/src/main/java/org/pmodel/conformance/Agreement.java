package org.pmodel.conformance;

import java.util.Arrays;
import java.util.List;
import org.pmodel.runtime.engine.Instance;

/**
 * How far a log density is from a reference, at worst over points: |a - b| / max(1, |b|) for the value, ‖a - b‖ / max(1, ‖b‖) for the gradient.
 * What is finite on one side only is infinitely far.
 *
 * @param bar how far it may be
 */
record Agreement(double value, double gradient, double bar) {
    static final double BAR = 1e-10;
    /** Where the reference solved differential equations: its gradients are up to 7e-4 from those of a solution to 1e-12. */
    static final double BAR_OF_SOLVERS = 1e-3;

    boolean holds() {
        return value <= bar && gradient <= bar;
    }

    static Agreement of(Instance instance, List<Reference.Point> points, double bar) {
        double value = 0;
        double gradient = 0;
        for (Reference.Point point : points) {
            double[] out = new double[1 + point.theta().length];
            if (!instance.run(point.theta(), out)) {
                Arrays.fill(out, Double.NaN);
            }
            value = Math.max(value, error(new double[] {out[0]}, new double[] {point.value()}));
            gradient = Math.max(gradient, error(Arrays.copyOfRange(out, 1, out.length), point.gradient()));
        }
        return new Agreement(value, gradient, bar);
    }

    static double error(double[] ours, double[] theirs) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < theirs.length; i++) {
            if (Double.isFinite(ours[i]) != Double.isFinite(theirs[i])) {
                return Double.POSITIVE_INFINITY;
            }
            if (Double.isFinite(theirs[i])) {
                difference = Math.hypot(difference, ours[i] - theirs[i]);
                norm = Math.hypot(norm, theirs[i]);
            }
        }
        return difference / Math.max(1, norm);
    }
}
