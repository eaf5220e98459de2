package org.pmodel.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pmodel.infer.adapt.Adaptation;
import org.pmodel.infer.diagnose.Diagnostics;
import org.pmodel.infer.diagnose.Summary;
import org.pmodel.infer.draws.Draws;
import org.pmodel.infer.hmc.Statistic;
import org.pmodel.infer.hmc.StaticHmc;

/** Samplers reach the posteriors whose moments are known. */
class PosteriorsTest {
    private static final double[] SCALES = {0.001, 0.1, 1, 30, 1000};

    @Test
    void targetsHaveTheGradientsTheyClaim() {
        for (Posterior target : List.of(Targets.normals(1, 2), Targets.correlated(0.9), Targets.funnel(3), Targets.eightSchools())) {
            LogDensity density = target.logDensity();
            double[] at = new double[target.dimension()];
            for (int i = 0; i < at.length; i++) {
                at[i] = 0.3 * i - 0.7;
            }
            double[] gradient = new double[at.length];
            density.gradient(at, gradient);
            for (int i = 0; i < at.length; i++) {
                double expected = Targets.numericalDerivative(density, at, i);
                assertEquals(expected, gradient[i], 1e-6 * Math.max(1, Math.abs(expected)), target.name() + " " + i);
            }
        }
    }

    @Test
    void diagonalMetricReachesIllScaledNormals() {
        Run run = Sampling.of(Targets.normals(SCALES), Settings.standard(1)).run();
        assertMoments(run, SCALES);
        assertTrue(Summary.of(run, 0).health().leapfrogs() < 4000 * 15, "the metric takes the scales away");
    }

    @Test
    void denseMetricReachesCorrelatedNormals() {
        Settings settings = Settings.standard(2).withAdaptation(Adaptation.standard().withShape(Adaptation.Shape.DENSE));
        Run dense = Sampling.of(Targets.correlated(0.99), settings).run();
        assertMoments(dense, 1, 1);
        Run diagonal = Sampling.of(Targets.correlated(0.99), Settings.standard(2)).run();
        assertMoments(diagonal, 1, 1);
        assertTrue(2 * Summary.of(dense, 0).health().leapfrogs() < Summary.of(diagonal, 0).health().leapfrogs());
        double[][] x = dense.draws().scalar("x[1]");
        double[][] y = dense.draws().scalar("x[2]");
        double[][] product = new double[x.length][x[0].length];
        for (int c = 0; c < x.length; c++) {
            for (int i = 0; i < x[c].length; i++) {
                product[c][i] = x[c][i] * y[c][i];
            }
        }
        assertEquals(0.99, mean(product), 4 * Diagnostics.mcseMean(product));
    }

    @Test
    void unitMetricAndStaticTrajectoriesWorkToo() {
        Settings unit = Settings.standard(3).withAdaptation(Adaptation.standard().withShape(Adaptation.Shape.UNIT));
        assertMoments(Sampling.of(Targets.normals(1, 2, 0.5), unit).run(), 1, 2, 0.5);
        // A time of pi / 2 turns a normal by a quarter.
        StaticHmc quarter = new StaticHmc(Math.PI / 2, 1000, StaticHmc.standard().integrator());
        assertMoments(Sampling.of(Targets.normals(1, 2, 0.5), Settings.standard(3).withAlgorithm(quarter)).run(), 1, 2, 0.5);
    }

    @Test
    void warmupReachesTheTargetAcceptance() {
        for (double delta : new double[] {0.6, 0.8, 0.95}) {
            Run run = Sampling.of(Targets.eightSchools(), Settings.standard(6).withAdaptation(Adaptation.standard().withDelta(delta))).run();
            assertEquals(delta, mean(run.draws().statistic(Statistic.ACCEPT_STAT)), 0.12);
        }
    }

    @Test
    void funnelDivergesInItsNeck() {
        Run run = Sampling.of(Targets.funnel(9), Settings.standard(4)).run();
        int divergences = 0;
        double v = 0;
        for (int chain = 0; chain < 4; chain++) {
            divergences += run.draws().divergences(chain).size();
            v += run.draws().divergences(chain).stream().mapToDouble(d -> d.start()[0]).sum();
        }
        assertTrue(divergences > 0);
        assertTrue(v / divergences < 0, "divergences are where v is small: " + v / divergences);
        Summary summary = Summary.of(run, 0);
        assertEquals(divergences, summary.health().divergences());
        assertTrue(summary.toText().contains("diverged"));
    }

    @Test
    void eightSchoolsIsWhatStanDraws() {
        Summary summary = Summary.of(Sampling.of(Targets.eightSchools(), Settings.standard(5)).run(), 0);
        // Stan takes 9.1 steps per transition and reaches a smallest bulk ESS of 2342 (its reference run).
        assertEquals(9.1, summary.health().leapfrogs() / 4000.0, 2);
        assertTrue(summary.minEssBulk() > 1200);
        Summary.Row mu = summary.rows().get(9);
        assertEquals("x[9]", mu.name());
        assertEquals(4.41, mu.mean(), 5 * mu.mcseMean());
        assertEquals(3.31, mu.sd(), 0.25);
        assertTrue(summary.rows().stream().allMatch(r -> r.rHat() < 1.02));
    }

    /** Means zero and given standard deviations, within four standard errors. */
    private static void assertMoments(Run run, double... sd) {
        Draws draws = run.draws();
        for (int i = 0; i < sd.length; i++) {
            double[][] x = draws.scalar("x[" + (i + 1) + "]");
            assertEquals(0, mean(x), 4 * Diagnostics.mcseMean(x), "mean " + i);
            double[] all = draws.pooled("x[" + (i + 1) + "]");
            double mean = Arrays.stream(all).average().orElseThrow();
            double actual = Math.sqrt(Arrays.stream(all).map(v -> (v - mean) * (v - mean)).sum() / (all.length - 1));
            assertEquals(sd[i], actual, 4 * Diagnostics.mcseSd(x), "sd " + i);
            assertTrue(Diagnostics.rHat(x) < 1.015, "R-hat " + i);
        }
        assertEquals(0, Arrays.stream(draws.statistic(Statistic.DIVERGENT)).flatMapToDouble(Arrays::stream).sum());
    }

    private static double mean(double[][] draws) {
        return Arrays.stream(draws).flatMapToDouble(Arrays::stream).average().orElseThrow();
    }
}
