package org.pmodel.infer.hmc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.pmodel.infer.LogDensity;
import org.pmodel.numerics.Key;

/** Trajectories: the integrator, the end of doubling, the bounds of trees, and that nothing is allocated along them. */
class TrajectoryTest {
    private static final LogDensity NORMAL = new LogDensity() {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double gradient(double[] x, double[] g) {
            g[0] = -x[0];
            g[1] = -x[1];
            return -0.5 * (x[0] * x[0] + x[1] * x[1]);
        }
    };

    @Test
    void leapfrogIsReversibleAndOfSecondOrder() {
        Metric metric = new Metric.Diagonal(new double[] {1, 2});
        double coarse = energyError(metric, 0.1, 10);
        double fine = energyError(metric, 0.05, 20);
        assertEquals(4, coarse / fine, 0.2);
        Point start = point(metric, 1, -0.5, 0.3, 0.8);
        Point end = start;
        for (int i = 0; i < 7; i++) {
            end = step(metric, end, 0.2);
        }
        for (int i = 0; i < 7; i++) {
            end = step(metric, end, -0.2);
        }
        assertArrayEquals(start.position, end.position, 1e-14);
        assertArrayEquals(start.momentum, end.momentum, 1e-14);
    }

    @Test
    void aHalfTurnEndsATrajectory() {
        // A standard normal turns as a circle: momenta at angles a and b from each other still go apart below pi.
        assertFalse(turning(0.2, 3.0));
        assertTrue(turning(0.2, 3.5));
    }

    @Test
    void subtreesAreAskedToo() {
        // Two dimensions of which one turns twice in the time of a half turn of the other; the ends alone see nothing.
        Metric metric = Metric.unit(1);
        Point outerA = point(metric, 0, 1);
        Point innerA = point(metric, 0, 1);
        Point innerB = point(metric, 0, -3);
        Point outerB = point(metric, 0, 1);
        double[] sumA = {2};
        double[] sumB = {1};
        assertTrue(1 * (sumA[0] + sumB[0]) > 0, "the ends go apart");
        assertTrue(Termination.GENERALISED.turning(outerA, innerA, sumA, innerB, outerB, sumB), "A with the first of B turns");
        assertTrue(Termination.GENERALISED.turning(outerB, innerB, sumB, innerA, outerA, sumA), "whichever comes first");
        Point kind = point(metric, 0, 1);
        assertFalse(Termination.GENERALISED.turning(outerA, innerA, sumA, kind, outerB, sumB));
        Point undefined = point(metric, 0, Double.NaN);
        assertTrue(Termination.GENERALISED.turning(outerA, innerA, sumA, undefined, outerB, sumB));
    }

    @Test
    void depthBoundsTheTrajectory() {
        Sampler sampler = Nuts.standard().withMaxDepth(3).on(NORMAL);
        Tuning tiny = new Tuning(1e-4, Metric.unit(2));
        Transition transition = sampler.step(Key.of(1), sampler.init(new double[] {1, 1}), tiny);
        assertEquals(7, transition.info().leapfrogs());
        assertEquals(3, transition.info().treeDepth());
        assertEquals(1, transition.info().acceptStat(), 1e-6);
    }

    @Test
    void aLeapOffTheLevelSetIsADivergenceAndKeepsTheState() {
        Sampler sampler = Nuts.standard().on(NORMAL);
        State state = sampler.init(new double[] {1, 1});
        Transition transition = sampler.step(Key.of(1), state, new Tuning(100, Metric.unit(2)));
        assertTrue(transition.info().divergent());
        assertArrayEquals(state.position(), transition.info().divergence().start());
        assertTrue(transition.info().divergence().energyError() > 1000);
        assertArrayEquals(state.position(), transition.state().position());
        assertEquals(1, transition.info().leapfrogs());
    }

    @Test
    void undefinedDensityIsADivergence() {
        LogDensity half = new LogDensity() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double gradient(double[] x, double[] g) {
                g[0] = -1;
                return x[0] > 0 ? -x[0] : Double.NaN;
            }
        };
        for (Algorithm algorithm : new Algorithm[] {Nuts.standard(), StaticHmc.standard()}) {
            Sampler sampler = algorithm.on(half);
            State state = sampler.init(new double[] {0.01});
            int divergences = 0;
            for (int i = 0; i < 100; i++) {
                Transition transition = sampler.step(Key.of(5).fold(i), state, new Tuning(0.5, Metric.unit(1)));
                state = transition.state();
                assertTrue(state.position()[0] > 0);
                divergences += transition.info().divergent() ? 1 : 0;
            }
            assertTrue(divergences > 0);
        }
    }

    @Test
    void stepsDependOnArgumentsOnly() {
        Sampler used = Nuts.standard().on(NORMAL);
        State state = used.init(new double[] {1, -1});
        Tuning tuning = new Tuning(0.3, Metric.unit(2));
        for (int i = 0; i < 20; i++) {
            used.step(Key.of(i), state, tuning);
        }
        Transition again = used.step(Key.of(99), state, tuning);
        Transition fresh = Nuts.standard().on(NORMAL).step(Key.of(99), state, tuning);
        assertArrayEquals(fresh.state().position(), again.state().position());
        assertEquals(fresh.info(), again.info());
    }

    @Test
    void nothingIsAllocatedPerStep() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Sampler sampler = Nuts.standard().on(NORMAL);
        State state = sampler.init(new double[] {1, 1});
        // A step size at which every trajectory runs to its full 1023 steps.
        Tuning tuning = new Tuning(1e-4, Metric.unit(2));
        for (int i = 0; i < 50; i++) {
            sampler.step(Key.of(i), state, tuning);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 50; i++) {
            sampler.step(Key.of(i), state, tuning);
        }
        double perStep = (threads.getCurrentThreadAllocatedBytes() - before) / (50.0 * 1023);
        assertTrue(perStep < 2, "bytes per step: " + perStep);
    }

    /** Whether the stretch of a circular orbit from angle 0 to {@code angle}, in steps, counts as turning. */
    private static boolean turning(double step, double angle) {
        Metric metric = Metric.unit(2);
        int half = (int) (angle / step / 2);
        Point[] points = new Point[2 * half];
        double[][] sums = new double[2][2];
        for (int i = 0; i < points.length; i++) {
            double at = i * angle / (points.length - 1);
            points[i] = point(metric, Math.sin(at), -Math.cos(at), Math.cos(at), Math.sin(at));
            sums[i / half][0] += points[i].momentum[0];
            sums[i / half][1] += points[i].momentum[1];
        }
        return Termination.GENERALISED.turning(points[0], points[half - 1], sums[0], points[half], points[points.length - 1], sums[1]);
    }

    private static double energyError(Metric metric, double stepSize, int steps) {
        Point at = point(metric, 1, -0.5, 0.3, 0.8);
        double start = at.energy();
        for (int i = 0; i < steps; i++) {
            at = step(metric, at, stepSize);
        }
        return at.energy() - start;
    }

    private static Point step(Metric metric, Point from, double stepSize) {
        Point to = new Point(2);
        Integrator.LEAPFROG.step(NORMAL, metric, from, stepSize, to);
        return to;
    }

    /** A point from its coordinates followed by its momenta. */
    private static Point point(Metric metric, double... values) {
        int n = values.length / 2;
        Point point = new Point(n);
        System.arraycopy(values, 0, point.position, 0, n);
        System.arraycopy(values, n, point.momentum, 0, n);
        if (n == 2) {
            point.logDensity = NORMAL.gradient(point.position, point.gradient);
        }
        point.move(metric);
        return point;
    }
}
