package org.pmodel.compiler.lint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Model;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;

/**
 * The data and parameters that each variable of a model's blocks may depend on, through values and through the conditions under which they are assigned.
 * The order of statements is not looked at: an assignment counts everywhere.
 */
public final class Dependencies {
    private final Set<String> parameters = new HashSet<>();
    private final Set<String> data = new HashSet<>();
    private final Map<String, Set<String>> roots = new HashMap<>();
    private final Deque<Set<String>> conditions = new ArrayDeque<>();
    private boolean changed;

    private Dependencies() {}

    public static Dependencies of(Model model) {
        Dependencies found = new Dependencies();
        for (Declaration d : model.data()) {
            found.data.add(d.name());
            found.roots.put(d.name(), Set.of(d.name()));
        }
        for (Declaration d : model.parameters()) {
            found.parameters.add(d.name());
            found.roots.put(d.name(), Set.of(d.name()));
        }
        do {
            found.changed = false;
            List.of(model.transformedData(), model.transformedParameters(), model.model(), model.generatedQuantities()).forEach(found::statements);
        } while (found.changed);
        return found;
    }

    /** Data and parameters alike. */
    Set<String> of(Expr value) {
        Set<String> all = new HashSet<>();
        Walk.each(value, e -> {
            if (e instanceof Expr.Variable v) {
                all.addAll(roots.getOrDefault(v.name(), Set.of()));
            }
        });
        return all;
    }

    Set<String> parameters(Expr value) {
        Set<String> found = of(value);
        found.retainAll(parameters);
        return found;
    }

    public boolean onParameters(Expr value) {
        return !parameters(value).isEmpty();
    }

    boolean onData(Expr value) {
        return of(value).stream().anyMatch(data::contains);
    }

    private void statements(List<Stmt> body) {
        body.forEach(this::statement);
    }

    private void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Declare d when d.value() != null -> assigned(d.declaration().name(), of(d.value()));
            case Stmt.Assign a -> {
                assigned(a.variable().name(), of(a.value()));
                a.path().forEach(step -> Walk.each(step, e -> {
                    if (e instanceof Expr.Variable v) {
                        assigned(a.variable().name(), of(v));
                    }
                }));
            }
            case Stmt.For f -> under(union(of(f.from()), of(f.to())), f.index().name(), f.body());
            case Stmt.Plate p -> under(union(of(p.from()), of(p.to())), p.index().name(), p.body());
            case Stmt.ForEach f -> under(of(f.container()), f.element().name(), f.body());
            case Stmt.While w -> under(of(w.condition()), null, w.body());
            case Stmt.If i -> {
                under(of(i.condition()), null, i.then());
                under(of(i.condition()), null, i.otherwise());
            }
            case Stmt.Block b -> statements(b.body());
            default -> { }
        }
    }

    private void under(Set<String> condition, String index, List<Stmt> body) {
        conditions.push(condition);
        if (index != null) {
            assigned(index, Set.of());
        }
        statements(body);
        conditions.pop();
    }

    private void assigned(String variable, Set<String> from) {
        Set<String> known = roots.computeIfAbsent(variable, v -> new HashSet<>());
        boolean more = known.addAll(from);
        for (Set<String> condition : conditions) {
            more |= known.addAll(condition);
        }
        changed |= more;
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        return all;
    }
}
