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
    void effectiveSizeByHand() {
        // One chain of eight, two halves of four: no lag beyond the first pair is looked at.
        double[][] draws = {{1, 2, 4, 3, 2, 1, 3, 5}};
        // Half means 2.5, 2.75; sums of squares 5, 8.75; products at lag one 1.25 and 0.8125.
        double within = (5 + 8.75) / 4 / 2 * 4 / 3.0;
        double between = 0.125 * 0.125 * 2;
        double total = within * 3 / 4 + between;
        double lag1 = (-1.5 * -0.5 + -0.5 * 1.5 + 1.5 * 0.5) / 4;
        double lag1Second = (-0.75 * -1.75 + -1.75 * 0.25 + 0.25 * 2.25) / 4;
        double rho1 = 1 - (within - (lag1 + lag1Second) / 2) / total;
        assertTrue(1 + rho1 > 0);
        // n - 5 is negative, so the sum is -1 + 2 (1) - 1 + ... cut at its first term: bounded by log10.
        assertEquals(8 * Math.log10(8), Diagnostics.essMean(draws), 1e-12);
        Autocovariance covariance = new Autocovariance(SplitChains.of(draws));
        assertEquals((5 + 8.75) / 8, covariance.at(0), 1e-12);
        assertEquals((lag1 + lag1Second) / 2, covariance.at(1), 1e-12);
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
        double[] scores = new NormalScores(4).of(new double[] {3, 1, 3, 2});
        double[] ranks = {3.5, 1, 3.5, 2};
        for (int i = 0; i < 4; i++) {
            assertEquals(normal.inverseCumulativeProbability((ranks[i] - 0.375) / 4.25), scores[i], 1e-12);
        }
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
