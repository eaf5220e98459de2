package org.pmodel.infer.hmc;

/** A point of phase space in a buffer of a {@link PointPool}: position, momentum and what follows from them. */
public final class Point {
    final double[] position;
    final double[] momentum;
    /** Of the log density at the position. */
    final double[] gradient;
    /** The inverse metric times the momentum. */
    final double[] velocity;
    double logDensity;
    double kineticEnergy;
    /** How many ends and proposals of trajectory segments refer to this point. */
    int users;

    Point(int dimension) {
        position = new double[dimension];
        momentum = new double[dimension];
        gradient = new double[dimension];
        velocity = new double[dimension];
    }

    /** The Hamiltonian; {@code +Infinity} where it is undefined, and where the density is infinite: no chain could leave such a point. */
    double energy() {
        double energy = kineticEnergy - logDensity;
        return energy > Double.NEGATIVE_INFINITY ? energy : Double.POSITIVE_INFINITY;
    }

    /** Sets what follows from the momentum. */
    void move(Metric metric) {
        metric.velocity(momentum, velocity);
        kineticEnergy = 0.5 * dot(momentum, velocity);
    }

    /** The inner product, in four sums: a single one would wait for each addition. */
    static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < a.length - 3; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    void copy(State state) {
        System.arraycopy(state.position(), 0, position, 0, position.length);
        System.arraycopy(state.gradient(), 0, gradient, 0, gradient.length);
        logDensity = state.logDensity();
    }

    State state() {
        return new State(position.clone(), logDensity, gradient.clone());
    }
}
