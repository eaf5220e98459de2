package org.pmodel.library;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Question;

/** A program without data and parameters that computes rows of numbers, in each of some settings, which its variable {@code setting} counts. */
final class Quantities {
    private final int settings;
    private final Map<String, Integer> sizes = new LinkedHashMap<>();
    private final StringBuilder declarations = new StringBuilder();
    private final StringBuilder statements = new StringBuilder();

    Quantities(int settings) {
        this.settings = settings;
    }

    /** Declares a row of so many numbers for each setting. */
    Quantities row(String name, int size) {
        sizes.put(name, size);
        declarations.append("  array[").append(settings * size).append("] real row_").append(name).append(" = rep_array(0.0, ").append(settings * size).append(");\n");
        return this;
    }

    Quantities line(String statement) {
        statements.append("    ").append(statement).append('\n');
        return this;
    }

    /** Sets an element of a row. */
    Quantities set(String row, String index, String value) {
        return line("row_" + row + "[(setting - 1) * " + sizes.get(row) + " + " + index + "] = " + value + ";");
    }

    String text() {
        return "generated quantities {\n" + declarations + "  for (setting in 1:" + settings + ") {\n" + statements + "  }\n}\n";
    }

    /** The rows, each with the numbers of one setting after those of the other. */
    Map<String, double[]> run(Engine engine, Key key) {
        int size = settings * sizes.values().stream().mapToInt(n -> n).sum();
        double[] out = new double[size];
        try (PModel model = Models.compile(new Source("quantities.pmodel", text()), CompilerOptions.DEFAULT, engine, message -> { });
                Instance instance = model.compiled().bind(new Question.Values(true), Data.of(Map.of()), key)) {
            instance.setKey(key);
            if (!instance.run(new double[0], out)) {
                throw instance.fault();
            }
        }
        Map<String, double[]> rows = new LinkedHashMap<>();
        int from = 0;
        for (Map.Entry<String, Integer> row : sizes.entrySet()) {
            rows.put(row.getKey(), Arrays.copyOfRange(out, from, from + settings * row.getValue()));
            from += settings * row.getValue();
        }
        return rows;
    }

    static Engine engine() {
        return Engines.select(notice -> { });
    }
}
