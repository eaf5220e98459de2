package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
import org.pmodel.kernel.Value;

/**
 * Divides a loop whose only obstacle to vector instructions is that it adds to an array at places read from another array, as the adjoint of a group
 * effect does: in strips, the arithmetic first and the additions after it, from a buffer that stays in the first-level cache.
 */
final class ScatterApart extends Rewriter {
    private ScatterApart(Builder out) {
        super(out);
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        new ScatterApart(out).block(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    public void statement(Stmt statement) {
        if (statement instanceof Stmt.For loop && isStraight(loop) && isCostly(loop)) {
            List<Stmt.Add> scattered = scattered(loop);
            if (!scattered.isEmpty() && stayInPlace(loop, places(loop, scattered))) {
                strips(loop, scattered);
                return;
            }
        }
        copy(statement);
    }

    private static boolean isStraight(Stmt.For loop) {
        return loop.body().statements().stream().allMatch(s -> s instanceof Stmt.Let let && !let.op().isRandom() || s instanceof Stmt.Load || s instanceof Stmt.Add
                || s instanceof Stmt.Store);
    }

    private static boolean isCostly(Stmt.For loop) {
        return loop.body().statements().stream().anyMatch(s -> s instanceof Stmt.Let let && !let.op().isCheap() && let.op() != Ops.DIVIDE);
    }

    /** Additions at places that were loaded, to arrays that the loop only adds to. */
    private static List<Stmt.Add> scattered(Stmt.For loop) {
        Effects effects = Effects.of(loop);
        Set<Value> loaded = new HashSet<>();
        List<Stmt.Add> result = new ArrayList<>();
        for (Stmt s : loop.body().statements()) {
            switch (s) {
                case Stmt.Load l when l.array().elem() == Elem.INT -> loaded.add(l.result());
                case Stmt.Let let when let.result().elem() == Elem.INT && let.arguments().stream().anyMatch(loaded::contains) -> loaded.add(let.result());
                case Stmt.Add a when a.array().rank() > 0 && a.index().stream().anyMatch(loaded::contains) -> {
                    if (effects.loads().contains(a.array()) || effects.stores().contains(a.array())) {
                        return List.of();
                    }
                    result.add(a);
                }
                default -> { }
            }
        }
        return result;
    }

    /** Whether the places are the same when they are read again after the loop. */
    private static boolean stayInPlace(Stmt.For loop, Set<Value> places) {
        Effects effects = Effects.of(loop);
        return loop.body().statements().stream().noneMatch(s -> s instanceof Stmt.Load load && places.contains(load.result()) && effects.writes(load.array()));
    }

    private void strips(Stmt.For loop, List<Stmt.Add> scattered) {
        Atom count = atom(loop.count());
        if (Strip.isStrip(count, out::definition)) {
            apart(loop, scattered, new Strip(null, Atom.NONE, count));
        } else {
            Strip.each(out, count, strip -> apart(loop, scattered, strip));
        }
    }

    private void apart(Stmt.For loop, List<Stmt.Add> scattered, Strip strip) {
        List<Atom> size = List.of(Atom.of(Strip.LENGTH));
        List<Array> buffers = scattered.stream().map(a -> out.local(a.array().name() + "_strip", Elem.REAL, size, Stmt.Init.NONE)).toList();
        strip.turns(out, i -> {
            substitute(loop.index(), strip.turn(out, i));
            for (Stmt t : loop.body().statements()) {
                int k = scattered.indexOf(t);
                if (k < 0) {
                    copy(t);
                } else {
                    out.store(buffers.get(k), List.of(i), atom(((Stmt.Add) t).value()));
                }
            }
        });
        strip.turns(out, i -> {
            substitute(loop.index(), strip.turn(out, i));
            Set<Value> places = places(loop, scattered);
            for (Stmt t : loop.body().statements()) {
                int k = scattered.indexOf(t);
                if (k >= 0) {
                    Stmt.Add add = (Stmt.Add) t;
                    out.add(array(add.array()), atoms(add.index()), out.load("term", buffers.get(k), List.of(i)));
                } else if (t instanceof Stmt.Let let && places.contains(let.result()) || t instanceof Stmt.Load load && places.contains(load.result())) {
                    copy(t);
                }
            }
        });
    }

    /** What the places of the scattered additions are computed from. */
    private static Set<Value> places(Stmt.For loop, List<Stmt.Add> scattered) {
        Set<Value> wanted = new HashSet<>();
        scattered.forEach(a -> a.index().forEach(i -> want(i, wanted)));
        List<Stmt> statements = loop.body().statements();
        for (int k = statements.size() - 1; k >= 0; k--) {
            switch (statements.get(k)) {
                case Stmt.Let let when wanted.contains(let.result()) -> let.arguments().forEach(a -> want(a, wanted));
                case Stmt.Load load when wanted.contains(load.result()) -> load.index().forEach(a -> want(a, wanted));
                default -> { }
            }
        }
        return wanted;
    }

    private static void want(Atom atom, Set<Value> wanted) {
        if (atom instanceof Value v) {
            wanted.add(v);
        }
    }
}
