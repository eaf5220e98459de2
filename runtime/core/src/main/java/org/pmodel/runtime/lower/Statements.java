package org.pmodel.runtime.lower;

import java.util.List;
import java.util.function.Consumer;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt.Init;

/**
 * Writes statements.
 *
 * <p>Kernel IR has no jumps. Where a {@code return}, {@code break} or {@code continue} always ends a branch, what follows goes into the other branch;
 * elsewhere a flag is raised and what follows asks for it.
 */
final class Statements {
    private final Lowering lowering;
    private final Scope scope;
    private final Expressions expressions;
    private final Variables variables;
    private Function function;
    /** Takes what the function returns. */
    private Consumer<Shaped> result;
    /** Raised by a return that is not the last thing the body does. */
    private Array returned;
    private LoopExit loop;

    /** @param stop ends the loop; @param skip ends the turn */
    private record LoopExit(Array stop, Array skip) {}

    Statements(Lowering lowering, Scope scope) {
        this.lowering = lowering;
        this.scope = scope;
        this.expressions = new Expressions(lowering, scope);
        this.variables = new Variables(lowering, scope, expressions);
    }

    Expressions expressions() {
        return expressions;
    }

    /** The body of a function; its result, {@code null} where there is none. */
    Shaped body(Function f) {
        List<Stmt> body = f.body();
        boolean single = body.isEmpty() || !Exits.anyReturn(body.subList(0, body.size() - 1)) && body.get(body.size() - 1) instanceof Stmt.Return;
        if (!single && f.result() != Type.VOID) {
            return new Results(lowering).of(f.name(), f.result(), f.span(), sink -> new Statements(lowering, scope).run(f, sink));
        }
        Shaped[] value = new Shaped[1];
        run(f, v -> value[0] = v);
        return value[0];
    }

    /** The body of a function; {@code sink} takes its result wherever it is returned. */
    void run(Function f, Consumer<Shaped> sink) {
        function = f;
        result = sink;
        if (Exits.needsFlag(f.body())) {
            returned = lowering.out.local("returned", Elem.INT, List.of(), Init.ZERO);
        }
        run(f.body(), 0);
    }

    void run(List<Stmt> statements) {
        run(statements, 0);
    }

    private void run(List<Stmt> statements, int from) {
        for (int i = from; i < statements.size(); i++) {
            Stmt s = statements.get(i);
            if (s instanceof Stmt.If branch && Exits.any(List.of(s))) {
                exitingBranch(branch, statements, i + 1);
                return;
            }
            statement(s);
            if (Exits.always(s)) {
                return;
            }
            if (Exits.any(List.of(s))) {
                int next = i + 1;
                unlessExited(() -> run(statements, next));
                return;
            }
        }
    }

    /** A branch that may leave: the rest goes where it is still reached. */
    private void exitingBranch(Stmt.If branch, List<Stmt> statements, int next) {
        Atom condition = expressions.scalar(branch.condition());
        boolean thenLeaves = Exits.always(branch.then()), elseLeaves = Exits.always(branch.otherwise());
        lowering.out.branch(condition, () -> {
            run(branch.then());
            if (elseLeaves && !thenLeaves) {
                continueWith(branch.then(), statements, next);
            }
        }, () -> {
            run(branch.otherwise());
            if (thenLeaves && !elseLeaves) {
                continueWith(branch.otherwise(), statements, next);
            }
        });
        if (!thenLeaves && !elseLeaves) {
            unlessExited(() -> run(statements, next));
        }
    }

    private void continueWith(List<Stmt> side, List<Stmt> statements, int next) {
        if (Exits.any(side)) {
            unlessExited(() -> run(statements, next));
        } else {
            run(statements, next);
        }
    }

    private void unlessExited(Runnable rest) {
        Atom going = Atom.UNIT;
        if (returned != null) {
            going = lowering.out.not(lowering.out.load(returned));
        }
        if (loop != null) {
            going = lowering.out.let(Ops.AND, going, lowering.out.not(lowering.out.load(loop.skip())));
        }
        lowering.out.branch(going, rest, () -> { });
    }

    private void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Declare s -> variables.declare(s.declaration(), s.value());
            case Stmt.Assign s -> variables.assign(s);
            case Stmt.Site s -> lowering.faults.inSite(s.name(), () -> site(s));
            case Stmt.Factor s -> lowering.faults.inSite(s.name(), () -> lowering.calls.addTo(lowering.target, s.value(), expressions));
            case Stmt.AddJacobian s -> {
                if (lowering.jacobian) {
                    lowering.calls.addTo(lowering.target, s.value(), expressions);
                }
            }
            case Stmt.For s -> count(s.index(), s.from(), s.to(), s.body());
            case Stmt.Plate s -> count(s.index(), s.from(), s.to(), s.body());
            case Stmt.ForEach s -> forEach(s);
            case Stmt.While s -> whileLoop(s);
            case Stmt.If s -> lowering.out.branch(expressions.scalar(s.condition()), () -> run(s.then()), () -> run(s.otherwise()));
            case Stmt.Block s -> run(s.body());
            case Stmt.Break s -> {
                lowering.out.store(loop.stop(), List.of(), Atom.UNIT);
                lowering.out.store(loop.skip(), List.of(), Atom.UNIT);
            }
            case Stmt.Continue s -> lowering.out.store(loop.skip(), List.of(), Atom.UNIT);
            case Stmt.Return s -> leave(s);
            case Stmt.Evaluate s -> expressions.value(s.call());
            case Stmt.Message s -> new Messages(lowering, expressions).write(s);
        }
    }

    private void leave(Stmt.Return s) {
        if (s.value() != null) {
            result.accept(lowering.as(expressions.value(s.value()), function.result()));
        }
        if (returned != null) {
            lowering.out.store(returned, List.of(), Atom.UNIT);
        }
        if (loop != null) {
            lowering.out.store(loop.stop(), List.of(), Atom.UNIT);
            lowering.out.store(loop.skip(), List.of(), Atom.UNIT);
        }
    }

    // ---- sites

    private void site(Stmt.Site s) {
        if (s.truncation() == null) {
            lowering.calls.addTo(lowering.target, s.density(), expressions);
            return;
        }
        Atom inside = lowering.out.let(Ops.AND, bounded(s.variate(), s.truncation().lower(), true), bounded(s.variate(), s.truncation().upper(), false));
        lowering.out.branch(inside, () -> {
            lowering.calls.addTo(lowering.target, s.density(), expressions);
            Array correction = lowering.out.local("correction", Elem.REAL, List.of(), Init.ZERO);
            lowering.calls.addTo(correction, s.truncation().correction(), expressions);
            lowering.out.add(lowering.target, List.of(), lowering.out.let(Ops.NEGATE, lowering.out.load(correction)));
        }, () -> lowering.out.add(lowering.target, List.of(), Atom.of(Double.NEGATIVE_INFINITY)));
    }

    /** Whether all elements of a variate are on the right side of a bound. */
    private Atom bounded(Expr variate, Expr bound, boolean lower) {
        if (bound == null) {
            return Atom.UNIT;
        }
        Shaped y = lowering.toReal(expressions.value(variate)), b = lowering.toReal(expressions.value(bound));
        if (y instanceof Shaped.Scalar(Atom x) && b instanceof Shaped.Scalar(Atom limit)) {
            return lowering.out.let(Ops.LESS_EQUAL, lower ? limit : x, lower ? x : limit);
        }
        Array all = lowering.out.local("inside", Elem.INT, List.of(), Init.ZERO);
        lowering.out.store(all, List.of(), Atom.UNIT);
        List<Atom> sizes = y instanceof Shaped.Tensor t ? t.sizes() : ((Shaped.Tensor) b).sizes();
        lowering.loops(sizes, i -> {
            Atom x = y instanceof Shaped.Tensor t ? t.at(i) : ((Shaped.Scalar) y).atom(), limit = b instanceof Shaped.Tensor t ? t.at(i) : ((Shaped.Scalar) b).atom();
            Atom fine = lowering.out.let(Ops.LESS_EQUAL, lower ? limit : x, lower ? x : limit);
            lowering.out.branch(fine, () -> { }, () -> lowering.out.store(all, List.of(), Atom.NONE));
        });
        return lowering.out.load(all);
    }

    // ---- loops

    private void count(Expr.Variable index, Expr from, Expr to, List<Stmt> body) {
        Atom first = expressions.scalar(from), last = expressions.scalar(to);
        Atom turns = lowering.out.intPlus(lowering.out.intMinus(last, first), Atom.UNIT);
        turn(index.name(), turns, body, i -> scope.bind(index.name(), new Shaped.Scalar(lowering.out.intPlus(i, first))));
    }

    private void turn(String name, Atom turns, List<Stmt> body, Consumer<Atom> bind) {
        LoopExit outer = loop;
        loop = Exits.any(body) ? new LoopExit(flag("stop"), flag("skip")) : null;
        lowering.loop(name, turns, i -> {
            if (loop == null) {
                bind.accept(i);
                run(body);
                return;
            }
            lowering.out.branch(lowering.out.not(lowering.out.load(loop.stop())), () -> {
                lowering.out.store(loop.skip(), List.of(), Atom.NONE);
                bind.accept(i);
                run(body);
            }, () -> { });
        });
        loop = outer;
        propagate();
    }

    /** A return inside a loop ends the loop around it too. */
    private void propagate() {
        if (loop != null && returned != null) {
            Atom over = lowering.out.load(returned);
            lowering.out.branch(over, () -> {
                lowering.out.store(loop.stop(), List.of(), Atom.UNIT);
                lowering.out.store(loop.skip(), List.of(), Atom.UNIT);
            }, () -> { });
        }
    }

    private Array flag(String name) {
        return lowering.out.local(name, Elem.INT, List.of(), Init.ZERO);
    }

    private void forEach(Stmt.ForEach s) {
        Shaped container = lowering.repeatable("container", expressions.value(s.container()));
        boolean matrix = s.container().type() == Type.MATRIX || s.container().type() == Type.Basic.COMPLEX_MATRIX;
        Shaped elements = matrix ? new Shapes(lowering).columns(container) : container;
        turn(s.element().name(), elements.sizes().get(0), s.body(), i -> scope.bind(s.element().name(), lowering.part(elements, List.of(i))));
    }

    private void whileLoop(Stmt.While s) {
        LoopExit outer = loop;
        loop = Exits.any(s.body()) ? new LoopExit(flag("stop"), flag("skip")) : null;
        Atom[] condition = new Atom[1];
        Block header = lowering.out.block(() -> {
            condition[0] = expressions.scalar(s.condition());
            if (loop != null) {
                condition[0] = lowering.out.let(Ops.AND, lowering.out.not(lowering.out.load(loop.stop())), condition[0]);
            }
        });
        Block body = lowering.out.block(() -> {
            if (loop != null) {
                lowering.out.store(loop.skip(), List.of(), Atom.NONE);
            }
            run(s.body());
        });
        lowering.out.emit(new org.pmodel.kernel.Stmt.While(header, condition[0], body));
        loop = outer;
        propagate();
    }
}
