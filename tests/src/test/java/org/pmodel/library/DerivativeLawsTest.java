package org.pmodel.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Question;

/**
 * Laws of derivatives for every univariate family: those of the log density are finite wherever it is, at the ends of the support and for extreme
 * parameters too; that of the distribution function is the density, and for counts its step is the probability.
 */
class DerivativeLawsTest {
    private static final double[] PROBABILITIES = {1e-15, 1e-6, 0.01, 0.3, 0.5, 0.9, 0.99, 1 - 0x1p-20, 1 - 0x1p-40};
    private static final int QUANTILES = PROBABILITIES.length;
    private static final int ENDS = 6;
    private static final int POINTS = QUANTILES + ENDS;
    private static final ParameterValues[] SETTINGS = {ParameterValues.LARGE, ParameterValues.SMALL, ParameterValues.SLIGHT, ParameterValues.VAST};
    private static final int ALL = POINTS * SETTINGS.length;
    private static final double RELATIVE = 1e-9;
    /** Log densities below are not those of normal numbers. */
    private static final double LEAST = -690;
    private static final Engine ENGINE = Quantities.engine();

    @TestFactory
    Stream<DynamicTest> hold() {
        String only = System.getProperty("families", "");
        return Family.all().stream().filter(f -> (f.isReal() || f.isCount()) && f.has("quantile")).filter(f -> f.name().matches(only + ".*"))
            .map(f -> dynamicTest(f.name(), () -> assertEquals(List.of(), new Points(f).broken(), "broken laws of " + f)));
    }

    /** A family's functions at all points, by a model whose parameters weigh them and move what they are given, all of which are zero or one. */
    private static final class Points {
        private final Family family;
        private final StringBuilder parameters = new StringBuilder();
        private final StringBuilder model = new StringBuilder();
        private final List<String> functions = new ArrayList<>();
        /** Where in the parameters those of a name begin. */
        private final Map<String, Integer> places = new LinkedHashMap<>();
        private int size;
        private double[] slopes;

        Points(Family family) {
            this.family = family;
            parameter("at", 1);
            family.realParameters().forEach((name, numbers) -> parameter("by_" + name, numbers));
            line("for (setting in 1:" + SETTINGS.length + ") {").line(family.declarations("a_", SETTINGS));
            line("array[" + QUANTILES + "] real probability = " + Arrays.toString(PROBABILITIES).replace('[', '{').replace(']', '}') + ";");
            String number = family.isReal() ? "real" : "int";
            line("array[" + ENDS + "] " + number + " ends = " + ends() + ";");
            line("for (i in 1:" + POINTS + ") {").line("int k = (setting - 1) * " + POINTS + " + i;").line(number + " y;");
            line("if (i <= " + QUANTILES + ") y = " + family.call("quantile", "probability[i]", "a_") + "; else y = ends[i - " + QUANTILES + "];");
            line("target += at[k] * y;").line(family.moved("m_", "a_", "by_", "k"));
            function("density", family.density(), "y", "m_");
            for (String role : List.of("cdf", "lcdf", "lccdf")) {
                function(role, role, "y", "a_");
                if (family.isCount()) {
                    function("before_" + role, role, "y - 1", "a_");
                }
            }
            line("}").line("}");
        }

        private Points line(String text) {
            model.append("  ").append(text).append('\n');
            return this;
        }

        private void parameter(String name, int numbers) {
            parameters.append(numbers == 1 ? "  vector[" + ALL + "] " : "  array[" + ALL + "] vector[" + numbers + "] ").append(name).append(";\n");
            places.put(name, size);
            size += numbers * ALL;
        }

        /** A function at a place of its own, which alone moves its derivative. */
        private void function(String name, String role, String value, String prefix) {
            parameter("of_" + name, 1);
            functions.add(name);
            if (family.isReal()) {
                parameter("to_" + name, 1);
            }
            line("target += of_" + name + "[k] * " + family.call(role, family.isReal() ? value + " + to_" + name + "[k]" : value, prefix) + ";");
        }

        /** Points in the support at its ends, and far out. */
        private String ends() {
            String lower = family.bound("lower", "a_");
            String upper = family.bound("upper", "a_");
            if (family.isCount()) {
                return lower == null ? "{-100000, -100, -1, 0, 100, 100000}" : "{" + lower + ", " + lower + " + 1, " + lower + " + 2, " + lower + " + 100, " + lower + " + 1000, "
                    + (upper == null ? lower + " + 100000" : upper) + "}";
            }
            if (lower == null && upper == null) {
                return "{-1e100, -1e10, -1e-100, 0, 1e10, 1e100}";
            }
            if (lower != null && upper != null) {
                String width = " * (" + upper + " - " + lower + ")";
                return "{" + lower + ", " + lower + " + 1e-100, " + lower + " + 1e-10" + width + ", " + lower + " + 0.5" + width + ", " + upper + " - 1e-10" + width + ", " + upper + "}";
            }
            String end = lower != null ? lower + " + " : upper + " - ";
            return "{" + end + "0, " + end + "1e-100, " + end + "1e-10, " + end + "1e5, " + end + "1e10, " + end + "1e100}";
        }

        List<String> broken() {
            String text = "parameters {\n" + parameters + "}\nmodel {\n" + model + "}\n";
            double[] x = new double[size];
            functions.forEach(f -> Arrays.fill(x, places.get("of_" + f), places.get("of_" + f) + ALL, 1));
            slopes = new double[size + 1];
            try (PModel compiled = Models.compile(new Source("derivatives.pmodel", text), CompilerOptions.DEFAULT, ENGINE, message -> { });
                    Instance gradient = compiled.compiled().bind(new Question.Gradient(false), Data.of(Map.of()), Key.of(0))) {
                gradient.run(x, slopes);
            }
            List<String> broken = new ArrayList<>();
            for (int k = 0; k < ALL; k++) {
                finite(k, broken);
                if (k % POINTS < QUANTILES && family.isReal()) {
                    slope(k, broken);
                } else if (k % POINTS < QUANTILES) {
                    step(k, broken);
                }
            }
            return broken;
        }

        private double get(String name, int k) {
            return slopes[1 + places.get(name) + k];
        }

        private String where(int k) {
            return " at " + get("at", k) + ", point " + k % POINTS + " of " + SETTINGS[k / POINTS];
        }

        /** Derivatives of a finite log density are finite. */
        private void finite(int k, List<String> broken) {
            if (!Double.isFinite(get("of_density", k))) {
                return;
            }
            if (family.isReal() && !Double.isFinite(get("to_density", k))) {
                broken.add("slope " + get("to_density", k) + " of the log density " + get("of_density", k) + where(k));
            }
            family.realParameters().forEach((name, numbers) -> {
                for (int j = 0; j < numbers; j++) {
                    double slope = slopes[1 + places.get("by_" + name) + k * numbers + j];
                    if (!Double.isFinite(slope)) {
                        broken.add("slope " + slope + " to " + name + " of the log density " + get("of_density", k) + where(k));
                    }
                }
            });
        }

        /** The derivative of a distribution function is the density, and that of its logarithm the density over it. */
        private void slope(int k, List<String> broken) {
            double density = get("of_density", k);
            double cdf = get("of_cdf", k);
            double p = PROBABILITIES[k % POINTS];
            if (!Double.isFinite(density) || density < LEAST || Math.abs(cdf - p) > 1e-6 * Math.min(p, 1 - p) + 1e-13) {
                return; // nothing is left of the density, or the quantile has a probability of its own
            }
            agree("cdf", Math.exp(density), get("to_cdf", k), k, broken);
            if (Double.isFinite(get("of_lcdf", k))) {
                agree("lcdf", Math.exp(density - get("of_lcdf", k)), get("to_lcdf", k), k, broken);
            }
            if (Double.isFinite(get("of_lccdf", k))) {
                agree("lccdf", -Math.exp(density - get("of_lccdf", k)), get("to_lccdf", k), k, broken);
            }
        }

        private void agree(String function, double density, double slope, int k, List<String> broken) {
            double rounding = 1e-15 * Math.abs(get("to_density", k) * get("at", k));
            if (!(Math.abs(density - slope) <= (RELATIVE + rounding) * Math.abs(density) + 1e-300)) {
                broken.add("the density says " + density + ", the slope of the " + function + " is " + slope + where(k));
            }
        }

        /** The step of a distribution function of counts is the probability, by the smaller tail. */
        private void step(int k, List<String> broken) {
            double mass = Math.exp(get("of_density", k));
            boolean low = get("of_cdf", k) < 0.5;
            double here = Math.exp(get(low ? "of_lcdf" : "of_lccdf", k));
            double before = Math.exp(get(low ? "of_before_lcdf" : "of_before_lccdf", k));
            double step = low ? here - before : before - here;
            if (!(Math.abs(mass - step) <= RELATIVE * mass + 1e-11 * Math.max(here, before))) {
                broken.add("the probability is " + mass + ", the step of the distribution function is " + step + where(k));
            }
            if (!(Math.abs(mass - (get("of_cdf", k) - get("of_before_cdf", k))) <= RELATIVE * mass + 1e-12)) {
                broken.add("the probability is " + mass + ", the step of the cdf is " + (get("of_cdf", k) - get("of_before_cdf", k)) + where(k));
            }
        }
    }
}
