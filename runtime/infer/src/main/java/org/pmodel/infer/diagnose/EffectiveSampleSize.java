package org.pmodel.infer.diagnose;

import java.util.Arrays;

/**
 * The number of independent draws that would estimate a mean as well: the number of draws over the integrated autocorrelation time, which
 * combines chains by their between-chain variance and cuts the sum of autocorrelations where Geyer's initial monotone sequence ends.
 * Vehtari et al. (2021), eq. 10 to 13; Geyer (1992), Statistical Science 7.
 */
final class EffectiveSampleSize {
    private EffectiveSampleSize() {}

    static double of(SplitChains split) {
        if (split.isDegenerate()) {
            return Double.NaN;
        }
        int n = split.length();
        double total = (double) split.chains() * n;
        double[] correlations = correlations(split);
        double time = -1;
        for (double rho : correlations) {
            time += 2 * rho;
        }
        // The last term belongs to a pair that was not taken, and counts once: it lowers the variance for antithetic chains.
        time -= correlations[correlations.length - 1];
        return total / Math.max(time, 1 / Math.log10(total));
    }

    /** Autocorrelations up to the end of the initial monotone sequence, and one more. */
    private static double[] correlations(SplitChains split) {
        int n = split.length();
        Autocovariance covariance = new Autocovariance(split);
        double within = covariance.at(0) * n / (n - 1.0);
        double[] means = new double[split.chains()];
        for (int c = 0; c < means.length; c++) {
            means[c] = split.mean(c);
        }
        double between = Diagnostics.sd(means);
        double total = within * (n - 1) / n + between * between;
        double[] rho = new double[n + 2];
        double even = 1;
        double odd = 1 - (within - covariance.at(1)) / total;
        rho[0] = even;
        rho[1] = odd;
        int t = 0;
        // Geyer: sums of neighbours are positive and falling for a reversible chain, so the first negative one is noise.
        while (t < n - 5 && even + odd > 0) {
            t += 2;
            even = 1 - (within - covariance.at(t)) / total;
            odd = 1 - (within - covariance.at(t + 1)) / total;
            if (even + odd >= 0) {
                rho[t] = even;
                rho[t + 1] = odd;
            }
        }
        rho[t] = even > 0 ? even : rho[t];
        for (int k = 2; k <= t - 2; k += 2) {
            if (rho[k] + rho[k + 1] > rho[k - 2] + rho[k - 1]) {
                rho[k] = (rho[k - 2] + rho[k - 1]) / 2;
                rho[k + 1] = rho[k];
            }
        }
        return Arrays.copyOf(rho, t + 1);
    }
}
