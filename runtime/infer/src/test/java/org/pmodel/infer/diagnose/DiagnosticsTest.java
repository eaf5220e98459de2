package org.pmodel.infer.diagnose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** Diagnostics against closed forms, values computed by hand, and their invariances. */
class DiagnosticsTest {
    @Test
    void autoregressiveChainsHaveTheEffectiveSizeTheoryGives() {
        for (double phi : new double[] {0, 0.3, 0.9, -0.4}) {
            double[][] draws = autoregressive(4, 20_000, phi, 11);
            double expected = 80_000 * (1 - phi) / (1 + phi);
            assertEquals(1, Diagnostics.essMean(draws) / expected, 0.08, "phi " + phi);
            assertEquals(1, Diagnostics.essBulk(draws) / expected, 0.08, "phi " + phi);
        }
    }

    @Test
    void antitheticChainsAreWorthMoreThanTheirLengthButBounded() {
        double[][] draws = autoregressive(4, 1000, -0.99, 3);
        assertTrue(Diagnostics.essMean(draws) > 4000);
        assertTrue(Diagnostics.essMean(draws) <= 4000 * Math.log10(4000) + 1e-9);
    }

    @Test
    void standardErrorsOfIndependentDrawsAreTheTextbookOnes() {
        double[][] draws = autoregressive(4, 20_000, 0, 5);
        int n = 80_000;
        assertEquals(1, Diagnostics.mcseMean(draws) * Math.sqrt(n), 0.06);
        assertEquals(1, Diagnostics.mcseSd(draws) * Math.sqrt(2.0 * n), 0.06);
        // A quantile has variance p (1 - p) / (n density^2).
        NormalDistribution normal = new NormalDistribution();
        for (double p : new double[] {0.05, 0.5, 0.9}) {
            double density = normal.density(normal.inverseCumulativeProbability(p));
            assertEquals(1, Diagnostics.mcseQuantile(draws, p) / (Math.sqrt(p * (1 - p) / n) / density), 0.15, "p " + p);
        }
    }

    @Test
    void plainRHatByHand() {
        // Half chains (1, 3), (2, 4), (5, 7), (6, 8): means 2, 3, 6, 7 with variance 17/3; variances all 2.
        SplitChains split = SplitChains.of(new double[][] {{1, 3, 2, 4}, {5, 7, 6, 8}});
        assertEquals(Math.sqrt(0.5 + 17 / 3.0 / 2), Diagnostics.plainRHat(split), 1e-12);
    }

    @Test
    void everythingAgreesWithTheRPackagePosterior() {
        // posterior 1.4.0: rhat, ess_bulk, ess_tail, ess_mean, mcse_mean, mcse_sd, mcse_quantile at 0.05 and 0.5; an odd length first.
        double[][] small = {{1, 2, 4, 3, 2, 1, 3, 5, 2, 2, 7, 1, 3}, {3, 2, 4, 3, 5, 1, 3, 5, 2, 2, 6, 1, 0}};
        assertAgree(small, 0.966806254015, 33.125069801079, 29.461077844311, 33.125069801079, 0.299006264640, 0.200349640745, 0.5, 0.5);
        assertAgree(autoregressive(4, 120, 0.7, 17), 1.0636897695497, 49.9034641344889, 162.4864039381631, 50.1367029902768, 0.1629778368258,
                0.0584258954681, 0.1060624083638, 0.2046836752521);
    }

    private static void assertAgree(double[][] draws, double... expected) {
        double[] actual = {Diagnostics.rHat(draws), Diagnostics.essBulk(draws), Diagnostics.essTail(draws), Diagnostics.essMean(draws),
                Diagnostics.mcseMean(draws), Diagnostics.mcseSd(draws), Diagnostics.mcseQuantile(draws, 0.05), Diagnostics.mcseQuantile(draws, 0.5)};
        for (int i = 0; i < expected.length; i++) {
            assertEquals(1, actual[i] / expected[i], 1e-10, "diagnostic " + i);
        }
    }

    @Test
    void autocovarianceByHand() {
        // Halves (1, 2, 4, 3) and (2, 1, 3, 5): means 2.5 and 2.75, sums of squares 5 and 8.75.
        Autocovariance covariance = new Autocovariance(SplitChains.of(new double[][] {{1, 2, 4, 3, 2, 1, 3, 5}}));
        assertEquals((5 + 8.75) / 8, covariance.at(0), 1e-12);
        double first = -1.5 * -0.5 + -0.5 * 1.5 + 1.5 * 0.5;
        double second = -0.75 * -1.75 + -1.75 * 0.25 + 0.25 * 2.25;
        assertEquals((first + second) / 8, covariance.at(1), 1e-12);
    }

    @Test
    void directAndTransformedAutocovariancesAgree() {
        for (int length : new int[] {10, 64, 301}) {
            Autocovariance covariance = new Autocovariance(SplitChains.of(autoregressive(3, 2 * length + 1, 0.5, length)));
            double[] transformed = covariance.transform();
            for (int lag = 0; lag < length; lag++) {
                assertEquals(covariance.direct(lag), transformed[lag], 1e-12, "length " + length + " lag " + lag);
            }
        }
    }

    @Test
    void normalScoresShareTies() {
        NormalDistribution normal = new NormalDistribution();
        double[] scores = Ranking.of(new double[] {3, -0.0, 3, 2, 0.0}).scores(new NormalScores(5));
        double[] ranks = {4.5, 1.5, 4.5, 3, 1.5};
        for (int i = 0; i < 5; i++) {
            assertEquals(normal.inverseCumulativeProbability((ranks[i] - 0.375) / 5.25), scores[i], 1e-12);
        }
    }

    @Test
    void rankingSorts() {
        double[] values = {3, -1e300, 0, 2.5, -2.5, Double.POSITIVE_INFINITY, 1e-310, -0.5, 2.5, Double.NEGATIVE_INFINITY};
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        assertArrayEquals(sorted, Ranking.of(values).sorted());
        double[] many = autoregressive(1, 3001, 0.5, 2)[0];
        double[] folded = Arrays.stream(many).map(x -> Math.abs(x - 0.3)).sorted().toArray();
        assertArrayEquals(folded, Ranking.of(many).foldedAt(0.3).sorted());
    }

    @Test
    void rankDiagnosticsDoNotChangeUnderMonotoneMaps() {
        double[][] draws = autoregressive(4, 500, 0.6, 8);
        double[][] mapped = Arrays.stream(draws).map(chain -> Arrays.stream(chain).map(x -> Math.exp(3 * x)).toArray()).toArray(double[][]::new);
        assertEquals(Diagnostics.essBulk(draws), Diagnostics.essBulk(mapped), 1e-9);
        assertEquals(Diagnostics.essTail(draws), Diagnostics.essTail(mapped), 1e-9);
    }

    @Test
    void rHatSeesShiftedScaledAndDriftingChains() {
        double[][] good = autoregressive(4, 1000, 0, 21);
        assertEquals(1, Diagnostics.rHat(good), 0.005);
        double[][] shifted = changed(good, (chain, i, x) -> chain == 0 ? x + 0.5 : x);
        double[][] scaled = changed(good, (chain, i, x) -> chain == 0 ? 3 * x : x);
        double[][] drifting = changed(good, (chain, i, x) -> x + i / 1000.0);
        for (double[][] bad : new double[][][] {shifted, scaled, drifting}) {
            assertTrue(Diagnostics.rHat(bad) > 1.01);
        }
    }

    @Test
    void infiniteVarianceIsNoObstacle() {
        double[][] cauchy = changed(autoregressive(4, 1000, 0, 31), (chain, i, x) -> Math.tan(Math.PI * (new NormalDistribution()
                .cumulativeProbability(x) - 0.5)));
        assertEquals(1, Diagnostics.rHat(cauchy), 0.01);
        assertEquals(1, Diagnostics.essBulk(cauchy) / 4000, 0.15);
    }

    @Test
    void constantAndUndefinedDrawsHaveNoDiagnostics() {
        double[][] constant = {{1, 1, 1, 1}, {1, 1, 1, 1}};
        double[][] undefined = {{1, 2, Double.NaN, 4}, {1, 2, 3, 4}};
        for (double[][] draws : new double[][][] {constant, undefined, {{1, 2}}, {}}) {
            assertTrue(Double.isNaN(Diagnostics.rHat(draws)));
            assertTrue(Double.isNaN(Diagnostics.essBulk(draws)));
            assertTrue(Double.isNaN(Diagnostics.essTail(draws)));
        }
        assertTrue(Double.isNaN(Diagnostics.mcseQuantile(constant, 0.5)));
    }

    @Test
    void quantilesInterpolate() {
        double[] sorted = {1, 2, 4, 8};
        assertArrayEquals(new double[] {1, 3, 8, 1.9}, Arrays.stream(new double[] {0, 0.5, 1, 0.3}).map(p -> Diagnostics.quantile(sorted, p))
                .toArray(), 1e-12);
    }

    @Test
    void energyFractionByHand() {
        // Changes 2, -1, 3: squares 14; deviations from 2.5 of 1, 3, 2, 5 sum to 8.75 (with mean 2.75).
        assertEquals(14 / 8.75, Diagnostics.eBfmi(new double[] {1, 3, 2, 5}), 1e-12);
    }

    private interface Change {
        double at(int chain, int draw, double value);
    }

    private static double[][] changed(double[][] draws, Change change) {
        double[][] result = new double[draws.length][draws[0].length];
        for (int c = 0; c < draws.length; c++) {
            for (int i = 0; i < result[c].length; i++) {
                result[c][i] = change.at(c, i, draws[c][i]);
            }
        }
        return result;
    }

    /** Stationary chains of unit variance with autocorrelation phi^lag, whose integrated time is (1 + phi) / (1 - phi). */
    static double[][] autoregressive(int chains, int length, double phi, long seed) {
        Random random = new Random(seed);
        double[][] draws = new double[chains][length];
        for (double[] chain : draws) {
            chain[0] = random.nextGaussian();
            for (int i = 1; i < length; i++) {
                chain[i] = phi * chain[i - 1] + Math.sqrt(1 - phi * phi) * random.nextGaussian();
            }
        }
        return draws;
    }
}
