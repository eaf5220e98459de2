package org.pmodel.infer.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;

/** The parts of warm-up, each by itself. */
class AdaptationTest {
    @Test
    void windowsAreStans() {
        assertEquals(List.of(99, 149, 249, 449, 949), Schedule.of(1000).windowEnds());
        assertEquals(List.of(99, 149), Schedule.of(200).windowEnds());
        assertEquals(List.of(99, 119), Schedule.of(170).windowEnds());
        assertEquals(List.of(99), Schedule.of(150).windowEnds());
        assertEquals(new Schedule(100, 15, List.of(89)), Schedule.of(100));
        assertTrue(Schedule.of(19).windowEnds().isEmpty());
        assertFalse(Schedule.of(1000).estimates(74));
        assertTrue(Schedule.of(1000).estimates(75));
        assertTrue(Schedule.of(1000).estimates(949));
        assertFalse(Schedule.of(1000).estimates(950));
        assertFalse(Schedule.of(0).estimates(0));
    }

    @Test
    void dualAveragingFindsTheStepSizeOfTheTarget() {
        // Acceptance falls with the step size as exp(-step): 0.8 is reached at -log(0.8).
        DualAveraging.Settings settings = DualAveraging.Settings.STANDARD;
        DualAveraging state = DualAveraging.start(1);
        for (int i = 0; i < 2000; i++) {
            state = state.update(settings, Math.exp(-state.stepSize()));
        }
        assertEquals(-Math.log(0.8), state.finalStepSize(), 0.005);
    }

    @Test
    void dualAveragingGrowsOnAcceptanceAndShrinksOnRejection() {
        DualAveraging start = DualAveraging.start(1);
        assertEquals(1, start.finalStepSize());
        DualAveraging.Settings settings = DualAveraging.Settings.STANDARD;
        // By hand: error = (0.8 - 1) / 11, log step = log 10 + 0.2 / 11 / 0.05.
        assertEquals(Math.log(10) + 4 / 11.0, start.update(settings, 1).logStepSize(), 1e-12);
        assertEquals(Math.log(10) - 16 / 11.0, start.update(settings, 0).logStepSize(), 1e-12);
        // The first average forgets the start altogether.
        assertEquals(start.update(settings, 1).logStepSize(), start.update(settings, 1).meanLogStepSize(), 1e-12);
        assertEquals(start.update(settings, 1), start.update(settings, 3), "a statistic above one counts as one");
    }

    @Test
    void momentsAreThoseOfTheSample() {
        double[][] sample = {{1, 10, 0}, {2, 8, 5}, {4, 1, 1}, {3, 3, -2}};
        Moments dense = Moments.dense(3);
        Moments diagonal = Moments.diagonal(3);
        for (double[] x : sample) {
            dense = dense.add(x);
            diagonal = diagonal.add(x);
        }
        double share = 4 / 9.0;
        double regularisation = 1e-3 * 5 / 9.0;
        double[] variances = {5 / 3.0, 53 / 3.0, 26 / 3.0};
        for (int i = 0; i < 3; i++) {
            assertEquals(share * variances[i] + regularisation, diagonal.regularisedVariance()[i], 1e-12);
            assertEquals(diagonal.regularisedVariance()[i], dense.regularisedCovariance()[i][i], 1e-12);
        }
        // Deviations (-1.5, -0.5, 1.5, 0.5) and (4.5, 2.5, -4.5, -2.5): the products sum to -16.
        assertEquals(share * -16 / 3.0, dense.regularisedCovariance()[0][1], 1e-12);
        assertEquals(dense.regularisedCovariance()[1][0], dense.regularisedCovariance()[0][1]);
    }

    @Test
    void addingLeavesTheEarlierMomentsAsTheyWere() {
        Moments before = Moments.dense(2).add(new double[] {1, 2});
        before.add(new double[] {5, 5});
        assertArrayEquals(new double[] {1, 2}, before.mean());
        assertArrayEquals(new double[] {0, 0}, before.squares()[0]);
    }

    @Test
    void denseMomentaHaveTheInverseCovariance() {
        double[][] covariance = {{2, 0.9}, {0.9, 1}};
        var metric = org.pmodel.infer.hmc.Metric.Dense.of(covariance);
        RandomStream random = Key.of(3).stream();
        double[] p = new double[2];
        double[][] second = new double[2][2];
        int n = 200_000;
        for (int k = 0; k < n; k++) {
            metric.draw(random, p);
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    second[i][j] += p[i] * p[j] / n;
                }
            }
        }
        double determinant = 2 - 0.81;
        assertEquals(1 / determinant, second[0][0], 0.02);
        assertEquals(-0.9 / determinant, second[0][1], 0.02);
        assertEquals(2 / determinant, second[1][1], 0.02);
        double[] v = new double[2];
        metric.velocity(new double[] {1, 10}, v);
        assertArrayEquals(new double[] {11, 10.9}, v, 1e-12);
    }
}
