package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;

/**
 * Leaves out loops that copy one local array to another: one memory serves as both, where the first is not used any more, or neither is written again.
 */
final class DropCopies extends Rewriter {
    private DropCopies(Builder out) {
        super(out);
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        new DropCopies(out).nested(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    protected void nested(Block block) {
        List<Stmt> statements = new ArrayList<>(block.statements());
        List<Effects> effects = new ArrayList<>(statements.stream().map(Effects::of).toList());
        Map<Array, Integer> introduced = new HashMap<>();
        for (int k = 0; k < statements.size(); k++) {
            if (statements.get(k) instanceof Stmt.Alloc a && a.storage() instanceof Stmt.Storage.Local) {
                introduced.put(a.array(), k);
            }
        }
        Map<Array, Array> same = new HashMap<>();
        for (int k = 0; k < statements.size(); k++) {
            Copy copy = statements.get(k) instanceof Stmt.For loop ? copy(loop) : null;
            if (copy != null && introduced.containsKey(copy.from()) && introduced.containsKey(copy.to())
                    && copy.isWhole((Stmt.Alloc) statements.get(introduced.get(copy.from())), (Stmt.Alloc) statements.get(introduced.get(copy.to())))
                    && serves(copy, k, effects, same)) {
                same.put(copy.to(), root(copy.from(), same));
                effects.set(k, Effects.none());
                statements.set(k, null);
            }
        }
        for (Stmt s : statements) {
            if (s instanceof Stmt.Alloc a && same.containsKey(a.array())) {
                continue;
            }
            if (s != null) {
                statement(s);
            }
            if (s instanceof Stmt.Alloc a) {
                same.forEach((to, from) -> {
                    if (from.equals(a.array())) {
                        substitute(to, array(from));
                    }
                });
            }
        }
    }

    private static Array root(Array array, Map<Array, Array> same) {
        return same.getOrDefault(array, array);
    }

    /** Whether one memory can serve as both, where all that already shares it counts as the same. */
    private static boolean serves(Copy copy, int at, List<Effects> effects, Map<Array, Array> same) {
        Array from = root(copy.from(), same);
        boolean writtenBefore = false, fromUsed = false, fromWritten = false, toWritten = false;
        for (int k = 0; k < effects.size(); k++) {
            Effects e = effects.get(k);
            if (k != at && e.touches(copy.to())) {
                writtenBefore |= k < at;
                toWritten |= e.writes(copy.to());
            }
            for (Array shared : e.touches(from) ? List.of(from) : same.keySet().stream().filter(a -> same.get(a).equals(from) && e.touches(a)).toList()) {
                fromUsed |= k > at;
                fromWritten |= k > at && e.writes(shared);
            }
        }
        return !writtenBefore && (!fromUsed || !fromWritten && !toWritten);
    }

    /** A loop that copies an element of one array in each innermost turn. */
    private record Copy(Array from, Array to, List<Atom> index, Map<Atom, Atom> counts) {
        /** Whether the loop goes over all elements of both arrays. */
        boolean isWhole(Stmt.Alloc source, Stmt.Alloc target) {
            return source.sizes().equals(target.sizes()) && source.array().elem() == target.array().elem() && DropFills.coversAll(index, source.sizes(), counts);
        }
    }

    private static Copy copy(Stmt.For loop) {
        Map<Atom, Atom> counts = new HashMap<>();
        Stmt.For inner = loop;
        while (true) {
            counts.put(inner.index(), inner.count());
            List<Stmt> body = inner.body().statements();
            if (body.size() == 1 && body.get(0) instanceof Stmt.For next) {
                inner = next;
            } else {
                return body.size() == 2 && body.get(0) instanceof Stmt.Load load && body.get(1) instanceof Stmt.Store store && store.value().equals(load.result())
                        && store.index().equals(load.index()) ? new Copy(load.array(), store.array(), load.index(), counts) : null;
            }
        }
    }
}
