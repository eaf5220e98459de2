package org.pmodel.infer.diagnose;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Replaces values by the normal quantiles of their ranks, ties sharing their mean rank, with Blom's offset: eq. 14 of Vehtari et al. (2021).
 * Made for a number of draws, as all scalars of a run share one table of quantiles.
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

    double[] of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = values.length;
        // By place in the sorted values: twice the mean rank of the run of ties it stands in.
        int[] twiceRank = new int[n];
        for (int start = 0; start < n;) {
            int end = start + 1;
            while (end < n && sorted[end] == sorted[start]) {
                end++;
            }
            Arrays.fill(twiceRank, start, end, start + end + 1);
            start = end;
        }
        double[] result = new double[n];
        for (int i = 0; i < n; i++) {
            // Zeros of either sign tie, but the search tells them apart.
            int at = Arrays.binarySearch(sorted, values[i]);
            result[i] = scores[twiceRank[at]];
        }
        return result;
    }
}
