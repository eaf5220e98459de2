package org.pmodel.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Every expression in an expression or statement, and every statement in a body, from the outside in. */
public final class Walk {
    private Walk() {}

    public static boolean all(Expr value, Predicate<Expr> holds) {
        boolean[] result = {true};
        each(value, e -> result[0] &= holds.test(e));
        return result[0];
    }

    public static void each(Expr value, Consumer<Expr> visit) {
        if (value != null) {
            visit.accept(value);
            children(value).forEach(child -> each(child, visit));
        }
    }

    /** The parts of an expression, one level down. */
    public static List<Expr> children(Expr value) {
        return switch (value) {
            case Expr.Call c -> c.arguments();
            case Expr.Index(Expr base, var subscripts, var type, var span) -> {
                List<Expr> parts = new ArrayList<>(List.of(base));
                subscripts.forEach(s -> parts.addAll(parts(s)));
                yield parts;
            }
            case Expr.Conditional c -> List.of(c.condition(), c.then(), c.otherwise());
            case Expr.ContainerLiteral c -> c.elements();
            case Expr.TupleLiteral t -> t.elements();
            case Expr.Projection p -> List.of(p.tuple());
            case Expr.Promotion p -> List.of(p.value());
            case Expr.IntLiteral i -> List.of();
            case Expr.RealLiteral r -> List.of();
            case Expr.ImaginaryLiteral i -> List.of();
            case Expr.StringLiteral s -> List.of();
            case Expr.Variable v -> List.of();
            case Expr.FunctionReference f -> List.of();
            case Expr.Target t -> List.of();
        };
    }

    public static List<Expr> parts(Expr.Subscript subscript) {
        List<Expr> parts = new ArrayList<>();
        switch (subscript) {
            case Expr.Subscript.Single(Expr index) -> parts.add(index);
            case Expr.Subscript.Multi(Expr indices) -> parts.add(indices);
            case Expr.Subscript.Range(Expr from, Expr to) -> {
                parts.add(from);
                parts.add(to);
            }
        }
        parts.removeIf(e -> e == null);
        return parts;
    }

    public static void each(List<Stmt> body, Consumer<Expr> visit) {
        body.forEach(s -> each(s, visit));
    }

    public static void each(Stmt statement, Consumer<Expr> visit) {
        switch (statement) {
            case Stmt.Declare(var declaration, Expr value, var span) -> {
                each(declaration.sized(), visit);
                each(value, visit);
            }
            case Stmt.Assign(var variable, var path, Expr value, var span) -> {
                path.forEach(step -> each(step, visit));
                each(value, visit);
            }
            case Stmt.Site s -> {
                each(s.variate(), visit);
                s.arguments().forEach(a -> each(a, visit));
                each(s.density(), visit);
                if (s.truncation() != null) {
                    each(s.truncation().lower(), visit);
                    each(s.truncation().upper(), visit);
                    each(s.truncation().correction(), visit);
                }
            }
            case Stmt.Factor f -> each(f.value(), visit);
            case Stmt.AddJacobian a -> each(a.value(), visit);
            case Stmt.For f -> {
                each(f.from(), visit);
                each(f.to(), visit);
                each(f.body(), visit);
            }
            case Stmt.Plate p -> {
                each(p.from(), visit);
                each(p.to(), visit);
                each(p.body(), visit);
            }
            case Stmt.ForEach f -> {
                each(f.container(), visit);
                each(f.body(), visit);
            }
            case Stmt.While w -> {
                each(w.condition(), visit);
                each(w.body(), visit);
            }
            case Stmt.If i -> {
                each(i.condition(), visit);
                each(i.then(), visit);
                each(i.otherwise(), visit);
            }
            case Stmt.Block b -> each(b.body(), visit);
            case Stmt.Return r -> each(r.value(), visit);
            case Stmt.Evaluate e -> each(e.call(), visit);
            case Stmt.Message m -> m.arguments().forEach(a -> each(a, visit));
            case Stmt.Break b -> { }
            case Stmt.Continue c -> { }
        }
    }

    public static void each(Stmt.Step step, Consumer<Expr> visit) {
        if (step instanceof Stmt.Step.At(var subscripts)) {
            subscripts.forEach(s -> parts(s).forEach(e -> each(e, visit)));
        }
    }

    public static void each(SizedType type, Consumer<Expr> visit) {
        switch (type) {
            case SizedType.Plain(var t, var dimensions, Constraint constraint) -> {
                dimensions.forEach(d -> each(d, visit));
                constraint.arguments().forEach(a -> each(a, visit));
            }
            case SizedType.Tuple(var dimensions, var elements) -> {
                dimensions.forEach(d -> each(d, visit));
                elements.forEach(e -> each(e, visit));
            }
        }
    }

    /** Every statement, those in the bodies of others included. */
    public static void statements(List<Stmt> body, Consumer<Stmt> visit) {
        for (Stmt statement : body) {
            visit.accept(statement);
            bodies(statement).forEach(inner -> statements(inner, visit));
        }
    }

    /** The bodies of a statement, one level down. */
    public static List<List<Stmt>> bodies(Stmt statement) {
        return switch (statement) {
            case Stmt.For f -> List.of(f.body());
            case Stmt.Plate p -> List.of(p.body());
            case Stmt.ForEach f -> List.of(f.body());
            case Stmt.While w -> List.of(w.body());
            case Stmt.If i -> List.of(i.then(), i.otherwise());
            case Stmt.Block b -> List.of(b.body());
            default -> List.of();
        };
    }
}
