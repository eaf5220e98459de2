package org.pmodel.infer.hmc;

import org.pmodel.infer.LogDensity;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;

/** What all samplers do in phase space: a density, an integrator and the pool of points they move through. */
final class PhaseSpace {
    final LogDensity density;
    final Integrator integrator;
    final PointPool pool;

    PhaseSpace(LogDensity density, Integrator integrator) {
        this.density = density;
        this.integrator = integrator;
        this.pool = new PointPool(density.dimension());
    }

    State state(double[] position) {
        double[] gradient = new double[position.length];
        double logDensity = density.gradient(position, gradient);
        return new State(position.clone(), logDensity, gradient);
    }

    /** A point at the state with a fresh momentum. */
    Point depart(State state, Metric metric, RandomStream random) {
        Point point = pool.take();
        point.copy(state);
        metric.draw(random, point.momentum);
        point.move(metric);
        return point;
    }

    /** A new point one step away. */
    Point step(Point from, Metric metric, double stepSize) {
        Point to = pool.take();
        integrator.step(density, metric, from, stepSize, to);
        return to;
    }

    double energyLoss(Key key, State state, Tuning tuning) {
        pool.reclaim();
        Point start = depart(state, tuning.metric(), key.stream());
        return start.energy() - step(start, tuning.metric(), tuning.stepSize()).energy();
    }
}
