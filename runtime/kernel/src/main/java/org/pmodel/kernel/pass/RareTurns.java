package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Structure;
import org.pmodel.kernel.Value;

/**
 * Makes a {@linkplain Ops#RARE rare} condition on data, which differs from turn to turn of a loop, one of the whole loop: whether it holds in any turn. A loop
 * in front, which staging leaves to the binding kernel, finds out.
 */
final class RareTurns extends Rewriter {
    private final Late late;

    private RareTurns(Builder out, Late late) {
        super(out);
        this.late = late;
    }

    static Kernel apply(Kernel kernel) {
        if (RareLoops.conditions(kernel).isEmpty()) {
            return kernel;
        }
        Builder out = new Builder(Fresh.after(kernel));
        new RareTurns(out, new Late(kernel, new Structure(kernel))).block(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    public void statement(Stmt statement) {
        if (!(statement instanceof Stmt.For loop)) {
            copy(statement);
            return;
        }
        Map<Value, Atom> conditions = new HashMap<>();
        Map<Value, Stmt> defined = definitions(loop);
        for (Stmt s : loop.body().statements()) {
            if (s instanceof Stmt.Let let && let.op() == Ops.RARE && let.arguments().get(0) instanceof Value condition && defined.containsKey(condition)
                    && !late.isLate(condition)) {
                List<Stmt> slice = new ArrayList<>();
                if (collect(condition, loop, defined, slice)) {
                    conditions.put(let.result(), inAnyTurn(loop, slice, condition));
                }
            }
        }
        out.loop(loop.index().name(), atom(loop.count()), i -> {
            substitute(loop.index(), i);
            for (Stmt s : loop.body().statements()) {
                if (s instanceof Stmt.Let let && conditions.containsKey(let.result())) {
                    substitute(let.result(), conditions.get(let.result()));
                } else {
                    statement(s);
                }
            }
        });
    }

    /** What defines the values of a turn, its index included. */
    private static Map<Value, Stmt> definitions(Stmt.For loop) {
        Map<Value, Stmt> defined = new HashMap<>();
        defined.put(loop.index(), loop);
        for (Stmt s : loop.body().statements()) {
            switch (s) {
                case Stmt.Let let -> defined.put(let.result(), s);
                case Stmt.Load load -> defined.put(load.result(), s);
                default -> { }
            }
        }
        return defined;
    }

    /** Gathers, in order, what computes a value; false where that takes more than operations and loads of what the loop does not change. */
    private static boolean collect(Value value, Stmt.For loop, Map<Value, Stmt> defined, List<Stmt> slice) {
        Stmt definition = defined.get(value);
        if (definition == null || definition == loop || slice.contains(definition)) {
            return true;
        }
        Effects effects = Effects.of(loop.body());
        boolean plain = switch (definition) {
            case Stmt.Let let -> !let.op().isRandom() && collect(let.arguments(), loop, defined, slice);
            case Stmt.Load load -> !effects.writes(load.array()) && !effects.introduces().contains(load.array()) && !effects.passed().contains(load.array())
                    && collect(load.index(), loop, defined, slice);
            default -> false;
        };
        slice.add(definition);
        return plain;
    }

    private static boolean collect(List<Atom> atoms, Stmt.For loop, Map<Value, Stmt> defined, List<Stmt> slice) {
        return atoms.stream().allMatch(a -> !(a instanceof Value v) || collect(v, loop, defined, slice));
    }

    private Atom inAnyTurn(Stmt.For loop, List<Stmt> slice, Value condition) {
        Array turns = out.local("rare", Elem.INT, List.of(), Stmt.Init.ZERO);
        out.loop(loop.index().name(), atom(loop.count()), i -> {
            substitute(loop.index(), i);
            slice.forEach(this::copy);
            out.add(turns, List.of(), out.let(Ops.INT_NOT_EQUAL, atom(condition), Atom.NONE));
        });
        return out.let(Ops.RARE, out.let(Ops.INT_LESS, Atom.NONE, out.load("rare", turns, List.of())));
    }
}
