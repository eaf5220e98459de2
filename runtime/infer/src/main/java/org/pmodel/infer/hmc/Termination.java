package org.pmodel.infer.hmc;

/** When a trajectory that is being doubled has gone far enough. */
@FunctionalInterface
public interface Termination {
    /**
     * Whether two adjacent halves of a trajectory, A and B, make one that turns back. The outer points are the ends of the whole,
     * the inner ones meet in the middle; {@code sumA} and {@code sumB} are the sums of the momenta along each half.
     * Neither half turns back by itself.
     */
    boolean turning(Point outerA, Point innerA, double[] sumA, Point innerB, Point outerB, double[] sumB);

    /**
     * The generalised no-U-turn criterion: an end turns when its velocity has no positive component along the summed momentum.
     * Betancourt (2017), A Conceptual Introduction to Hamiltonian Monte Carlo, appendix A.4.2. It is asked of the whole, and of each half
     * with the nearest point of the other half, without which trajectories of nearly independent normals can double past a full
     * turn unseen (Stan since 2.21; stan-dev/stan pull request 2800).
     */
    Termination GENERALISED = (outerA, innerA, sumA, innerB, outerB, sumB) -> {
        if (outerA == innerA && outerB == innerB) {
            return pairTurning(outerA, outerB);
        }
        double wholeA = 0;
        double wholeB = 0;
        double extendedA = 0;
        double reachedA = 0;
        double extendedB = 0;
        double reachedB = 0;
        double[] va = outerA.velocity;
        double[] vb = outerB.velocity;
        double[] ua = innerA.velocity;
        double[] ub = innerB.velocity;
        double[] pa = innerA.momentum;
        double[] pb = innerB.momentum;
        for (int i = 0; i < sumA.length; i++) {
            double whole = sumA[i] + sumB[i];
            double sumAPlus = sumA[i] + pb[i];
            double sumBPlus = sumB[i] + pa[i];
            wholeA += va[i] * whole;
            wholeB += vb[i] * whole;
            extendedA += va[i] * sumAPlus;
            reachedA += ub[i] * sumAPlus;
            extendedB += vb[i] * sumBPlus;
            reachedB += ua[i] * sumBPlus;
        }
        // Written so that an undefined product ends the trajectory.
        return !(wholeA > 0 && wholeB > 0 && extendedA > 0 && reachedA > 0 && extendedB > 0 && reachedB > 0);
    };

    /** The case of two single points, where the three questions are one: half of all questions are of this kind. */
    private static boolean pairTurning(Point a, Point b) {
        double cross = Point.dot(a.velocity, b.momentum);
        return !(2 * a.kineticEnergy + cross > 0 && 2 * b.kineticEnergy + cross > 0);
    }
}
