package org.pmodel.infer.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.pmodel.infer.Run;
import org.pmodel.infer.draws.Draws;
import org.pmodel.infer.hmc.Nuts;
import org.pmodel.infer.hmc.Statistic;

/**
 * What a run says about the posterior, and whether it can be trusted.
 *
 * @param rows {@code lp__}, then every scalar of every quantity
 * @param chains those with draws
 * @param drawsPerChain of the shortest chain: what is summarised
 */
public record Summary(List<Row> rows, int chains, int drawsPerChain, Health health, Timing timing) {
    /** One scalar. Its sampling diagnostics are {@code NaN} where it does not vary. */
    public record Row(String name, double mean, double mcseMean, double sd, double q5, double median, double q95, double essBulk, double essTail,
            double rHat) {
        public boolean isConstant() {
            return sd == 0;
        }
    }

    /**
     * How the sampler fared.
     *
     * @param transitions summarised, over all chains
     * @param saturated transitions that were cut at {@code maxDepth}; 0 where trajectories are static
     * @param eBfmi of each chain
     */
    public record Health(int transitions, int divergences, int saturated, int maxDepth, long leapfrogs, double[] eBfmi) {}

    /**
     * @param warmupSeconds summed over chains, like {@code samplingSeconds}
     * @param wallSeconds from start to end, warm-up and sampling
     */
    public record Timing(double compileSeconds, double warmupSeconds, double samplingSeconds, double wallSeconds) {
        /** The part of the wall time that went to sampling. */
        public double samplingWallSeconds() {
            double busy = warmupSeconds + samplingSeconds;
            return busy > 0 ? wallSeconds * samplingSeconds / busy : 0;
        }
    }

    /** The summary of a run. Chains that were stopped early are cut to the shortest of those that have at least four draws. */
    public static Summary of(Run run, double compileSeconds) {
        Draws draws = run.draws();
        int[] chains = IntStream.range(0, draws.chains()).filter(c -> draws.size(c) >= 4).toArray();
        int size = Arrays.stream(chains).map(draws::size).min().orElse(0);
        NormalScores scores = new NormalScores(2 * chains.length * (size / 2));
        List<Row> rows = new ArrayList<>();
        if (size > 0) {
            rows.add(row(Statistic.LOG_DENSITY.column(), cut(draws.statistic(Statistic.LOG_DENSITY), chains, size), scores));
            rows.addAll(IntStream.range(0, draws.names().size()).parallel()
                    .mapToObj(i -> row(draws.names().get(i), cut(draws.scalar(i), chains, size), scores)).toList());
        }
        Timing timing = new Timing(compileSeconds, run.warmupSeconds(), run.samplingSeconds(), run.wallSeconds());
        return new Summary(List.copyOf(rows), chains.length, size, health(run, chains, size), timing);
    }

    /** The summary as text for a terminal: a table, and sentences on what is wrong. */
    public String toText() {
        return SummaryText.of(this);
    }

    public String toCsv() {
        StringBuilder csv = new StringBuilder("name,mean,mcse_mean,sd,q5,q50,q95,ess_bulk,ess_tail,r_hat\n");
        for (Row r : rows) {
            csv.append(r.name.indexOf(',') < 0 ? r.name : '"' + r.name + '"');
            for (double value : new double[] {r.mean, r.mcseMean, r.sd, r.q5, r.median, r.q95, r.essBulk, r.essTail, r.rHat}) {
                csv.append(',').append(value);
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    /** The smallest bulk effective sample size of a quantity that varies; {@code NaN} where there is none. */
    public double minEssBulk() {
        return rows.stream().skip(1).mapToDouble(Row::essBulk).filter(ess -> !Double.isNaN(ess)).min().orElse(Double.NaN);
    }

    private static Row row(String name, double[][] draws, NormalScores scores) {
        SplitChains split = SplitChains.of(draws);
        if (split.isDegenerate()) {
            return degenerateRow(name, draws);
        }
        Ranking ranking = Ranking.of(split.values());
        // The middle draws of chains of odd length belong to no half, but to the distribution.
        double[] sorted = draws[0].length % 2 == 0 ? ranking.sorted() : Diagnostics.sorted(draws);
        double q5 = Diagnostics.quantile(sorted, 0.05);
        double median = Diagnostics.quantile(sorted, 0.5);
        double q95 = Diagnostics.quantile(sorted, 0.95);
        double sd = Diagnostics.sd(sorted);
        double[] bulk = ranking.scores(scores);
        return new Row(name, Diagnostics.mean(sorted), sd / Math.sqrt(EffectiveSampleSize.of(split)), sd, q5, median, q95,
                EffectiveSampleSize.of(split.with(bulk)), Diagnostics.essTail(split, q5, q95),
                Diagnostics.rHat(split, bulk, ranking, median, scores));
    }

    /** Of draws that are all the same, or not all finite, or very few. */
    private static Row degenerateRow(String name, double[][] draws) {
        double[] sorted = Diagnostics.sorted(draws);
        // The mean of equal values may differ from them in the last bit, and would give them a spread.
        boolean constant = sorted[0] == sorted[sorted.length - 1];
        return new Row(name, constant ? sorted[0] : Diagnostics.mean(sorted), Double.NaN, constant ? 0 : Diagnostics.sd(sorted),
                Diagnostics.quantile(sorted, 0.05), Diagnostics.quantile(sorted, 0.5), Diagnostics.quantile(sorted, 0.95), Double.NaN, Double.NaN,
                Double.NaN);
    }

    private static Health health(Run run, int[] chains, int size) {
        Draws draws = run.draws();
        int maxDepth = run.settings().algorithm() instanceof Nuts nuts ? nuts.maxDepth() : 0;
        int divergences = 0;
        int saturated = 0;
        long leapfrogs = 0;
        double[][] depth = cut(draws.statistic(Statistic.TREE_DEPTH), chains, size);
        double[][] divergent = cut(draws.statistic(Statistic.DIVERGENT), chains, size);
        double[][] steps = cut(draws.statistic(Statistic.LEAPFROGS), chains, size);
        for (int c = 0; c < chains.length; c++) {
            for (int i = 0; i < size; i++) {
                divergences += (int) divergent[c][i];
                saturated += maxDepth > 0 && depth[c][i] >= maxDepth ? 1 : 0;
                leapfrogs += (long) steps[c][i];
            }
        }
        double[] eBfmi = Arrays.stream(cut(draws.statistic(Statistic.ENERGY), chains, size)).mapToDouble(Diagnostics::eBfmi).toArray();
        return new Health(chains.length * size, divergences, saturated, maxDepth, leapfrogs, eBfmi);
    }

    private static double[][] cut(double[][] draws, int[] chains, int size) {
        return Arrays.stream(chains).mapToObj(c -> draws[c].length == size ? draws[c] : Arrays.copyOf(draws[c], size)).toArray(double[][]::new);
    }
}
