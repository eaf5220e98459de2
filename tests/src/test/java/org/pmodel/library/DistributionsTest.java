package org.pmodel.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.compiler.Library;
import org.pmodel.distribution.Constraint;
import org.pmodel.distribution.Constraints;
import org.pmodel.distribution.DensityGradient;
import org.pmodel.distribution.Distribution;
import org.pmodel.distribution.Families;
import org.pmodel.distribution.Family;
import org.pmodel.distribution.LkjCorr;
import org.pmodel.distribution.LowRankMultiNormal;
import org.pmodel.distribution.MultiNormal;
import org.pmodel.distribution.Multinomial;
import org.pmodel.distribution.Normal;
import org.pmodel.distribution.Tensor;
import org.pmodel.distribution.Typical;
import org.pmodel.numerics.Key;

/** The classes of the library's families: laws of all of them, at parameters found from their constraints. */
class DistributionsTest {
    private static final Key KEY = Key.of(20);
    /** Names of parameters that are shapes of gamma variables behind draws. */
    private static final Set<String> SHAPES = Set.of("alpha", "nu", "eta");

    static List<String> families() {
        return Families.names();
    }

    @Test
    void everyFamilyHasAClass() {
        assertEquals(new ArrayList<>(new TreeSet<>(Library.standard().distributionNames())), Families.names());
    }

    /** Draws, where the family has some. */
    private static Tensor draws(Family family, int... shape) {
        try {
            return family.sample(KEY, shape);
        } catch (UnsupportedOperationException none) {
            return null;
        }
    }

    private static boolean states(Family family, String role) {
        try {
            family.statistic(role);
            return true;
        } catch (UnsupportedOperationException none) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void drawsHaveTheShapeAndLieInTheSupport(String name) {
        Family family = Typical.of(name, 0);
        Tensor draws = draws(family, 4, 2);
        if (draws != null) {
            assertEquals(Arrays.toString(family.shape(4, 2)), Arrays.toString(draws.shape()));
            assertTrue(Arrays.stream(family.support().satisfied(draws).values()).allMatch(s -> s == 1), () -> family + " drew " + draws);
            assertEquals(draws, family.sample(KEY, 4, 2), "the same key, the same draws");
            Tensor density = family.logProb(draws);
            assertEquals("[4, 2]", Arrays.toString(density.shape()));
            assertTrue(Arrays.stream(density.values()).allMatch(Double::isFinite), () -> family + " has the log density " + density + " at " + draws);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void gradientsAreFiniteDifferences(String name) {
        Family family = Typical.of(name, 1);
        Tensor value = draws(family);
        if (value == null) {
            return;
        }
        DensityGradient gradient = family.logProbGradient(value);
        assertEquals(family.logProb(value).scalar(), gradient.logDensity().scalar(), 1e-12 * Math.max(1, Math.abs(gradient.logDensity().scalar())));
        List<Tensor> parameters = Typical.parameters(name, 1);
        for (int p = 0; p < parameters.size(); p++) {
            Tensor slopes = gradient.parameters().get(Families.parameters(name).get(p));
            if (slopes != null && parameters.get(p).rank() < 2) { // elements of a matrix do not move alone
                for (int k = 0; k < parameters.get(p).size(); k++) {
                    double h = 1e-6 * Math.max(1, Math.abs(parameters.get(p).values()[k]));
                    Double above = moved(name, parameters, p, k, h, value);
                    Double below = moved(name, parameters, p, k, -h, value);
                    if (above != null && below != null) {
                        assertEquals((above - below) / (2 * h), slopes.values()[k], 1e-5 * Math.max(1, Math.abs(slopes.values()[k])), family + " " + p + " " + k);
                    }
                }
            }
        }
    }

    /** The log density with an element of a parameter moved; {@code null} where the family does not take that, or not the value any more. */
    private static Double moved(String name, List<Tensor> parameters, int parameter, int element, double by, Tensor value) {
        List<Tensor> all = new ArrayList<>(parameters);
        double[] values = all.get(parameter).values();
        values[element] += by;
        all.set(parameter, Tensor.shaped(all.get(parameter).shape(), values));
        try {
            double density = Families.of(name, all.toArray(Tensor[]::new)).logProb(value).scalar();
            return Double.isInfinite(density) ? null : Double.valueOf(density);
        } catch (IllegalArgumentException outside) {
            return null;
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void aBatchIsItsElements(String name) {
        List<Tensor> first = Typical.parameters(name, 0);
        List<Tensor> second = Typical.parameters(name, 1);
        Tensor[] both = new Tensor[first.size()];
        for (int i = 0; i < both.length; i++) {
            both[i] = stacked(first.get(i), second.get(i));
        }
        Family batch = Families.of(name, both);
        Tensor value = draws(Typical.of(name, 0));
        if (value != null) {
            double[] each = batch.expand(2).logProb(value).values();
            assertEquals(Typical.of(name, 0).logProb(value).scalar(), each[0]);
            assertEquals(Typical.of(name, 1).logProb(value).scalar(), each[1]);
            assertEquals("[3, 2]", Arrays.toString(batch.expand(3, 2).batchShape()));
            assertEquals(each[0] + each[1], batch.expand(2).toEvent(1).logProb(stacked(value, value)).scalar(), 1e-12 * (1 + Math.abs(each[0] + each[1])));
            assertEquals(0, batch.expand(2).mask(Tensor.of(1, 0)).logProb(value).get(1));
        }
    }

    private static Tensor stacked(Tensor a, Tensor b) {
        int[] shape = new int[a.rank() + 1];
        shape[0] = 2;
        System.arraycopy(a.shape(), 0, shape, 1, a.rank());
        double[] values = Arrays.copyOf(a.values(), a.size() + b.size());
        System.arraycopy(b.values(), 0, values, a.size(), b.size());
        return Tensor.shaped(shape, values);
    }

    @ParameterizedTest
    @MethodSource("families")
    void quantilesInvertDistributionFunctions(String name) {
        Family family = Typical.of(name, 2);
        for (double p : new double[] {0.03, 0.4, 0.9}) {
            double y;
            try {
                y = family.icdf(p);
            } catch (UnsupportedOperationException none) {
                return;
            }
            if (family.isDiscrete()) {
                assertTrue(family.cdf(y) >= p * (1 - 1e-12) && family.cdf(y - 1) < p * (1 + 1e-12), family + " has the quantile " + y + " of " + p);
            } else {
                double before = family.cdf(Math.nextDown(y)); // less where the value has a probability of its own
                assertTrue(before <= p + 1e-11 && family.cdf(y) >= p - 1e-11, family + " has the quantile " + y + " of " + p);
            }
            assertEquals(family.cdf(y), Math.exp(family.logCdf(Tensor.scalar(y)).scalar()), 1e-13);
            assertEquals(1 - family.cdf(y), Math.exp(family.logCcdf(Tensor.scalar(y)).scalar()), 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void drawsMoveWithTheParameters(String name) {
        List<Tensor> parameters = Typical.parameters(name, 0);
        Family family = Typical.of(name, 0);
        if (!family.hasRsample() || family.eventRank() > 0 || !hasQuantile(family)) {
            return;
        }
        Tensor draws = family.sample(KEY);
        Map<String, Tensor> slopes = family.rsample(KEY).gradient();
        for (int p = 0; p < parameters.size(); p++) {
            double h = 1e-5;
            List<Tensor> all = new ArrayList<>(parameters);
            all.set(p, Tensor.scalar(parameters.get(p).scalar() + h));
            double change = quantileAgain(Families.of(name, all.toArray(Tensor[]::new)), family, draws) - draws.scalar();
            double slope = slopes.get(Families.parameters(name).get(p)).scalar();
            assertEquals(change / h, slope, 1e-3 * Math.max(1, Math.abs(slope)), family + " " + Families.parameters(name).get(p));
        }
    }

    /**
     * Draws of vectors and matrices from the same random numbers move as their derivatives say. Those that are made of gamma variables move with their
     * shapes at the same probability instead.
     */
    @ParameterizedTest
    @MethodSource("families")
    void containersMoveWithTheParameters(String name) {
        Family family = Typical.of(name, 1);
        if (!family.hasRsample() || family.eventRank() == 0) {
            return;
        }
        List<Tensor> parameters = Typical.parameters(name, 1);
        Tensor draw = family.sample(KEY);
        double[] weights = new double[draw.size()];
        Arrays.setAll(weights, i -> Math.cos(0.3 + i));
        Map<String, Tensor> slopes = family.rsample(KEY).pullback().apply(Tensor.shaped(draw.shape(), weights));
        for (int p = 0; p < parameters.size(); p++) {
            Tensor own = slopes.get(Families.parameters(name).get(p));
            // elements of a matrix do not move alone
            boolean moves = own != null && parameters.get(p).rank() < 2 && !SHAPES.contains(Families.parameters(name).get(p));
            for (int k = 0; moves && k < own.size(); k++) {
                double h = 1e-6;
                Double above = weighted(name, parameters, p, k, h, weights);
                Double below = weighted(name, parameters, p, k, -h, weights);
                if (above != null && below != null) {
                    double change = (above - below) / (2 * h);
                    assertEquals(change, own.values()[k], 1e-5 * Math.max(1, Math.abs(change)), family + " " + Families.parameters(name).get(p) + " " + k);
                }
            }
        }
    }

    /** The weighted sum of a draw with an element of a parameter moved; {@code null} where the family does not take that. */
    private static Double weighted(String name, List<Tensor> parameters, int parameter, int element, double by, double[] weights) {
        List<Tensor> all = new ArrayList<>(parameters);
        double[] values = all.get(parameter).values();
        values[element] += by;
        all.set(parameter, Tensor.shaped(all.get(parameter).shape(), values));
        try {
            double[] draw = Families.of(name, all.toArray(Tensor[]::new)).sample(KEY).values();
            return IntStream.range(0, draw.length).mapToDouble(i -> weights[i] * draw[i]).sum();
        } catch (IllegalArgumentException outside) {
            return null;
        }
    }

    /** The average derivative of draws of vectors and matrices is the derivative of the mean. */
    @ParameterizedTest
    @MethodSource("families")
    void meansMoveAsDrawsDo(String name) {
        Family family = Typical.of(name, 1);
        if (!family.hasRsample() || family.eventRank() == 0 || !states(family, "mean") || Double.isNaN(family.mean().values()[0])) {
            return;
        }
        List<Tensor> parameters = Typical.parameters(name, 1);
        int n = 2000;
        int size = family.mean().size();
        double[] weights = new double[n * size];
        for (int i = 0; i < n; i++) {
            weights[i * size] = 1;
        }
        Map<String, Tensor> slopes = family.rsample(KEY, n).pullback().apply(Tensor.shaped(family.shape(n), weights));
        for (int p = 0; p < parameters.size(); p++) {
            if (parameters.get(p).rank() < 2) {
                double h = 1e-5;
                double[] values = parameters.get(p).values();
                values[0] += h;
                List<Tensor> all = new ArrayList<>(parameters);
                all.set(p, Tensor.shaped(parameters.get(p).shape(), values));
                double change = (Families.of(name, all.toArray(Tensor[]::new)).mean().values()[0] - family.mean().values()[0]) / h;
                double average = slopes.get(Families.parameters(name).get(p)).values()[0] / n;
                assertEquals(change, average, 0.05 * Math.max(1, Math.abs(change)), family + " " + Families.parameters(name).get(p));
            }
        }
    }

    private static boolean hasQuantile(Family family) {
        try {
            family.icdf(0.5);
            return true;
        } catch (UnsupportedOperationException none) {
            return false;
        }
    }

    /** Where the probability below a draw is the same under other parameters. */
    private static double quantileAgain(Family moved, Family family, Tensor draw) {
        return moved.icdf(family.cdf(draw)).scalar();
    }

    @ParameterizedTest
    @MethodSource("families")
    void momentsAreThoseOfDraws(String name) {
        Family family = Typical.of(name, 0);
        if (!states(family, "mean") || !states(family, "variance") || family.eventRank() > 0) {
            return;
        }
        double mean = family.mean().scalar();
        double variance = family.variance().scalar();
        if (Double.isFinite(mean) && Double.isFinite(variance)) {
            int n = 4000;
            double average = Arrays.stream(family.sample(KEY, n).values()).average().orElseThrow();
            assertEquals(mean, average, 5 * Math.sqrt(variance / n), family.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void listedValuesHaveAllTheProbability(String name) {
        Family family = Typical.of(name, 1);
        Tensor values;
        try {
            values = family.enumerateSupport();
        } catch (UnsupportedOperationException none) {
            return;
        }
        assertEquals(1, Arrays.stream(family.logProb(values).values()).map(Math::exp).sum(), 1e-12, family.toString());
    }

    @ParameterizedTest
    @MethodSource("families")
    void whatIsOutsideIsNamed(String name) {
        List<Tensor> parameters = Typical.parameters(name, 0);
        for (int p = 0; p < parameters.size(); p++) {
            List<Tensor> all = new ArrayList<>(parameters);
            all.set(p, Tensor.filled(Double.NaN, parameters.get(p).shape()));
            String parameter = Families.parameters(name).get(p);
            Exception e = assertThrows(IllegalArgumentException.class, () -> Families.of(name, all.toArray(Tensor[]::new)));
            assertTrue(e.getMessage().contains(parameter + " = "), e.getMessage());
        }
        Family family = Typical.of(name, 0);
        if (family.eventRank() == 0) {
            for (double y : new double[] {-1e9, 1e9}) {
                if (!family.support().holds(y)) {
                    assertEquals(Double.NEGATIVE_INFINITY, family.logProb(y), family + " at " + y);
                }
            }
        }
        int[] threes = new int[family.eventRank() + 1];
        Arrays.fill(threes, 3);
        assertThrows(IllegalArgumentException.class, () -> family.expand(2).logProb(Tensor.filled(0.5, threes)));
    }

    /** Trials of a multinomial and rows of a correlation matrix are no parameters, but draws need them. */
    @Test
    void drawsMayTakeAWholeNumberMore() {
        Tensor counts = Multinomial.of(new double[] {0.25, 0.25, 0.5}).sampleGiven(8, KEY, 2);
        assertEquals("[2, 3]", Arrays.toString(counts.shape()));
        assertArrayEquals(new double[] {8, 8}, counts.sumLast(1).values());
        Tensor correlations = LkjCorr.of(2).sampleGiven(3, KEY);
        assertTrue(Constraints.corrMatrix(3).holds(correlations), correlations.toString());
    }

    @Test
    void messagesSayWhatIsWrong() {
        assertEquals("normal: sigma = -1 does not satisfy the constraint lower(0)", assertThrows(IllegalArgumentException.class, () -> Normal.of(0, -1)).getMessage());
        assertEquals("normal: sigma has the batch [3], the parameters before it have [2]",
                assertThrows(IllegalArgumentException.class, () -> Normal.of(new double[2], new double[] {1, 1, 1})).getMessage());
        assertEquals("value has the shape [3], which does not go with the batch [2] of normal",
                assertThrows(IllegalArgumentException.class, () -> Normal.of(new double[2], new double[] {1}).logProb(Tensor.of(1, 2, 3))).getMessage());
        assertEquals("multi_normal: Sigma has the shape [2, 2], and with mu of the shape [3] it must be [3, 3]", assertThrows(IllegalArgumentException.class,
                () -> MultiNormal.of(new double[3], new double[][] {{1, 0}, {0, 1}})).getMessage());
        assertEquals("low_rank_multi_normal: d has the shape [1], and with mu of the shape [2] it must be [2]", assertThrows(IllegalArgumentException.class,
                () -> LowRankMultiNormal.of(new double[2], new double[][] {{1}, {0}}, new double[] {1})).getMessage());
        Distribution half = Normal.of(0, 1).toEvent(0);
        assertTrue(half.support().holds(0.5) && !Constraint.positive().holds(-1));
    }
}
