package org.pmodel.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.engine.Engine;

/** Laws that the functions of every univariate family keep among each other: density, distribution function, quantile, draws and moments. */
class DistributionLawsTest {
    private static final double[] PROBABILITIES = {1e-15, 1e-6, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1 - 0x1p-20, 1 - 0x1p-40};
    /** For counts, whose heavy tails end with the whole numbers of the machine. */
    private static final double[] COUNT_PROBABILITIES = {1e-15, 1e-6, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999, 0.9999};
    private static final int DRAWS = 100_000;
    private static final int ENDS = 6;
    /** Points come in the order of quantiles, ends and draws. */
    private static final int FIRST_DRAW = PROBABILITIES.length + ENDS;
    private static final int POINTS = FIRST_DRAW + DRAWS;
    private static final int CELLS = 300;
    /** Kolmogorov's statistic, times the root of the number of draws, exceeds this once in ten million samples. */
    private static final double KOLMOGOROV = 2.9;
    private static final double STANDARD_ERRORS = 5;
    private static final ParameterValues[] SETTINGS = {ParameterValues.LARGE, ParameterValues.SMALL};
    private static final Engine ENGINE = Quantities.engine();

    @TestFactory
    Stream<DynamicTest> hold() {
        String only = System.getProperty("families", "");
        return Family.all().stream().filter(f -> (f.isReal() || f.isCount()) && f.has("lcdf")).filter(f -> f.name().matches(only + ".*"))
            .map(f -> dynamicTest(f.name(), () -> check(f)));
    }

    private static void check(Family family) {
        Map<String, double[]> rows = program(family).run(ENGINE, Key.of(1));
        List<Executable> laws = new ArrayList<>();
        for (int setting = 0; setting < SETTINGS.length; setting++) {
            Map<String, double[]> own = part(rows, setting);
            laws.add(() -> outside(family, own));
            laws.add(() -> complements(family, own));
            laws.add(() -> quantiles(family, own));
            laws.add(() -> draws(family, own));
            if (SETTINGS[setting] == ParameterValues.LARGE) {
                laws.add(() -> moments(own));
                laws.add(() -> information(own));
            }
        }
        List<String> broken = new ArrayList<>();
        for (Executable law : laws) {
            try {
                law.execute();
            } catch (Throwable e) {
                broken.add(e.getMessage());
            }
        }
        assertEquals(List.of(), broken, "broken laws of " + family);
    }

    private static Map<String, double[]> part(Map<String, double[]> rows, int setting) {
        Map<String, double[]> part = new LinkedHashMap<>();
        rows.forEach((name, values) -> {
            int size = values.length / SETTINGS.length;
            part.put(name, Arrays.copyOfRange(values, setting * size, (setting + 1) * size));
        });
        return part;
    }

    /** All that the laws need: values at quantiles, then at the ends of the support, then at draws, for each setting of the parameters. */
    private static Quantities program(Family family) {
        Quantities program = new Quantities(SETTINGS.length);
        boolean real = family.isReal();
        String number = real ? "real" : "int";
        program.line(family.declarations("a_", SETTINGS)).line(family.declarations("b_", ParameterValues.NEAR));
        String lower = family.bound("lower", "a_");
        String upper = family.bound("upper", "a_");
        String least = real ? "negative_infinity()" : "-2000000000";
        String most = real ? "positive_infinity()" : upper == null ? "1000" : "2000000000";
        String below = lower == null ? least : lower + " - 1";
        String above = upper == null ? most : upper + " + 1";
        program.line("array[" + ENDS + "] " + number + " ends = {" + least + ", " + below + ", " + (lower == null ? least : real ? lower : lower + " - 1") + ", "
                + (upper == null ? most : upper) + ", " + above + ", " + most + "};");
        program.line("array[" + PROBABILITIES.length + "] real probability = " + literal(probabilities(family)) + ";");
        program.row("y", POINTS).row("density", POINTS).row("cdf", POINTS).row("lcdf", POINTS).row("lccdf", POINTS).row("before", POINTS).row("other", POINTS);
        program.line("for (i in 1:" + POINTS + ") {").line(number + " y_i;")
            .line("if (i <= " + PROBABILITIES.length + ") y_i = " + family.call("quantile", "probability[i]", "a_") + ";")
            .line("else if (i <= " + FIRST_DRAW + ") y_i = ends[i - " + PROBABILITIES.length + "];")
            .line("else y_i = " + family.parameterCall("sample", "a_") + ";");
        program.set("y", "i", "y_i").set("density", "i", family.call(family.density(), "y_i", "a_"));
        program.line("if (i <= " + FIRST_DRAW + ") {");
        for (String role : List.of("lcdf", "lccdf")) {
            program.set(role, "i", family.call(role, "y_i", "a_"));
        }
        program.line("}");
        program.line("if (i <= " + (real ? POINTS : FIRST_DRAW) + ") {").set("cdf", "i", family.call("cdf", "y_i", "a_")).line("}");
        program.line("if (i > " + FIRST_DRAW + ") {").set("other", "i", family.call(family.density(), "y_i", "b_")).line("}");
        if (!real) {
            program.line("if (i <= " + PROBABILITIES.length + ") {").set("before", "i", family.call("cdf", "y_i - 1", "a_")).line("}");
        }
        program.line("}");
        if (!real) {
            program.row("start", 1).row("cell", CELLS).line("int origin = " + family.call("quantile", "1e-5", "a_") + ";").set("start", "1", "origin");
            program.line("for (i in 1:" + CELLS + ") {").set("cell", "i", "exp(" + family.call(family.density(), "origin + i - 1", "a_") + ")").line("}");
        }
        for (String role : List.of("mean", "variance", "entropy")) {
            if (family.has(role)) {
                program.row(role, 1).set(role, "1", family.parameterCall(role, "a_"));
            }
        }
        if (family.has("kl")) {
            program.row("kl", 1).set("kl", "1", family.parameterCall("kl", "a_", "b_"));
        }
        if (family.has("mode")) {
            program.row("mode", 1).row("at_mode", 1).line(number + " top = " + family.parameterCall("mode", "a_") + ";").set("mode", "1", "top")
                .set("at_mode", "1", family.call(family.density(), "top", "a_"));
        }
        return program;
    }

    private static double[] probabilities(Family family) {
        return family.isReal() ? PROBABILITIES : COUNT_PROBABILITIES;
    }

    private static String literal(double[] numbers) {
        return Arrays.toString(numbers).replace("[", "{").replace("]", "}");
    }

    /**
     * Outside of the support the density is zero and the distribution function zero or one; at its ends nothing is undefined. Counts without an upper
     * bound have no such end among the integers.
     */
    private static void outside(Family family, Map<String, double[]> rows) {
        boolean ends = family.isReal() || family.bound("upper", "") != null;
        for (int end = 0; end < (ends ? ENDS : ENDS / 2); end++) {
            int i = PROBABILITIES.length + end;
            String where = " at " + rows.get("y")[i] + ", the end numbered " + end;
            double density = rows.get("density")[i];
            assertTrue(end == 2 || end == 3 ? !Double.isNaN(density) : density == Double.NEGATIVE_INFINITY, () -> "log density " + density + where);
            boolean low = end < ENDS / 2;
            if (end == 2 && rows.get("y")[0] == rows.get("y")[i]) {
                continue; // the least value has a probability of its own
            }
            assertEquals(low ? 0 : 1, rows.get("cdf")[i] + 0.0, "cdf" + where);
            assertEquals(low ? Double.NEGATIVE_INFINITY : 0, rows.get("lcdf")[i] + 0.0, "lcdf" + where);
            assertEquals(low ? 0 : Double.NEGATIVE_INFINITY, rows.get("lccdf")[i] + 0.0, "lccdf" + where);
        }
    }

    /** The distribution function, its logarithm and that of its complement agree. */
    private static void complements(Family family, Map<String, double[]> rows) {
        for (int i = 0; i < PROBABILITIES.length; i++) {
            double cdf = rows.get("cdf")[i];
            assertEquals(Math.log(cdf), rows.get("lcdf")[i], 1e-12 * (1 + Math.abs(Math.log(cdf))), "lcdf and cdf at p = " + probabilities(family)[i]);
            assertEquals(1, cdf + Math.exp(rows.get("lccdf")[i]), 1e-12, "lccdf and cdf at p = " + probabilities(family)[i]);
        }
    }

    /** The quantile is the inverse of the distribution function: a count is the first where it reaches the probability. */
    private static void quantiles(Family family, Map<String, double[]> rows) {
        for (int i = 0; i < PROBABILITIES.length; i++) {
            double p = probabilities(family)[i];
            double cdf = rows.get("cdf")[i];
            String where = ", " + rows.get("y")[i] + ", at p = " + p;
            boolean atEnd = rows.get("y")[i] == rows.get("y")[PROBABILITIES.length + 2] || rows.get("y")[i] == rows.get("y")[PROBABILITIES.length + 3];
            if (family.isReal() && !atEnd) { // or rounded to it, or with a probability of its own
                double tail = p < 0.5 ? cdf : Math.exp(rows.get("lccdf")[i]);
                double wanted = p < 0.5 ? p : 1 - p;
                assertEquals(1, tail / wanted, 1e-9 + 4e-16 * Math.abs(slope(rows, i)) / wanted, () -> "cdf of quantile" + where);
            } else if (family.isCount()) {
                boolean enough = p < 0.5 ? cdf >= p * (1 - 1e-12) : Math.exp(rows.get("lccdf")[i]) <= (1 - p) * (1 + 1e-9);
                assertTrue(enough && rows.get("before")[i] <= p * (1 + 1e-12), () -> "cdf of quantile" + where);
            }
        }
    }

    /** The change of the distribution function for a relative change of its argument, or of a bound of the support beside which it lies. */
    private static double slope(Map<String, double[]> rows, int i) {
        double scale = Math.abs(rows.get("y")[i]);
        for (int end = 2; end <= 3; end++) {
            double bound = Math.abs(rows.get("y")[PROBABILITIES.length + end]);
            scale = Double.isInfinite(bound) ? scale : Math.max(scale, bound);
        }
        return scale * Math.exp(rows.get("density")[i]);
    }

    /** Draws agree with the distribution function, by Kolmogorov's or the chi-square statistic. */
    private static void draws(Family family, Map<String, double[]> rows) {
        if (family.isReal()) {
            double[] u = drawn(rows, "cdf");
            Arrays.sort(u);
            double distance = 0;
            for (int i = 0; i < DRAWS; i++) {
                boolean repeated = i > 0 && u[i] == u[i - 1];
                boolean repeats = i + 1 < DRAWS && u[i] == u[i + 1]; // a value with a probability of its own
                distance = Math.max(distance, repeated || repeats ? 0 : u[i] - (double) i / DRAWS);
                distance = Math.max(distance, repeats ? 0 : (i + 1.0) / DRAWS - u[i]);
            }
            assertTrue(Math.sqrt(DRAWS) * distance < KOLMOGOROV, "Kolmogorov's statistic of draws is " + Math.sqrt(DRAWS) * distance);
        } else {
            chiSquare(rows.get("cell"), rows.get("start")[0], drawn(rows, "y"));
        }
    }

    /** Cells in which few draws are expected, and what lies beside all of them, are put together. */
    private static void chiSquare(double[] probability, double start, double[] draws) {
        double[] counts = new double[CELLS + 1];
        for (double d : draws) {
            int cell = (int) Math.min(Math.max(d - start, -1), CELLS);
            counts[cell < 0 ? CELLS : cell]++;
        }
        double statistic = 0;
        int cells = 0;
        double restExpected = DRAWS;
        double restCount = DRAWS;
        for (int i = 0; i < CELLS; i++) {
            double expected = DRAWS * probability[i];
            if (expected >= 20) {
                statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
                restExpected -= expected;
                restCount -= counts[i];
                cells++;
            }
        }
        if (restExpected >= 20) {
            statistic += (restCount - restExpected) * (restCount - restExpected) / restExpected;
        } else {
            assertEquals(restExpected, restCount, STANDARD_ERRORS * Math.sqrt(20), "draws outside of the likely values");
        }
        double freedom = Math.max(1, cells - 1);
        double deviation = (statistic - freedom) / Math.sqrt(2 * freedom);
        double found = statistic;
        assertTrue(deviation < 6, () -> "chi-square statistic of draws is " + found + " for " + freedom + " degrees of freedom");
    }

    /** Mean and variance are those of the draws, where they are finite. */
    private static void moments(Map<String, double[]> rows) {
        double[] draws = drawn(rows, "y");
        if (rows.containsKey("mean") && Double.isFinite(rows.get("mean")[0])) {
            agree("mean", rows.get("mean")[0], draws);
            if (rows.containsKey("variance") && Double.isFinite(rows.get("variance")[0])) {
                double mean = rows.get("mean")[0];
                agree("variance", rows.get("variance")[0], Arrays.stream(draws).map(d -> (d - mean) * (d - mean)).toArray());
            }
        }
    }

    /** Entropy and divergence are means of log densities over draws; nowhere is the density larger than at the mode. */
    private static void information(Map<String, double[]> rows) {
        double[] density = drawn(rows, "density");
        if (rows.containsKey("entropy")) {
            agree("entropy", rows.get("entropy")[0], Arrays.stream(density).map(d -> -d).toArray());
        }
        if (rows.containsKey("kl")) {
            double[] other = drawn(rows, "other");
            double[] difference = new double[DRAWS];
            Arrays.setAll(difference, i -> density[i] - other[i]);
            agree("kl", rows.get("kl")[0], difference);
        }
        if (rows.containsKey("mode")) {
            double top = Arrays.stream(density).max().orElseThrow();
            assertTrue(rows.get("at_mode")[0] >= top - 1e-9, () -> "log density " + rows.get("at_mode")[0] + " at the mode " + rows.get("mode")[0] + ", " + top + " at a draw");
        }
    }

    /** A row's values at draws. */
    private static double[] drawn(Map<String, double[]> rows, String row) {
        return Arrays.copyOfRange(rows.get(row), FIRST_DRAW, POINTS);
    }

    private static void agree(String what, double stated, double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        if (Double.isInfinite(mean) && mean == stated) {
            return;
        }
        double[] squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray();
        double variance = Arrays.stream(squares).average().orElseThrow();
        if (Arrays.stream(squares).max().orElseThrow() > 0.05 * variance * values.length) {
            return; // one draw decides: the mean over draws says nothing yet
        }
        assertEquals(stated, mean, STANDARD_ERRORS * Math.sqrt(variance / values.length) + 1e-9 * Math.abs(stated), what + " of draws");
    }
}
