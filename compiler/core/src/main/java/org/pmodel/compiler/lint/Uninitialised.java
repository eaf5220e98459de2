package org.pmodel.compiler.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Model;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;

/**
 * Variables that are read on a path on which nothing was assigned to them. A container counts as assigned where the text assigns to one of its elements
 * before, on whatever condition, and a {@code for} loop as run at least once: which elements there are is known only with data. Each variable is reported
 * once.
 */
final class Uninitialised {
    /** These look at the shape of a variable and not at its values. */
    private static final Set<String> OF_SHAPE = Set.of("size", "num_elements", "rows", "cols", "dims");

    private final Consumer<Diagnostic> report;
    /** Of these there is nothing more to say. */
    private final Set<String> reported = new HashSet<>();

    private Uninitialised(Consumer<Diagnostic> report) {
        this.report = report;
    }

    static void check(Subject subject, Consumer<Diagnostic> report) {
        for (Function function : subject.functions()) {
            if (function.body() != null) {
                new Uninitialised(report).run(function.body(), new HashSet<>(), null);
            }
        }
        Model model = subject.model();
        Uninitialised blocks = new Uninitialised(report);
        Set<String> state = new HashSet<>();
        for (List<Stmt> block : List.of(model.transformedData(), model.transformedParameters(), model.model(), model.generatedQuantities())) {
            Set<String> after = blocks.run(block, state, null);
            state = after == null ? new HashSet<>() : after;
        }
    }

    /** What is unassigned where a loop is left early; {@code null} where it never is. */
    private static final class Loop {
        private Set<String> breaks;
        private Set<String> continues;
    }

    /** Whether a path is over is said by {@code null}. */
    private static Set<String> join(Set<String> a, Set<String> b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        a.addAll(b);
        return a;
    }

    /** @param state the variables that may have no value yet */
    private Set<String> run(List<Stmt> body, Set<String> state, Loop loop) {
        Set<String> at = state;
        for (Stmt statement : body) {
            if (at == null) {
                return null;
            }
            at = step(statement, at, loop);
        }
        return at;
    }

    private Set<String> step(Stmt statement, Set<String> state, Loop loop) {
        switch (statement) {
            case Stmt.Declare d -> {
                Walk.each(d.declaration().sized(), e -> variable(e, state));
                read(d.value(), state);
                if (d.value() == null && !isEmpty(d.declaration().sized())) {
                    state.add(d.declaration().name());
                }
            }
            case Stmt.Assign a -> {
                a.path().forEach(step -> Walk.each(step, e -> variable(e, state)));
                read(a.value(), state);
                state.remove(a.variable().name());
                if (!a.path().isEmpty()) {
                    reported.add(a.variable().name());
                }
            }
            case Stmt.If i -> {
                read(i.condition(), state);
                Set<String> otherwise = run(i.otherwise(), new HashSet<>(state), loop);
                return join(run(i.then(), state, loop), otherwise);
            }
            case Stmt.For f -> {
                read(f.from(), state);
                read(f.to(), state);
                return looped(f.body(), state);
            }
            case Stmt.Plate p -> {
                read(p.from(), state);
                read(p.to(), state);
                return looped(p.body(), state);
            }
            case Stmt.ForEach f -> {
                read(f.container(), state);
                return looped(f.body(), state);
            }
            case Stmt.While w -> {
                read(w.condition(), state);
                return whileLoop(w, state);
            }
            case Stmt.Block b -> {
                return run(b.body(), state, loop);
            }
            case Stmt.Break b -> {
                loop.breaks = join(loop.breaks, state);
                return null;
            }
            case Stmt.Continue c -> {
                loop.continues = join(loop.continues, state);
                return null;
            }
            case Stmt.Return r -> {
                read(r.value(), state);
                return null;
            }
            case Stmt.Message m -> {
                m.arguments().forEach(a -> read(a, state));
                return m.kind() == Stmt.Message.Kind.PRINT ? state : null;
            }
            case Stmt.Site s -> {
                read(s.variate(), state);
                s.arguments().forEach(a -> read(a, state));
                if (s.truncation() != null) {
                    read(s.truncation().lower(), state);
                    read(s.truncation().upper(), state);
                }
            }
            case Stmt.Factor f -> read(f.value(), state);
            case Stmt.AddJacobian a -> read(a.value(), state);
            case Stmt.Evaluate e -> read(e.call(), state);
        }
        return state;
    }

    private static boolean isEmpty(SizedType type) {
        List<Expr> dimensions = switch (type) {
            case SizedType.Plain p -> p.dimensions();
            case SizedType.Tuple t -> t.arrayDimensions();
        };
        return dimensions.stream().anyMatch(d -> d instanceof Expr.IntLiteral(int n, var span) && n == 0);
    }

    private Set<String> looped(List<Stmt> body, Set<String> state) {
        Loop loop = new Loop();
        Set<String> end = run(body, new HashSet<>(state), loop);
        Set<String> after = join(join(end, loop.continues), loop.breaks);
        return after == null ? state : after;
    }

    private Set<String> whileLoop(Stmt.While loop, Set<String> state) {
        Loop frame = new Loop();
        run(loop.body(), new HashSet<>(state), frame);
        boolean endless = loop.condition() instanceof Expr.IntLiteral(int n, var span) && n != 0;
        return endless ? frame.breaks : join(state, frame.breaks);
    }

    private void read(Expr value, Set<String> state) {
        if (value == null || value instanceof Expr.Call c && OF_SHAPE.contains(c.function())) {
            return;
        }
        variable(value, state);
        Walk.children(value).forEach(child -> read(child, state));
    }

    private void variable(Expr value, Set<String> state) {
        if (value instanceof Expr.Variable v && state.contains(v.name()) && reported.add(v.name())) {
            report.accept(Diagnostic.warning("W0302", v.span(), "`" + v.name() + "` may be read before it has a value"));
        }
    }
}
