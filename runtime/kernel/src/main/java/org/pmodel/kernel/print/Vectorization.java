package org.pmodel.kernel.print;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/** Whether the iterations of an innermost loop may run side by side: they only sum into scalars and touch written arrays at one place each. */
final class Vectorization {
    private Vectorization() {}

    /** @param reduction told of each scalar that is summed into */
    static boolean isPossible(Stmt.For loop, Predicate<Array> isScalarLocal, Consumer<Array> reduction) {
        Set<Array> sums = new HashSet<>(), loaded = new HashSet<>(), written = new HashSet<>();
        Map<Array, Set<List<Atom>>> places = new HashMap<>();
        Set<Value> inside = new HashSet<>(Set.of(loop.index())), shifted = new HashSet<>(Set.of(loop.index()));
        for (Stmt s : loop.body().statements()) {
            switch (s) {
                case Stmt.Let let -> {
                    if (let.op().isRandom()) {
                        return false;
                    }
                    if (isShift(let, inside, shifted)) {
                        shifted.add(let.result());
                    }
                    inside.add(let.result());
                }
                case Stmt.Load l -> {
                    inside.add(l.result());
                    loaded.add(l.array());
                    places.computeIfAbsent(l.array(), a -> new HashSet<>()).add(l.index());
                }
                case Stmt.Add a when isScalarLocal.test(a.array()) -> sums.add(a.array());
                case Stmt.Add a -> {
                    written.add(a.array());
                    places.computeIfAbsent(a.array(), x -> new HashSet<>()).add(a.index());
                }
                case Stmt.Store t -> {
                    written.add(t.array());
                    places.computeIfAbsent(t.array(), x -> new HashSet<>()).add(t.index());
                }
                default -> {
                    return false;
                }
            }
        }
        if (sums.stream().anyMatch(a -> loaded.contains(a) || written.contains(a))) {
            return false;
        }
        for (Array a : written) {
            if (places.get(a).size() != 1 || !isLastIndex(places.get(a).iterator().next(), shifted)) {
                return false;
            }
        }
        sums.forEach(reduction);
        return true;
    }

    /**
     * Whether a loop calls library functions. Deep inside other loops such a loop runs over states or categories, a handful, for which vector code with
     * its prologue and epilogue costs more than it saves.
     */
    static boolean isCostly(Stmt.For loop) {
        return loop.body().statements().stream().anyMatch(s -> s instanceof Stmt.Let let && !let.op().isCheap() && let.op() != Ops.DIVIDE);
    }

    /** The loop's index plus something that is the same in all turns. */
    private static boolean isShift(Stmt.Let let, Set<Value> inside, Set<Value> shifted) {
        if (let.op() != Ops.INT_ADD) {
            return false;
        }
        Atom a = let.arguments().get(0), b = let.arguments().get(1);
        return shifted.contains(a) && !inside.contains(b) || shifted.contains(b) && !inside.contains(a);
    }

    private static boolean isLastIndex(List<Atom> index, Set<Value> shifted) {
        return !index.isEmpty() && shifted.contains(index.get(index.size() - 1));
    }
}
