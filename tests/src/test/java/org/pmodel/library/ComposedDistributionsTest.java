package org.pmodel.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.distribution.Binomial;
import org.pmodel.distribution.Constraint;
import org.pmodel.distribution.Constraints;
import org.pmodel.distribution.DensityGradient;
import org.pmodel.distribution.Distribution;
import org.pmodel.distribution.Exponential;
import org.pmodel.distribution.Gamma;
import org.pmodel.distribution.Lognormal;
import org.pmodel.distribution.Mixture;
import org.pmodel.distribution.MultiNormal;
import org.pmodel.distribution.NegBinomial2;
import org.pmodel.distribution.Normal;
import org.pmodel.distribution.Poisson;
import org.pmodel.distribution.StudentT;
import org.pmodel.distribution.Tensor;
import org.pmodel.distribution.Transform;
import org.pmodel.distribution.VonMises;
import org.pmodel.numerics.Key;

/** Distributions made of others in Java: they are those of the language's templates, and their derivatives and draws are right. */
class ComposedDistributionsTest {
    private static final Key KEY = Key.of(31);
    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final double[] WEIGHTS = {0.2, 0.5, 0.3};

    /**
     * One distribution in both forms.
     *
     * @param parameters that may move, for which {@code make} makes the distribution
     * @param names of their derivatives
     * @param arguments in the language
     */
    record Case(String family, String arguments, List<String> names, double[] parameters, Function<double[], Distribution> make, double... points) {
        Distribution distribution() {
            return make.apply(parameters);
        }

        @Override
        public String toString() {
            return family + "(" + arguments + ")";
        }
    }

    static List<Case> cases() {
        double[] line = {-40, -3, -1.5, -0.7, 0, 0.4, 1, 1.9, 2.5, 6, 60};
        double[] counts = {-1, 0, 1, 2, 3, 4, 7, 12, 40};
        return List.of(
            new Case("truncated_normal", "0.3, 1.2, -0.7, 1.9", List.of("mu", "sigma", "least", "most"), new double[] {0.3, 1.2, -0.7, 1.9},
                    p -> Normal.of(p[0], p[1]).truncated(p[2], p[3]), line),
            new Case("truncated_normal", "0, 1, 9, positive_infinity()", List.of("mu", "sigma", "least"), new double[] {0, 1, 9},
                    p -> Normal.of(p[0], p[1]).truncated(p[2], INFINITE), 8, 9, 9.01, 9.5, 12, 30),
            new Case("truncated_student_t", "4, 0, 1, negative_infinity(), -0.5", List.of("nu", "mu", "sigma", "most"), new double[] {4, 0, 1, -0.5},
                    p -> StudentT.of(p[0], p[1], p[2]).truncated(-INFINITE, p[3]), line),
            new Case("truncated_poisson", "3.5, 1, 7", List.of("lambda"), new double[] {3.5}, p -> Poisson.of(p[0]).truncated(1, 7), counts),
            new Case("censored_normal", "0.3, 1.2, -0.7, 1.9", List.of("mu", "sigma", "least", "most"), new double[] {0.3, 1.2, -0.7, 1.9},
                    p -> Normal.of(p[0], p[1]).censored(p[2], p[3]), -1, -0.7, 0, 0.4, 1, 1.9, 2.5),
            new Case("censored_poisson", "3.5, 2, 5", List.of("lambda"), new double[] {3.5}, p -> Poisson.of(p[0]).censored(2, 5), counts),
            new Case("folded_normal", "0.8, 1.2", List.of("mu", "sigma"), new double[] {0.8, 1.2}, p -> Normal.of(p[0], p[1]).folded(),
                    -1, 1e-9, 0.02, 0.4, 1, 1.9, 2.5, 6, 30),
            new Case("folded_student_t", "3, 0.8, 1.2", List.of("nu", "mu", "sigma"), new double[] {3, 0.8, 1.2}, p -> StudentT.of(p[0], p[1], p[2]).folded(),
                    0.02, 0.4, 1.9, 6, 1e4),
            new Case("zero_inflated_poisson", "0.2, 3.5", List.of("gate", "lambda"), new double[] {0.2, 3.5}, p -> Poisson.of(p[1]).zeroInflated(p[0]), counts),
            new Case("zero_inflated_binomial", "0.2, 12, 0.4", List.of("gate", "theta"), new double[] {0.2, 0.4}, p -> Binomial.of(12, p[1]).zeroInflated(p[0]), counts),
            new Case("hurdle_neg_binomial_2", "0.3, 3.5, 2.2", List.of("gate", "mu", "phi"), new double[] {0.3, 3.5, 2.2},
                    p -> NegBinomial2.of(p[1], p[2]).hurdle(p[0]), counts),
            new Case("sine_skewed_von_mises", "0.4, 1.7, 0.6", List.of("mu", "kappa", "skewness"), new double[] {0.4, 1.7, 0.6},
                    p -> VonMises.of(p[0], p[1]).sineSkewed(p[2]), -3, -1, 0, 0.4, 2, 3),
            new Case("mixture_normal", "[0.2, 0.5, 0.3]', [-1, 0.5, 4]', [0.5, 1, 2]'", List.of(), new double[0],
                    p -> Mixture.of(WEIGHTS, Normal.of(new double[] {-1, 0.5, 4}, new double[] {0.5, 1, 2})), line),
            new Case("mixture_normal", "[0.2, 0.5, 0.3]', [-1, 0.5, 4]', [0.5, 1, 2]'", List.of("1.mu", "2.sigma", "3.mu"), new double[] {-1, 1, 4},
                    p -> Mixture.of(WEIGHTS, Normal.of(p[0], 0.5), Normal.of(0.5, p[1]), Normal.of(p[2], 2)), line),
            new Case("mixture_poisson", "[0.2, 0.5, 0.3]', [1, 4, 9]'", List.of("1.lambda", "3.lambda"), new double[] {1, 9},
                    p -> Mixture.of(WEIGHTS, Poisson.of(p[0]), Poisson.of(4), Poisson.of(p[1])), counts),
            new Case("zero_inflated_truncated_poisson", "0.2, 3.5, 1, 7", List.of("gate", "lambda"), new double[] {0.2, 3.5},
                    p -> Poisson.of(p[1]).truncated(1, 7).zeroInflated(p[0]), counts),
            new Case("truncated_truncated_normal", "0.3, 1.2, -0.7, 1.9, -2, 1.1", List.of("mu", "least", "most_"), new double[] {0.3, -0.7, 1.1},
                    p -> Normal.of(p[0], 1.2).truncated(p[1], 1.9).truncated(-2, p[2]), line));
    }

    private static boolean hasCdf(Distribution d) {
        try {
            d.cdf(0.5);
            return true;
        } catch (UnsupportedOperationException none) {
            return false;
        }
    }

    private static final double[] PROBABILITIES = {0.001, 0.1, 0.37, 0.5, 0.8, 0.999};

    /** Densities, distribution functions and quantiles of both at all points. */
    @ParameterizedTest
    @MethodSource("cases")
    void areThoseOfTheLanguage(Case c) {
        Distribution d = c.distribution();
        String density = d.isDiscrete() ? "lpmf" : "lpdf";
        String points = Arrays.stream(c.points()).mapToObj(d.isDiscrete() ? p -> Integer.toString((int) p) : Double::toString).collect(Collectors.joining(", ", "{", "}"));
        int n = c.points().length;
        Quantities program = new Quantities(1).line("array[" + n + "] " + (d.isDiscrete() ? "int" : "real") + " y = " + points + ";");
        List<String> roles = hasCdf(d) ? List.of(density, "cdf", "lcdf", "lccdf") : List.of(density);
        roles.forEach(role -> program.row(role, n));
        program.line("for (i in 1:" + n + ") {");
        roles.forEach(role -> program.set(role, "i", c.family() + "_" + role + "(y[i] | " + c.arguments() + ")"));
        program.line("}").row("qf", PROBABILITIES.length);
        for (int i = 0; i < PROBABILITIES.length && hasCdf(d); i++) {
            program.set("qf", Integer.toString(i + 1), c.family() + "_qf(" + PROBABILITIES[i] + ", " + c.arguments() + ")");
        }
        Map<String, double[]> rows = program.run(Quantities.engine(), KEY);
        Tensor y = Tensor.of(c.points());
        agree(rows.get(density), d.logProb(y), c + " " + density);
        if (hasCdf(d)) {
            agree(rows.get("cdf"), d.cdf(y), c + " cdf");
            agree(rows.get("lcdf"), d.logCdf(y), c + " lcdf");
            agree(rows.get("lccdf"), d.logCcdf(y), c + " lccdf");
            agree(rows.get("qf"), d.icdf(Tensor.of(PROBABILITIES)), c + " qf");
        }
    }

    private static void agree(double[] wanted, Tensor found, String what) {
        for (int i = 0; i < wanted.length; i++) {
            double w = wanted[i];
            assertEquals(w, found.values()[i], Double.isInfinite(w) ? 0 : 1e-11 * Math.max(Math.abs(w), 1e-3), what + " at the point numbered " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreFiniteDifferences(Case c) {
        Distribution d = c.distribution();
        double[] inside = Arrays.stream(c.points()).filter(y -> Double.isFinite(d.logProb(y)) && Math.abs(y) < 20).toArray();
        for (double y : inside) {
            DensityGradient gradient = d.logProbGradient(Tensor.scalar(y));
            assertEquals(d.logProb(y), gradient.logDensity().scalar(), 1e-12 * Math.max(1, Math.abs(d.logProb(y))));
            for (int p = 0; p < c.names().size(); p++) {
                int at = p;
                if (c.family().startsWith("truncated") && atLimit(d, y)) {
                    continue;
                }
                double wanted = slope(h -> c.make().apply(moved(c.parameters(), at, h)).logProb(y));
                if (Double.isFinite(wanted)) { // else the point leaves the support
                    close(wanted, gradient.parameters().get(c.names().get(p)), c + " by " + c.names().get(p) + " at " + y);
                }
            }
            if (!d.isDiscrete() && !atLimit(d, y)) {
                close(slope(h -> d.logProb(y + h)), gradient.value(), c + " by the value at " + y);
            }
        }
    }

    private static boolean atLimit(Distribution d, double y) {
        return !d.isDiscrete() && (!d.support().holds(y - 1e-4) || !d.support().holds(y + 1e-4));
    }

    private static double[] moved(double[] parameters, int at, double by) {
        double[] all = parameters.clone();
        all[at] += by;
        return all;
    }

    private static double slope(Function<Double, Double> f) {
        double h = 1e-5;
        return (f.apply(h) - f.apply(-h)) / (2 * h);
    }

    private static void close(double wanted, Tensor found, String what) {
        assertEquals(wanted, found == null ? 0 : found.scalar(), 2e-6 * Math.max(1, Math.abs(wanted)), what);
    }

    /** Draws have the distribution function; those that move do so at constant probability. */
    @ParameterizedTest
    @MethodSource("cases")
    void drawsAreThoseOfTheDistribution(Case c) {
        Distribution d = c.distribution();
        int n = 4000;
        Tensor draws = d.sample(KEY, n);
        assertEquals(draws, d.sample(KEY, n), "the same key, the same draws");
        assertTrue(d.support().holds(draws), c + " drew what it cannot");
        for (double q : new double[] {0.1, 0.5, 0.8}) {
            double y = hasCdf(d) ? d.icdf(q) : 0.4;
            double below = hasCdf(d) ? d.cdf(y) : integral(d, -Math.PI, y);
            double found = Arrays.stream(draws.values()).filter(x -> x <= y).count() / (double) n;
            assertEquals(below, found, 4.5 * Math.sqrt(below * (1 - below) / n) + 1e-9, c + " below " + y);
        }
    }

    private static double integral(Distribution d, double from, double to) {
        int n = 2000;
        return IntStream.range(0, n).mapToDouble(i -> Math.exp(d.logProb(from + (i + 0.5) * (to - from) / n)) * (to - from) / n).sum();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void drawsMoveWithTheParameters(Case c) {
        Distribution d = c.distribution();
        assertEquals(!d.isDiscrete() && hasCdf(d), d.hasRsample(), c.toString());
        if (!d.hasRsample() || c.family().startsWith("censored") || c.family().startsWith("folded")) {
            return;
        }
        double y = d.sample(KEY).scalar();
        Map<String, Tensor> slopes = d.rsample(KEY).gradient();
        for (int p = 0; p < c.names().size(); p++) {
            int at = p;
            close(slope(h -> c.make().apply(moved(c.parameters(), at, h)).icdf(d.cdf(y))), slopes.get(c.names().get(p)), c + " " + c.names().get(p));
        }
    }

    /** Draws beyond a limit are the limit and move with it; the absolute value moves as the value does, or against it. */
    @Test
    void limitedAndFoldedDrawsFollowTheBase() {
        Normal normal = Normal.of(0.3, 1.2);
        Tensor base = normal.sample(KEY, 200);
        Map<String, Tensor> limited = normal.censored(-0.7, 1.9).rsample(KEY, 200).gradient();
        assertEquals(Arrays.stream(base.values()).filter(y -> y < -0.7).count(), limited.get("least").scalar());
        assertEquals(Arrays.stream(base.values()).filter(y -> y > 1.9).count(), limited.get("most").scalar());
        assertEquals(Arrays.stream(base.values()).filter(y -> y >= -0.7 && y <= 1.9).count(), limited.get("mu").scalar(), 1e-9);
        assertEquals(Arrays.stream(base.values()).map(Math::signum).sum(), normal.folded().rsample(KEY, 200).gradient().get("mu").scalar(), 1e-9);
    }

    // ---- moments, batches, shapes

    @Test
    void momentsAreThoseOfDraws() {
        for (Distribution d : List.of(Poisson.of(3).zeroInflated(0.2), NegBinomial2.of(3, 2).hurdle(0.3),
                Mixture.of(WEIGHTS, Normal.of(0, 1), Gamma.of(3, 1), StudentT.of(9, 4, 2)), Mixture.of(WEIGHTS, Poisson.of(new double[] {1, 4, 9})))) {
            int n = 20_000;
            double[] draws = d.sample(KEY, n).values();
            double mean = Arrays.stream(draws).average().orElseThrow();
            double variance = Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
            assertEquals(d.mean().scalar(), mean, 5 * Math.sqrt(d.variance().scalar() / n), d.toString());
            assertEquals(d.variance().scalar(), variance, 0.06 * d.variance().scalar(), d.toString());
        }
    }

    @Test
    void aBatchIsItsElements() {
        Normal normals = Normal.of(new double[] {0, 1}, new double[] {1, 2});
        Distribution truncated = normals.truncated(Tensor.shaped(new int[] {3, 1}, -1, 0, 0.5), Tensor.scalar(2));
        assertArrayEquals(new int[] {3, 2}, truncated.batchShape());
        assertEquals(Normal.of(1, 2).truncated(0, 2).logProb(0.7), truncated.logProb(Tensor.scalar(0.7)).get(1, 1), 1e-14);
        assertArrayEquals(new int[] {4, 3, 2}, truncated.sample(KEY, 4).shape());
        assertArrayEquals(new int[] {3, 2}, truncated.logProbGradient(Tensor.scalar(0.7)).value().shape());
        assertArrayEquals(new int[] {3, 1}, truncated.logProbGradient(Tensor.scalar(0.7)).parameters().get("least").shape());
        assertArrayEquals(new int[] {3}, truncated.toEvent(1).logProb(Tensor.of(0.7, 1)).shape());
        assertEquals(0, truncated.mask(false).logProb(Tensor.scalar(0.7)).get(2, 1));
        assertArrayEquals(new int[] {5, 3, 2}, truncated.expand(5, 3, 2).icdf(Tensor.scalar(0.3)).shape());

        Mixture batch = Mixture.of(Tensor.shaped(new int[] {2, 3}, 0.2, 0.5, 0.3, 1, 0, 0), Poisson.of(new double[] {1, 4, 9}));
        assertArrayEquals(new int[] {2}, batch.batchShape());
        assertEquals(Poisson.of(1).logProb(2), batch.logProb(Tensor.scalar(2)).get(1), 1e-14);
        assertArrayEquals(new int[] {7, 2}, batch.sample(KEY, 7).shape());
        assertEquals(1, Arrays.stream(Binomial.of(4, 0.3).hurdle(0.2).enumerateSupport().values()).map(n -> Math.exp(Binomial.of(4, 0.3).hurdle(0.2).logProb(n))).sum(), 1e-12);
    }

    /** Containers mix as numbers do. */
    @Test
    void vectorsMix() {
        double[][] unit = {{1, 0}, {0, 1}};
        Tensor means = Tensor.of(new double[][] {{-1, 0}, {2, 2}});
        Mixture batched = Mixture.of(new double[] {0.4, 0.6}, MultiNormal.of(means, Tensor.of(unit)));
        Mixture listed = Mixture.of(new double[] {0.4, 0.6}, MultiNormal.of(new double[] {-1, 0}, unit), Normal.of(new double[] {2, 2}, new double[] {1, 1}).toEvent(1));
        Tensor y = Tensor.of(new double[][] {{0.5, 0.2}, {1, 1}, {-1, 3}});
        assertArrayEquals(batched.logProb(y).values(), listed.logProb(y).values(), 1e-13);
        assertArrayEquals(new double[] {0.8, 1.2}, batched.mean().values(), 1e-13);
        assertArrayEquals(new double[] {0.8, 1.2}, listed.mean().values(), 1e-13);
        assertArrayEquals(new int[] {5, 2}, batched.sample(KEY, 5).shape());
        assertArrayEquals(new int[] {5, 2}, listed.sample(KEY, 5).shape());
        assertArrayEquals(batched.logProbGradient(y).value().values(), listed.logProbGradient(y).value().values(), 1e-13);
        assertFalse(batched.hasRsample());
    }

    // ---- transforms

    @Test
    void aLogNormalIsATransformedNormal() {
        Distribution d = Normal.of(0.3, 1.2).transformed(Transform.bijectTo(Constraint.positive()));
        Distribution same = Lognormal.of(0.3, 1.2);
        Tensor y = Tensor.of(-1, 0.02, 0.9, 4, 80);
        agree(same.logProb(y).values(), d.logProb(y), "density");
        agree(same.cdf(y).values(), d.cdf(y), "cdf");
        agree(same.logCcdf(y).values(), d.logCcdf(y), "lccdf");
        agree(same.icdf(Tensor.of(PROBABILITIES)).values(), d.icdf(Tensor.of(PROBABILITIES)), "quantiles");
        DensityGradient wanted = same.logProbGradient(Tensor.of(0.02, 0.9, 4));
        DensityGradient found = d.logProbGradient(Tensor.of(0.02, 0.9, 4));
        assertArrayEquals(wanted.value().values(), found.value().values(), 1e-10);
        assertEquals(wanted.parameters().get("sigma").scalar(), found.parameters().get("sigma").scalar(), 1e-10);
        double draw = d.sample(KEY).scalar();
        assertEquals(draw, d.rsample(KEY).gradient().get("mu").scalar(), 1e-9 * draw);
        assertTrue(d.support().holds(0.1) && !d.support().holds(-0.1));
    }

    @Test
    void aDecreasingTransformTurnsTheTails() {
        Distribution d = Exponential.of(0.7).transformed(Transform.bijectTo(Constraints.upper(2)));
        double y = 0.5; // 2 - exp(x)
        assertEquals(1 - Exponential.of(0.7).cdf(Math.log(1.5)), d.cdf(y), 1e-14);
        assertEquals(0.3, d.cdf(d.icdf(0.3)), 1e-13);
        assertEquals(1, d.cdf(3));
        assertEquals(Double.NEGATIVE_INFINITY, d.logProb(1.5), "where the base has none");
    }

    @Test
    void vectorsAreTransformed() {
        Transform toSimplex = Transform.bijectTo(Constraints.offsetMultiplier(1, 2)).then(Transform.bijectTo(Constraints.simplex(3)));
        Distribution d = Normal.of(new double[] {0.2, -0.4}, new double[] {1, 0.5}).transformed(toSimplex);
        assertArrayEquals(new int[0], d.batchShape());
        assertArrayEquals(new int[] {3}, d.eventShape());
        Tensor y = d.sample(KEY);
        assertTrue(d.support().holds(y));
        double[] x = toSimplex.inverse(y).values();
        double base = Normal.of(0.2, 1).logProb(x[0]) + Normal.of(-0.4, 0.5).logProb(x[1]);
        assertEquals(base - toSimplex.logAbsDetJacobian(Tensor.of(x)).scalar(), d.logProb(y).scalar(), 1e-11);
        double slope = slope(h -> Normal.of(new double[] {0.2 + h, -0.4}, new double[] {1, 0.5}).transformed(toSimplex).logProb(y).scalar());
        assertEquals(slope, d.logProbGradient(y).parameters().get("mu").get(0), 1e-6);
        assertEquals(Double.NEGATIVE_INFINITY, d.logProb(Tensor.of(0.5, 0.6, 0.2)).scalar());
    }

    // ---- what is wrong is named

    private static void says(String message, Runnable wrong) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, wrong::run).getMessage());
    }

    @Test
    void messagesSayWhatIsWrong() {
        says("truncated_normal: most = 1 does not satisfy the constraint lower(2)", () -> Normal.of(0, 1).truncated(2, 1));
        says("truncated_poisson: least = 0.5 is not a whole number", () -> Poisson.of(1).truncated(0.5, 3));
        says("zero_inflated_poisson: gate = 1.5 does not satisfy the constraint lower_upper(0, 1)", () -> Poisson.of(1).zeroInflated(1.5));
        says("zero_inflated: values of normal are real numbers, and whole ones are needed", () -> Normal.of(0, 1).zeroInflated(0.2));
        says("folded: values of poisson are whole numbers, and real ones are needed", () -> Poisson.of(1).folded());
        says("truncated: values of multi_normal are containers, and one number is needed",
                () -> MultiNormal.of(new double[] {0, 0}, new double[][] {{1, 0}, {0, 1}}).truncated(0, 1));
        says("mixture: weights has the shape [2] for 3 components", () -> Mixture.of(new double[] {0.5, 0.5}, Normal.of(0, 1), Normal.of(1, 1), Normal.of(2, 1)));
        says("mixture: weights = [0.5, 0.6] does not satisfy the constraint simplex[2]", () -> Mixture.of(new double[] {0.5, 0.6}, Normal.of(0, 1), Normal.of(1, 1)));
        says("mixture: values of poisson are whole numbers, those of normal are real numbers",
                () -> Mixture.of(new double[] {0.5, 0.5}, Normal.of(0, 1), Poisson.of(1)));
        says("truncated_normal: most has the batch [3], the parameters before it have [2]",
                () -> Normal.of(new double[2], new double[] {1, 1}).truncated(Tensor.scalar(0), Tensor.of(1, 2, 3)));
        assertThrows(UnsupportedOperationException.class, () -> Normal.of(0, 1).sineSkewed(0.2));
    }
}
