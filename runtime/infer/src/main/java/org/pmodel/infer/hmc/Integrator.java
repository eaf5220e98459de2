package org.pmodel.infer.hmc;

import org.pmodel.infer.LogDensity;

/** A symplectic, reversible step of Hamilton's equations. */
@FunctionalInterface
public interface Integrator {
    /** Moves by {@code stepSize} (negative: back in time) and writes the outcome, all fields included, to {@code to}. */
    void step(LogDensity density, Metric metric, Point from, double stepSize, Point to);

    /** Velocity Verlet: half a kick, a drift, half a kick; one gradient. Neal (2011), Handbook of MCMC, eq. 5.18 to 5.20. */
    Integrator LEAPFROG = (density, metric, from, stepSize, to) -> {
        double half = 0.5 * stepSize;
        kick(from.momentum, half, from.gradient, to.momentum);
        metric.velocity(to.momentum, to.velocity);
        kick(from.position, stepSize, to.velocity, to.position);
        to.logDensity = density.gradient(to.position, to.gradient);
        kick(to.momentum, half, to.gradient, to.momentum);
        to.move(metric);
    };

    private static void kick(double[] x, double factor, double[] direction, double[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = x[i] + factor * direction[i];
        }
    }
}
