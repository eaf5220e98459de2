package org.pmodel.library;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.PModel;
import org.pmodel.compiler.Source;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Question;

/**
 * A density of containers at one point, with its exact value and derivatives: a model whose parameters are the real arguments and whose data are the whole
 * ones and all sizes.
 *
 * @param arguments the variate, then the parameters, in order
 */
record ContainerTruth(String density, Map<String, JsonNode> arguments, JsonNode value, JsonNode gradient, JsonNode shapes) {
    static ContainerTruth of(JsonNode line) {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        arguments.put("y", line.get("variate"));
        line.get("params").fields().forEachRemaining(p -> arguments.put(p.getKey(), p.getValue()));
        return new ContainerTruth(line.get("distribution").asText(), arguments, line.get("value"), line.get("gradient"), line.get("matrix_gradient_shape"));
    }

    /** Arguments that are whole numbers have no derivative. */
    private boolean isWhole(String argument) {
        return !gradient.has(argument);
    }

    private static int rank(JsonNode value) {
        return value.isArray() ? 1 + rank(value.get(0)) : 0;
    }

    private static int size(JsonNode value, int dimension) {
        return dimension == 1 ? value.size() : value.get(0).size();
    }

    Source program() {
        StringBuilder data = new StringBuilder();
        StringBuilder parameters = new StringBuilder();
        List<String> names = new ArrayList<>(arguments.keySet());
        arguments.forEach((name, value) -> {
            int rank = rank(value);
            for (int k = 1; k <= rank; k++) {
                data.append("  int ").append(name).append('_').append(k).append(";\n");
            }
            if (isWhole(name)) {
                data.append(rank == 0 ? "  int " : "  array[" + name + "_1] int ").append(name).append(";\n");
            } else {
                parameters.append(rank == 0 ? "  real " : rank == 1 ? "  vector[" + name + "_1] " : "  matrix[" + name + "_1, " + name + "_2] ").append(name).append(";\n");
            }
        });
        return new Source("truth.pmodel", "data {\n" + data + "}\nparameters {\n" + parameters + "}\nmodel {\n  target += " + density + "(y | "
                + String.join(", ", names.subList(1, names.size())) + ");\n}\n");
    }

    private Data data() {
        Map<String, Object> values = new HashMap<>();
        arguments.forEach((name, value) -> {
            for (int k = 1; k <= rank(value); k++) {
                values.put(name + "_" + k, size(value, k));
            }
            if (isWhole(name)) {
                values.put(name, rank(value) == 0 ? (Object) value.asInt() : whole(value));
            }
        });
        return Data.of(values);
    }

    private static int[] whole(JsonNode value) {
        int[] whole = new int[value.size()];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = value.get(i).asInt();
        }
        return whole;
    }

    /** The elements of the real arguments, matrices column by column. */
    private double[] coordinates() {
        List<Double> all = new ArrayList<>();
        arguments.forEach((name, value) -> {
            if (!isWhole(name)) {
                elements(value).forEach(e -> all.add(e.asDouble()));
            }
        });
        return all.stream().mapToDouble(x -> x).toArray();
    }

    private static List<JsonNode> elements(JsonNode value) {
        List<JsonNode> all = new ArrayList<>();
        switch (rank(value)) {
            case 0 -> all.add(value);
            case 1 -> value.forEach(all::add);
            default -> {
                for (int j = 0; j < size(value, 2); j++) {
                    for (JsonNode row : value) {
                        all.add(row.get(j));
                    }
                }
            }
        }
        return all;
    }

    void check(PModel model, Accuracy accuracy) {
        double[] x = coordinates();
        try (Instance instance = model.compiled().bind(new Question.Gradient(false), data(), Key.of(0))) {
            double[] out = new double[x.length + 1];
            if (!instance.run(x, out)) {
                throw instance.fault();
            }
            double[] value = comparable(out);
            double[] truth = comparable(truth());
            double[] units = new double[value.length];
            for (int k = 0; k < x.length; k++) {
                double[] moved = x.clone();
                moved[k] = TruthProgram.shifted(x[k]);
                double places = (moved[k] - x[k]) / Math.ulp(x[k]);
                double[] there = new double[out.length];
                if (x[k] != 0 && instance.run(moved, there)) {
                    double[] other = comparable(there);
                    for (int i = 0; i < units.length; i++) {
                        units[i] = Math.max(units[i], Math.abs((other[i] - value[i]) / places));
                    }
                }
            }
            accuracy.add(density, x, value, truth, units);
        }
    }

    private double[] truth() {
        List<Double> all = new ArrayList<>(List.of(Double.parseDouble(value.asText())));
        arguments.keySet().stream().filter(a -> !isWhole(a)).forEach(a -> elements(gradient.get(a)).forEach(e -> all.add(Double.parseDouble(e.asText()))));
        return all.stream().mapToDouble(v -> v).toArray();
    }

    /** Derivatives that tables and kernels agree about: those of a triangle, or of both triangles together, in place of those of all elements of a matrix. */
    private double[] comparable(double[] result) {
        double[] compared = result.clone();
        int at = 1;
        for (Map.Entry<String, JsonNode> argument : arguments.entrySet()) {
            JsonNode value = argument.getValue();
            if (!isWhole(argument.getKey())) {
                if (shapes.has(argument.getKey())) {
                    triangle(result, compared, at, value.size(), shapes.get(argument.getKey()).asText());
                }
                at += elements(value).size();
            }
        }
        return compared;
    }

    private static void triangle(double[] result, double[] compared, int at, int n, String shape) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int here = at + j * n + i;
                int there = at + i * n + j;
                compared[here] = i < j || i == j && shape.equals("symoff") ? 0 : shape.equals("low") || i == j ? result[here] : result[here] + result[there];
            }
        }
    }

    @Override
    public String toString() {
        return density + Arrays.toString(coordinates());
    }
}
