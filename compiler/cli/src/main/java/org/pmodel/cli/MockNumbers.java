package org.pmodel.cli;

import org.pmodel.numerics.RandomStream;

/** Numbers to make data of: at first every size is the usual one, later attempts vary. */
record MockNumbers(RandomStream random, int size, int attempt) {
    double[] point(int dimension) {
        double[] point = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            point[i] = random.normal();
        }
        return point;
    }

    /** A whole number that may be a size; infinite bounds are none. At least 1 where that is allowed. */
    long scalar(double lower, double upper) {
        if (attempt == 0) {
            return (long) Math.min(Math.max(size, lower), upper);
        }
        double from = Math.min(Math.max(1, lower), upper);
        return between(from, Math.min(upper, from + (double) size * attempt));
    }

    /** An element of an array of whole numbers, such as an index, a count or an outcome. */
    long element(double lower, double upper) {
        double from = !Double.isInfinite(lower) ? lower : Double.isInfinite(upper) || upper >= 1 ? 1 : upper - size;
        return between(from, Math.min(upper, Double.isInfinite(upper) ? Math.max(from, from - 1 + size) : upper));
    }

    private long between(double from, double to) {
        return (long) (from + Math.floor(random.uniform() * (to - from + 1)));
    }
}
