package org.pmodel.infer.hmc;

/**
 * A stretch of a trajectory, as much of it as doubling needs: its ends, the sum of its momenta, its weight, and the point drawn from it.
 * A buffer: segments are reused.
 */
final class Segment {
    /** Ends in the direction of growth; for the whole trajectory, in the direction of time. */
    Point first;
    Point last;
    Point proposal;
    final double[] momentumSum;
    /** Log of the summed exp(H0 - H). */
    double logWeight;

    Segment(int dimension) {
        momentumSum = new double[dimension];
    }

    /** Becomes the segment of one point. */
    void single(Point point, double newLogWeight) {
        first = point;
        last = point;
        proposal = point;
        point.users += 3;
        System.arraycopy(point.momentum, 0, momentumSum, 0, momentumSum.length);
        logWeight = newLogWeight;
    }

    /**
     * Adds the weight and momenta of a neighbour, and returns the neighbour's share of the weight of both. Ends and proposals are the
     * caller's to choose.
     */
    double absorb(Segment other) {
        for (int i = 0; i < momentumSum.length; i++) {
            momentumSum[i] += other.momentumSum[i];
        }
        double high = Math.max(logWeight, other.logWeight);
        double ratio = Math.exp(Math.min(logWeight, other.logWeight) - high);
        boolean minor = other.logWeight < logWeight;
        // log1p would be exact for tiny ratios and several times slower; a weight needs no digits below 1e-16.
        logWeight = high + Math.log(1 + ratio);
        return (minor ? ratio : 1) / (1 + ratio);
    }

    /** Changes the proposal. */
    void propose(Point point, Point instead, PointPool pool) {
        proposal = point;
        pool.release(instead);
    }
}
