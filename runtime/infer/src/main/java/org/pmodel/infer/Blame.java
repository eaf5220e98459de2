package org.pmodel.infer;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Stmt;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.CompiledModel;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.engine.JvmEngine;
import org.pmodel.runtime.lower.Question;

/**
 * The search for the statement that makes a log density infinite or undefined at a point: the model is evaluated with more and more of its statements.
 * Each step compiles a kernel, by the engine that does so fastest; asked for only when a run cannot start.
 */
record Blame(Model model, Data data, Key key) {
    private static final Question VALUE = new Question.LogDensity(true), GRADIENT = new Question.Gradient(true);

    /** The first statement after which the value, or else the gradient, is not finite; none where no single one is to blame. */
    List<Diagnostic.Note> of(double[] position) {
        try {
            for (Question question : List.of(VALUE, GRADIENT)) {
                if (isFinite(evaluate(model.model(), question, position))) {
                    continue;
                }
                double[] before = evaluate(List.of(), question, position);
                if (!isFinite(before)) {
                    return List.of();
                }
                return List.of(first(question, position));
            }
        } catch (ModelException cannotTell) {
            // The search explains an error; one of its own would hide that.
        }
        return List.of();
    }

    private Diagnostic.Note first(Question question, double[] position) {
        int good = 0;
        int bad = model.model().size();
        while (bad - good > 1) {
            int middle = (good + bad) / 2;
            if (isFinite(evaluate(model.model().subList(0, middle), question, position))) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        Stmt statement = model.model().get(bad - 1);
        double[] out = evaluate(model.model().subList(0, bad), question, position);
        String what = question == VALUE ? "the log density becomes " + (Double.isNaN(out[0]) ? "NaN" : out[0] > 0 ? "infinite" : "minus infinity")
                : "the gradient ceases to be finite";
        String site = switch (statement) {
            case Stmt.Site s -> ", in the site `" + s.name() + "`";
            case Stmt.Factor f -> ", in the site `" + f.name() + "`";
            default -> "";
        };
        return new Diagnostic.Note(what + " here" + site, statement.span());
    }

    private double[] evaluate(List<Stmt> statements, Question question, double[] position) {
        Model part = new Model(model.name(), model.data(), model.transformedData(), model.parameters(), model.transformedParameters(),
                new ArrayList<>(statements), List.of(), model.missing(), model.functions(), model.transforms(), model.distributions());
        double[] out = new double[question == VALUE ? 1 : 1 + position.length];
        try (CompiledModel compiled = new CompiledModel(part, new JvmEngine(), printed -> { });
                Instance instance = compiled.bind(question, data, key)) {
            if (!instance.run(position, out)) {
                out[0] = Double.NaN;
            }
        }
        return out;
    }

    private static boolean isFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
