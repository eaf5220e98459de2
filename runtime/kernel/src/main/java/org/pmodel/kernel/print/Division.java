package org.pmodel.kernel.print;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/**
 * What it takes to run parts of a loop side by side: each part of the turns adds into memory of its own, and the parts' sums are added up in their order.
 *
 * @param sums arrays from outside that turns only add to, at places that several turns may share
 * @param others arrays from outside that turns read, or write at places of their own
 * @param values from outside
 * @param cost of one turn, in simple operations
 */
record Division(Stmt.For loop, List<Array> sums, List<Array> others, List<Value> values, Cost cost) {
    /** A sum of products of counts that are known where the loop stands. */
    record Cost(long fixed, Map<Atom, Cost> loops) {}

    private static final int COSTLY = 12;
    /** Turns of a loop whose number is not known outside. */
    private static final int GUESS = 4;

    /** The loops of a kernel's outermost level that can be divided. */
    static List<Division> loops(Block body) {
        List<Division> loops = new ArrayList<>();
        Map<Array, Stmt.Alloc> introduced = new HashMap<>();
        for (Stmt s : body.statements()) {
            if (s instanceof Stmt.Alloc alloc) {
                introduced.put(alloc.array(), alloc);
            } else if (s instanceof Stmt.For loop) {
                of(loop, introduced).ifPresent(loops::add);
            }
        }
        return loops;
    }

    /** Empty for a loop whose turns depend on each other or call routines, and for one too simple to be worth it, which reads no data and calls nothing. */
    private static Optional<Division> of(Stmt.For loop, Map<Array, Stmt.Alloc> introduced) {
        Surroundings around = Surroundings.of(List.of(loop), introduced);
        Effects effects = around.effects();
        if (effects.stack() || effects.random() || !effects.passed().isEmpty() || prints(loop.body())) {
            return Optional.empty();
        }
        Accesses accesses = new Accesses(loop);
        List<Array> sums = new ArrayList<>(), others = new ArrayList<>();
        for (Array array : around.arrays()) {
            boolean ownPlaces = !effects.writes(array) || accesses.areOwn(array);
            if (!ownPlaces && (effects.loads().contains(array) || effects.stores().contains(array))) {
                return Optional.empty();
            }
            if (!ownPlaces && array.elem() == Elem.INT) {
                return Optional.empty();
            }
            (ownPlaces ? others : sums).add(array);
        }
        Cost cost = cost(loop.body(), accesses.inside);
        boolean heavy = cost.fixed() >= COSTLY || !cost.loops().isEmpty() || others.stream().anyMatch(a -> isData(introduced.get(a)));
        return heavy ? Optional.of(new Division(loop, sums, others, around.values(), cost)) : Optional.empty();
    }

    private static boolean isData(Stmt.Alloc alloc) {
        return alloc.array().rank() > 0 && alloc.storage() instanceof Stmt.Storage.External;
    }

    private static boolean prints(Block block) {
        return block.statements().stream().anyMatch(s -> switch (s) {
            case Stmt.Print p -> true;
            case Stmt.For f -> prints(f.body());
            case Stmt.While w -> prints(w.header()) || prints(w.body());
            case Stmt.If i -> prints(i.then()) || prints(i.otherwise());
            default -> false;
        });
    }

    private static Cost cost(Block block, Set<Value> inside) {
        long fixed = 0;
        Map<Atom, Cost> loops = new HashMap<>();
        for (Stmt s : block.statements()) {
            switch (s) {
                case Stmt.Let let -> fixed += let.op().isCheap() ? 1 : COSTLY;
                case Stmt.For f -> fixed += include(loops, f.count(), cost(f.body(), inside), inside, block);
                case Stmt.While w -> fixed += GUESS * flat(cost(w.body(), inside));
                case Stmt.If i -> fixed += flat(cost(i.then(), inside)) + flat(cost(i.otherwise(), inside));
                default -> fixed++;
            }
        }
        return new Cost(fixed, loops);
    }

    private static long include(Map<Atom, Cost> loops, Atom count, Cost turn, Set<Value> inside, Block block) {
        Atom known = count instanceof Value v && inside.contains(v) ? bound(v, block) : count;
        if (known instanceof Atom.Int n) {
            return n.value() * flat(turn);
        }
        loops.merge(known, turn, (a, b) -> new Cost(flat(a) + flat(b), Map.of()));
        return 0;
    }

    /** A constant for a count that is computed in the loop: that of a strip, which is the smaller of two. */
    private static Atom bound(Value count, Block block) {
        for (Stmt s : block.statements()) {
            if (s instanceof Stmt.Let let && let.result().equals(count) && let.op() == Ops.INT_SELECT && let.arguments().getLast() instanceof Atom.Int n) {
                return n;
            }
        }
        return Atom.of(GUESS);
    }

    private static long flat(Cost cost) {
        return cost.fixed() + cost.loops().values().stream().mapToLong(c -> GUESS * flat(c)).sum();
    }

    /** What a loop touches, and where. */
    private static final class Accesses {
        private final Stmt.For loop;
        final Set<Value> inside = new HashSet<>();
        /** The loop's index and what is apart from it by something that is the same in all turns. */
        private final Set<Atom> moving = new HashSet<>();
        private final Map<Array, List<List<Atom>>> places = new HashMap<>();

        Accesses(Stmt.For loop) {
            this.loop = loop;
            inside.add(loop.index());
            moving.add(loop.index());
            visit(loop.body());
        }

        private void visit(Block block) {
            for (Stmt s : block.statements()) {
                switch (s) {
                    case Stmt.Let let -> {
                        if ((let.op() == Ops.INT_ADD) && moves(let.arguments().get(0)) != moves(let.arguments().get(1))
                                && let.arguments().stream().noneMatch(a -> !moves(a) && a instanceof Value v && inside.contains(v))) {
                            moving.add(let.result());
                        }
                        inside.add(let.result());
                    }
                    case Stmt.Load l -> {
                        inside.add(l.result());
                        places.computeIfAbsent(l.array(), a -> new ArrayList<>()).add(l.index());
                    }
                    case Stmt.Store t -> places.computeIfAbsent(t.array(), a -> new ArrayList<>()).add(t.index());
                    case Stmt.Add a -> places.computeIfAbsent(a.array(), x -> new ArrayList<>()).add(a.index());
                    case Stmt.For f -> {
                        inside.add(f.index());
                        visit(f.body());
                    }
                    case Stmt.While w -> {
                        visit(w.header());
                        visit(w.body());
                    }
                    case Stmt.If i -> {
                        visit(i.then());
                        visit(i.otherwise());
                    }
                    case Stmt.Pop p -> inside.add(p.result());
                    default -> { }
                }
            }
        }

        private boolean moves(Atom atom) {
            return moving.contains(atom);
        }

        /** Whether each turn touches places of the array that no other turn does: all with the same moving subscript in one dimension. */
        boolean areOwn(Array array) {
            for (int k = 0; k < array.rank(); k++) {
                Set<Atom> subscripts = new HashSet<>();
                for (List<Atom> index : places.get(array)) {
                    subscripts.add(index.get(k));
                }
                if (subscripts.size() == 1 && moves(subscripts.iterator().next())) {
                    return true;
                }
            }
            return false;
        }
    }
}
