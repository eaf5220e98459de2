package org.pmodel.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.compiler.Compiler;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Question;

/**
 * A model whose parameters are the arguments of some functions at all points of theirs, and a weight of one for each point; its log density is the sum of
 * the weighted values. One gradient holds every value, as the derivative to its weight, and every partial derivative.
 */
record TruthProgram(List<TruthTable.Function> functions) {
    /** What came out for one point. */
    record Result(double value, double[] partials) {}

    /** Whether the library has the function for such arguments. */
    static boolean exists(TruthTable.Function function) {
        return Compiler.compile(new TruthProgram(List.of(function)).source(), CompilerOptions.DEFAULT).succeeded();
    }

    private Source source() {
        StringBuilder data = new StringBuilder();
        StringBuilder parameters = new StringBuilder();
        StringBuilder model = new StringBuilder();
        for (int f = 0; f < functions.size(); f++) {
            TruthTable.Function function = functions.get(f);
            int n = function.points().size();
            List<String> arguments = new ArrayList<>();
            for (int a = 0; a < function.whole().size(); a++) {
                String name = "f" + f + "_" + a;
                arguments.add(name + "[n]");
                (function.whole().get(a) ? data.append("  array[" + n + "] int ") : parameters.append("  vector[" + n + "] ")).append(name).append(";\n");
            }
            parameters.append("  vector[" + n + "] w" + f + ";\n");
            model.append("  for (n in 1:" + n + ") target += w" + f + "[n] * " + function.call(arguments) + ";\n");
        }
        return new Source("truth.pmodel", "data {\n" + data + "}\nparameters {\n" + parameters + "}\nmodel {\n" + model
                + "}\n");
    }

    private Data data() {
        Map<String, int[]> values = new HashMap<>();
        for (int f = 0; f < functions.size(); f++) {
            for (int a = 0; a < functions.get(f).whole().size(); a++) {
                if (functions.get(f).whole().get(a)) {
                    int argument = a;
                    values.put("f" + f + "_" + a, functions.get(f).points().stream().mapToInt(p -> (int) p.arguments()[argument]).toArray());
                }
            }
        }
        return Data.of(values);
    }

    /** The parameters, function by function and argument by argument, by a rule for the argument of a point with some number; then its weights. */
    private double[] coordinates(ToDoubleBiFunction<TruthTable.Point, Integer> argument) {
        List<Double> all = new ArrayList<>();
        for (TruthTable.Function function : functions) {
            for (int a = 0; a < function.whole().size(); a++) {
                if (!function.whole().get(a)) {
                    for (TruthTable.Point p : function.points()) {
                        all.add(argument.applyAsDouble(p, a));
                    }
                }
            }
            function.points().forEach(p -> all.add(1.0));
        }
        return all.stream().mapToDouble(x -> x).toArray();
    }

    /**
     * Values and partial derivatives on an engine: at the points themselves, then with the first, second … argument moved by a relative {@code 2^-32}.
     *
     * @return by shift, function and point
     */
    List<List<List<Result>>> run(Engine engine) {
        int shifts = functions.stream().mapToInt(f -> f.whole().size()).max().orElse(0);
        List<List<List<Result>>> results = new ArrayList<>();
        try (PModel model = Models.compile(source(), CompilerOptions.DEFAULT, engine, message -> { });
                Instance gradient = model.compiled().bind(new Question.Gradient(false), data(), Key.of(0))) {
            for (int s = -1; s < shifts; s++) {
                int moved = s;
                double[] x = coordinates((p, a) -> a == moved ? shifted(p.arguments()[a]) : p.arguments()[a]);
                double[] slopes = new double[x.length + 1];
                gradient.run(x, slopes);
                results.add(split(slopes));
            }
        }
        return results;
    }

    static double shifted(double x) {
        return x * (1 + 0x1p-32);
    }

    private List<List<Result>> split(double[] gradient) {
        List<List<Result>> results = new ArrayList<>();
        int slope = 1;
        for (TruthTable.Function function : functions) {
            int n = function.points().size();
            int reals = (int) function.whole().stream().filter(w -> !w).count();
            List<Result> points = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                double[] partials = new double[function.whole().size()];
                int at = slope + i;
                for (int a = 0; a < partials.length; a++) {
                    boolean whole = function.whole().get(a);
                    partials[a] = whole ? Double.NaN : gradient[at];
                    at += whole ? 0 : n;
                }
                points.add(new Result(gradient[slope + reals * n + i], partials));
            }
            slope += (reals + 1) * n;
            results.add(points);
        }
        return results;
    }
}
