package org.pmodel.compiler.elaborate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Model;
import org.pmodel.ir.Transform;
import org.pmodel.ir.Walk;

/** A model with those functions alone that something in it uses. */
public final class Reachable {
    private final Map<String, Function> all;
    private final Map<String, Function> reached = new LinkedHashMap<>();
    private final Deque<Function> pending = new ArrayDeque<>();

    private Reachable(Map<String, Function> all) {
        this.all = all;
    }

    public static Model only(Model model) {
        Reachable reachable = new Reachable(model.functions());
        reachable.model(model);
        return new Model(model.name(), model.data(), model.transformedData(), model.parameters(), model.transformedParameters(), model.model(),
                model.generatedQuantities(), model.missing(), reachable.reached, model.transforms(), model.distributions());
    }

    private void model(Model model) {
        Consumer<Expr> visit = this::visit;
        for (Declaration declaration : model.data()) {
            Walk.each(declaration.sized(), visit);
        }
        for (Declaration declaration : model.parameters()) {
            Walk.each(declaration.sized(), visit);
        }
        List.of(model.transformedData(), model.transformedParameters(), model.model(), model.generatedQuantities()).forEach(b -> Walk.each(b, visit));
        for (Transform transform : model.transforms().values()) {
            transform.freeSizes().forEach(s -> Walk.each(s, visit));
            transform.functions().forEach(this::reach);
        }
        model.distributions().values().forEach(d -> d.functions().values().forEach(this::reach));
        while (!pending.isEmpty()) {
            Function function = pending.remove();
            if (function.body() != null) {
                Walk.each(function.body(), visit);
            }
            for (Function.Derivative derivative : function.derivatives()) {
                switch (derivative) {
                    case Function.Derivative.Formula(Expr value) -> Walk.each(value, visit);
                    case Function.Derivative.Adjoint(Expr value, String result, String adjoint) -> Walk.each(value, visit);
                    case Function.Derivative.Zero zero -> { }
                    case Function.Derivative.NotDifferentiable none -> { }
                }
            }
        }
    }

    private void visit(Expr value) {
        switch (value) {
            case Expr.Call c -> reach(c.function());
            case Expr.FunctionReference f -> reach(f.function());
            default -> { }
        }
    }

    private void reach(String id) {
        Function function = all.get(id);
        if (function != null && reached.put(id, function) == null) {
            pending.add(function);
        }
    }
}
