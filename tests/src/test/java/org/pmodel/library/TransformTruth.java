package org.pmodel.library;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Question;

/** A point of the unconstrained space of a transform, the value it belongs to and the logarithm of the determinant, exactly. */
record TransformTruth(String transform, JsonNode free, JsonNode parameters, JsonNode value, JsonNode logJacobian) {
    /** How far a value is moved to see what one place matters: farther than rounding hides. */
    private static final int PLACES = 4;

    static TransformTruth of(JsonNode line) {
        return new TransformTruth(line.get("transform").asText(), line.get("unconstrained"), line.get("params"), line.get("constrained"), line.get("log_abs_det_jacobian"));
    }

    /** The transforms of the library behind the names of declarations. */
    private static CompilerOptions options(String transform) {
        return CompilerOptions.DEFAULT.withTransforms(transform.endsWith("stick_breaking")
                ? Map.of("simplex", "simplex_stick_breaking", "column_stochastic_matrix", "column_stochastic_matrix_stick_breaking", "row_stochastic_matrix",
                        "row_stochastic_matrix_stick_breaking")
                : Map.of());
    }

    private static String declaration(String transform) {
        return switch (transform) {
            case "lower" -> "real<lower=lb>";
            case "upper" -> "real<upper=ub>";
            case "lower_upper" -> "real<lower=lb, upper=ub>";
            case "offset_multiplier" -> "real<offset=offset, multiplier=multiplier>";
            case "simplex_ilr", "simplex_stick_breaking" -> "simplex[M]";
            case "column_stochastic_ilr", "column_stochastic_stick_breaking" -> "column_stochastic_matrix[M, N]";
            case "row_stochastic_ilr", "row_stochastic_stick_breaking" -> "row_stochastic_matrix[M, N]";
            case "cholesky_factor_cov" -> "cholesky_factor_cov[M, N]";
            default -> transform + "[M]";
        };
    }

    static PModel compile(String transform, Engine engine) {
        // names that the language has for bounds are others here
        String declared = declaration(transform).replace("=offset", "=location").replace("=multiplier", "=scale");
        String program = "data {\n  int M;\n  int N;\n  real lb;\n  real ub;\n  real location;\n  real scale;\n}\nparameters {\n  " + declared + " y;\n}\n";
        return Models.compile(new Source("truth.pmodel", program), options(transform), engine, message -> { });
    }

    private Data data() {
        Map<String, Object> values = new HashMap<>();
        values.put("M", value.size());
        values.put("N", value.get(0).isArray() ? value.get(0).size() : 0);
        Map.of("lb", "lb", "ub", "ub", "offset", "location", "multiplier", "scale")
                .forEach((name, ours) -> values.put(ours, parameters.has(name) ? Double.parseDouble(parameters.get(name).asText().replace("inf", "Infinity")) : 1.0));
        return Data.of(values);
    }

    /** Matrices column by column. */
    private static double[] elements(JsonNode node) {
        List<Double> all = new ArrayList<>();
        if (node.size() > 0 && node.get(0).isArray()) {
            for (int j = 0; j < node.get(0).size(); j++) {
                for (JsonNode row : node) {
                    all.add(Double.parseDouble(row.get(j).asText()));
                }
            }
        } else {
            node.forEach(e -> all.add(Double.parseDouble(e.asText())));
        }
        return all.stream().mapToDouble(x -> x).toArray();
    }

    /** The log determinant, then the value; and the way back. */
    void check(PModel model, Accuracy accuracy, Accuracy back) {
        double[] x = elements(free);
        double[] y = elements(value);
        double[] truth = new double[1 + y.length];
        truth[0] = Double.parseDouble(logJacobian.asText());
        System.arraycopy(y, 0, truth, 1, y.length);
        Data data = data();
        try (Instance jacobian = model.compiled().bind(new Question.LogDensity(true), data, Key.of(0));
                Instance forward = model.compiled().bind(new Question.Values(false), data, Key.of(0));
                Instance inverse = model.compiled().bind(new Question.Unconstrain(), data, Key.of(0))) {
            double[] here = run(jacobian, forward, x, y.length);
            double[] units = new double[truth.length];
            for (int k = 0; k < x.length; k++) {
                double[] moved = x.clone();
                moved[k] = TruthProgram.shifted(x[k]);
                double[] there = run(jacobian, forward, moved, y.length);
                for (int i = 0; i < units.length && x[k] != 0; i++) {
                    units[i] = Math.max(units[i], Math.abs((there[i] - here[i]) / ((moved[k] - x[k]) / Math.ulp(x[k]))));
                }
            }
            accuracy.add(transform, x, here, truth, units);
            back(inverse, x, Arrays.copyOfRange(here, 1, here.length), back);
        }
    }

    private static double[] run(Instance jacobian, Instance forward, double[] x, int size) {
        double[] density = new double[1 + x.length];
        double[] value = new double[size];
        if (!jacobian.run(x, density) || !forward.run(x, value)) {
            throw jacobian.fault();
        }
        double[] all = new double[1 + size];
        all[0] = density[0];
        System.arraycopy(value, 0, all, 1, size);
        return all;
    }

    /** The coordinates of the value, as far as the last places of the value and of bounds tell them. */
    private void back(Instance inverse, double[] x, double[] y, Accuracy back) {
        double[] again = new double[x.length];
        double[] truth = x.clone();
        if (transform.equals("unit_vector")) { // only the direction is kept
            double length = Math.sqrt(Arrays.stream(x).map(e -> e * e).sum());
            Arrays.setAll(truth, k -> x[k] / length);
        }
        if (!inverse.run(y, again) || Arrays.stream(again).anyMatch(Double::isInfinite)) {
            return; // a value that rounding took to the boundary
        }
        double[] units = new double[x.length];
        List<Double> bounds = new ArrayList<>();
        parameters.forEach(p -> bounds.add(Double.parseDouble(p.asText().replace("inf", "0"))));
        for (int k = 0; k < y.length; k++) {
            double[] moved = y.clone();
            moved[k] = y[k] + PLACES * bounds.stream().mapToDouble(Math::ulp).reduce(Math.ulp(y[k]), Math::max);
            double[] there = new double[x.length];
            if (inverse.run(moved, there)) {
                for (int i = 0; i < units.length; i++) {
                    units[i] += Math.abs(there[i] - again[i]) / PLACES;
                }
            }
        }
        back.add(transform + " back", y, again, truth, units);
    }
}
