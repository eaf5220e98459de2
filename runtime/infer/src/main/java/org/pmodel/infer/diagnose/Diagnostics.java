package org.pmodel.infer.diagnose;

import java.util.Arrays;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * Convergence diagnostics of one scalar from the draws of several chains of equal length, [chain][draw]: Vehtari, Gelman, Simpson, Carpenter
 * and Bürkner (2021), "Rank-normalization, folding, and localization: an improved R-hat", Bayesian Analysis 16, as in the R package
 * posterior. A result is {@code NaN} where draws are constant, not finite, or fewer than four.
 */
public final class Diagnostics {
    private Diagnostics() {}

    /** Rank-normalised split R-hat: the larger one of location and of scale. */
    public static double rHat(double[][] draws) {
        SplitChains split = SplitChains.of(draws);
        if (split.isDegenerate()) {
            return Double.NaN;
        }
        NormalScores scores = new NormalScores(split.values().length);
        Ranking ranking = Ranking.of(split.values());
        return rHat(split, ranking.scores(scores), ranking, quantile(sorted(draws), 0.5), scores);
    }

    /** Effective sample size for the bulk of the distribution: of the rank-normalised draws. */
    public static double essBulk(double[][] draws) {
        SplitChains split = SplitChains.of(draws);
        if (split.isDegenerate()) {
            return Double.NaN;
        }
        return EffectiveSampleSize.of(split.with(Ranking.of(split.values()).scores(new NormalScores(split.values().length))));
    }

    /** Effective sample size for the tails: the smaller one of the 5 % and 95 % quantiles. */
    public static double essTail(double[][] draws) {
        double[] sorted = sorted(draws);
        return essTail(SplitChains.of(draws), quantile(sorted, 0.05), quantile(sorted, 0.95));
    }

    /** Effective sample size for the mean. */
    public static double essMean(double[][] draws) {
        return EffectiveSampleSize.of(SplitChains.of(draws));
    }

    /** Effective sample size for a quantile. */
    public static double essQuantile(double[][] draws, double probability) {
        return essBelow(SplitChains.of(draws), quantile(sorted(draws), probability));
    }

    /** Monte Carlo standard error of the mean. */
    public static double mcseMean(double[][] draws) {
        return sd(pooled(draws)) / Math.sqrt(essMean(draws));
    }

    /** Monte Carlo standard error of the standard deviation, by the delta method from that of the variance. */
    public static double mcseSd(double[][] draws) {
        double[] all = pooled(draws);
        double mean = mean(all);
        double[][] squares = Arrays.stream(draws).map(chain -> Arrays.stream(chain).map(x -> (x - mean) * (x - mean)).toArray())
                .toArray(double[][]::new);
        double second = 0;
        double fourth = 0;
        for (double x : all) {
            double square = (x - mean) * (x - mean);
            second += square / all.length;
            fourth += square * square / all.length;
        }
        return Math.sqrt((fourth - second * second) / essMean(squares) / second / 4);
    }

    /** Monte Carlo standard error of a quantile: half the width of the interval that covers it with one standard deviation's probability. */
    public static double mcseQuantile(double[][] draws, double probability) {
        double ess = essQuantile(draws, probability);
        if (Double.isNaN(ess)) {
            return Double.NaN;
        }
        double[] sorted = sorted(draws);
        BetaDistribution beta = new BetaDistribution(null, ess * probability + 1, ess * (1 - probability) + 1);
        int last = sorted.length - 1;
        // The normal distribution has these probabilities below minus and plus one.
        int low = (int) Math.floor(beta.inverseCumulativeProbability(0.1586553) * sorted.length) - 1;
        int high = (int) Math.ceil(beta.inverseCumulativeProbability(0.8413447) * sorted.length) - 1;
        return (sorted[Math.min(high, last)] - sorted[Math.max(low, 0)]) / 2;
    }

    /**
     * The estimated Bayesian fraction of missing information of one chain's energies: how much of the energy's variance one draw of the momentum
     * can move. Below 0.3 the tails are hardly reached. Betancourt (2016), arXiv:1604.00695.
     */
    public static double eBfmi(double[] energies) {
        double mean = mean(energies);
        double change = 0;
        double spread = 0;
        for (int i = 0; i < energies.length; i++) {
            change += i == 0 ? 0 : (energies[i] - energies[i - 1]) * (energies[i] - energies[i - 1]);
            spread += (energies[i] - mean) * (energies[i] - mean);
        }
        return change / spread;
    }

    /** The quantile of sorted values, interpolated: type 7 of Hyndman and Fan (1996), the default of R. */
    public static double quantile(double[] sorted, double probability) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = probability * (sorted.length - 1);
        int below = (int) Math.floor(at);
        double share = at - below;
        return share == 0 ? sorted[below] : sorted[below] + share * (sorted[below + 1] - sorted[below]);
    }

    /**
     * @param bulk the normal scores of the ranking
     * @param median of all draws, where scale is folded
     */
    static double rHat(SplitChains split, double[] bulk, Ranking ranking, double median, NormalScores scores) {
        return Math.max(plainRHat(split.with(bulk)), plainRHat(split.with(ranking.foldedAt(median).scores(scores))));
    }

    static double essTail(SplitChains split, double lower, double upper) {
        return Math.min(essBelow(split, lower), essBelow(split, upper));
    }

    /** Gelman and Rubin's ratio: total over within-chain standard deviation. */
    static double plainRHat(SplitChains split) {
        double[] means = new double[split.chains()];
        double within = 0;
        for (int c = 0; c < means.length; c++) {
            means[c] = split.mean(c);
            within += split.variance(c) / means.length;
        }
        double between = sd(means);
        return Math.sqrt((split.length() - 1.0) / split.length() + between * between / within);
    }

    private static double essBelow(SplitChains split, double bound) {
        double[] below = new double[split.values().length];
        for (int i = 0; i < below.length; i++) {
            below[i] = split.values()[i] <= bound ? 1 : 0;
        }
        return EffectiveSampleSize.of(split.with(below));
    }

    /** All draws, one chain after the other. */
    static double[] pooled(double[][] draws) {
        double[] all = new double[Arrays.stream(draws).mapToInt(chain -> chain.length).sum()];
        int at = 0;
        for (double[] chain : draws) {
            System.arraycopy(chain, 0, all, at, chain.length);
            at += chain.length;
        }
        return all;
    }

    static double[] sorted(double[][] draws) {
        double[] sorted = pooled(draws);
        Arrays.sort(sorted);
        return sorted;
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    static double sd(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / (values.length - 1));
    }
}
