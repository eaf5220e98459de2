package org.pmodel.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pmodel.compiler.Compiler;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.engine.Engine;

/**
 * Laws of draws and densities of the families without a distribution function: the mean ratio of two densities of the family over draws of the second is
 * one, so that densities are normalised alike and draws are theirs; means, variances, entropies and divergences are those of draws.
 */
class MultivariateLawsTest {
    private static final int DRAWS = 20_000;
    private static final double STANDARD_ERRORS = 5;
    private static final Engine ENGINE = Quantities.engine();

    @TestFactory
    Stream<DynamicTest> hold() {
        String only = System.getProperty("families", "");
        return Family.all().stream().filter(f -> !f.has("lcdf") && !f.isImproper() && f.name().matches(only + ".*")).map(f -> dynamicTest(f.name(), () -> check(f)));
    }

    private static void check(Family family) {
        String sample = Stream.of(family.name() + "_rng(" + String.join(", ", family.arguments("a_")) + ")",
                family.name() + "_rng(" + String.join(", ", family.arguments("a_")) + ", 3)",
                family.name() + "_rng(3, " + String.join(", ", family.arguments("a_")) + ")").filter(call -> isKnown(family, call)).findFirst().orElse(null);
        assertTrue(sample != null, "no draws of " + family);
        Map<String, double[]> rows = program(family, sample).run(ENGINE, Key.of(2));
        double[] density = rows.get("density");
        double[] other = rows.get("other");
        double[] ratio = new double[DRAWS];
        Arrays.setAll(ratio, i -> Math.exp(other[i] - density[i]));
        agree(family + ": mean ratio of densities", family.has("log_total") ? rows.get("total")[0] : 1, ratio);
        if (family.has("entropy")) {
            agree(family + ": entropy", rows.get("entropy")[0], Arrays.stream(density).map(d -> -d).toArray());
        }
        if (family.has("kl")) {
            double[] difference = new double[DRAWS];
            Arrays.setAll(difference, i -> density[i] - other[i]);
            agree(family + ": kl", rows.get("kl")[0], difference);
        }
        if (family.has("mode")) {
            double top = Arrays.stream(density).max().orElseThrow();
            assertTrue(rows.get("at_mode")[0] >= top - 1e-9, () -> family + ": log density " + rows.get("at_mode")[0] + " at the mode, " + top + " at a draw");
        }
        for (String moment : List.of("mean", "variance")) {
            if (family.has(moment)) {
                assertEquals(0, rows.get(moment)[0], STANDARD_ERRORS, () -> family + ": " + moment + " of draws in standard errors");
            }
        }
    }

    private static boolean isKnown(Family family, String call) {
        String text = "generated quantities {\n  {\n    int setting = 1;\n" + family.declarations("a_", ParameterValues.LARGE)
                + "    print(" + call + ");\n  }\n}\n";
        return Compiler.compile(new Source("draws.pmodel", text), CompilerOptions.DEFAULT).succeeded();
    }

    private static Quantities program(Family family, String sample) {
        Quantities program = new Quantities(1);
        program.line(family.declarations("a_", ParameterValues.LARGE)).line(family.declarations("b_", ParameterValues.NEAR));
        String type = family.isScalar() ? "real" : "vector[n]";
        String flat = family.isScalar() ? "" : "to_vector";
        program.line("int n = " + (family.isScalar() ? "1" : "num_elements(" + sample + ")") + ";");
        program.row("density", DRAWS).row("other", DRAWS);
        for (int i = 1; i <= 4; i++) {
            program.line(type + " s" + i + " = " + (family.isScalar() ? "0" : "rep_vector(0, n)") + ";");
        }
        if (family.has("mean")) {
            program.line(type + " center = " + flat + "(" + family.parameterCall("mean", "a_") + ");");
        } else {
            program.line(type + " center = s1;");
        }
        program.line("for (i in 1:" + DRAWS + ") {").line(family.declared("d") + " = " + sample + ";")
            .set("density", "i", family.call(family.density(), "d", "a_")).set("other", "i", family.call(family.density(), "d", "b_"))
            .line(type + " x = " + flat + "(d) - center;")
            .line("s1 += x; s2 += square(x); s4 += square(square(x));").line("}");
        program.line("s1 /= " + DRAWS + "; s2 /= " + DRAWS + "; s4 /= " + DRAWS + ";");
        if (family.has("mean")) {
            program.row("mean", 1).set("mean", "1", "max(fabs(s1) ./ (sqrt(s2 / " + DRAWS + ") + 1e-12))".replace(family.isScalar() ? "max" : "", ""));
        }
        if (family.has("variance")) {
            program.line(type + " spread = " + flat + "(" + family.parameterCall("variance", "a_") + ");");
            program.row("variance", 1).set("variance", "1", "max(fabs(s2 - spread) ./ (sqrt((s4 - square(s2)) / " + DRAWS + ") + 1e-12))"
                    .replace(family.isScalar() ? "max" : "", ""));
        }
        if (family.has("entropy")) {
            program.row("entropy", 1).set("entropy", "1", family.parameterCall("entropy", "a_"));
        }
        if (family.has("log_total")) {
            program.row("total", 1).set("total", "1", "exp(" + family.parameterCall("log_total", "b_") + " - " + family.parameterCall("log_total", "a_") + ")");
        }
        if (family.has("kl")) {
            program.row("kl", 1).set("kl", "1", family.parameterCall("kl", "a_", "b_"));
        }
        if (family.has("mode")) {
            program.row("at_mode", 1).set("at_mode", "1", family.call(family.density(), family.parameterCall("mode", "a_"), "a_"));
        }
        return program;
    }

    private static void agree(String what, double stated, double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        assertEquals(stated, mean, STANDARD_ERRORS * Math.sqrt(variance / values.length) + 1e-9 * Math.abs(stated), what + " of draws");
    }
}
