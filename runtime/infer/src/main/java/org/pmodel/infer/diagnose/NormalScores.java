package org.pmodel.infer.diagnose;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The normal quantiles that stand for ranks, with Blom's offset: eq. 14 of Vehtari et al. (2021). Made for a number of draws, as all
 * scalars of a run share one table.
 */
final class NormalScores {
    /** By twice the rank: mean ranks of ties can be halves. */
    private final double[] scores;

    NormalScores(int draws) {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        scores = new double[2 * draws + 1];
        for (int twice = 2; twice < scores.length; twice++) {
            scores[twice] = normal.inverseCumulativeProbability((twice / 2.0 - 0.375) / (draws + 0.25));
        }
    }

    /** The score of values that take the ranks {@code first} to {@code last}, counted from one. */
    double ofMeanRank(int first, int last) {
        return scores[first + last];
    }
}
