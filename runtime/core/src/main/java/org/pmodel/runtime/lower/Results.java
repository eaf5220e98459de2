package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/**
 * Writes a value that is made in one of several places, such as the result of a function with several returns.
 *
 * <p>Memory for it is taken before any of these places is reached, but its sizes are seen only there. So the text is first written on trial. Sizes that
 * follow from what is known before are computed there: where they are the same everywhere, the trial is dropped and memory of that size taken; where they
 * differ, memory for the largest, and each place notes its own. Where some size does not follow, the trial stays in the kernel to find the sizes and does
 * nothing else; dead code elimination takes most of it away.
 */
final class Results {
    private final Lowering lowering;

    Results(Lowering lowering) {
        this.lowering = lowering;
    }

    /** @param writer writes everything, and hands over the value wherever it is made */
    Shaped of(String name, Type type, Span span, Consumer<Consumer<Shaped>> writer) {
        if (Parts.ranks(type).stream().allMatch(r -> r == 0)) {
            return written(name, type, List.of(), List.of(), writer);
        }
        int mark = lowering.out.fresh().value("mark", Elem.INT).id();
        List<List<Atom>> seen = new ArrayList<>();
        List<Array> cells = new ArrayList<>();
        Block trial = trial(value -> {
            List<Atom> sizes = Shaped.leaves(value).flatMap(leaf -> leaf.sizes().stream()).toList();
            for (int k = 0; k < sizes.size(); k++) {
                if (cells.size() == k) {
                    cells.add(lowering.out.fresh().array("size", Elem.INT, 0));
                }
                lowering.out.store(cells.get(k), List.of(), sizes.get(k));
            }
            seen.add(sizes);
        }, writer);
        List<Atom> largest = largest(seen, mark);
        if (seen.isEmpty() || largest != null && seen.stream().allMatch(sizes -> known(sizes, mark).equals(largest))) {
            return written(name, type, largest, List.of(), writer);
        }
        cells.forEach(cell -> lowering.out.emit(new Stmt.Alloc(cell, List.of(), new Stmt.Storage.Local(Stmt.Init.ZERO))));
        if (largest != null) {
            return written(name, type, largest, cells, writer);
        }
        if (Effects.of(trial).random()) {
            throw Faults.unsupported("a value whose size depends on how random numbers fall", span);
        }
        trial.statements().forEach(lowering.out::emit);
        return written(name, type, cells.stream().<Atom>map(lowering.out::load).toList(), List.of(), writer);
    }

    /** The text with all effects but those on the cells of sizes taken away. */
    private Block trial(Consumer<Shaped> sink, Consumer<Consumer<Shaped>> writer) {
        Array target = lowering.target;
        boolean silent = lowering.silent, trial = lowering.trial;
        lowering.silent = true;
        lowering.trial = true;
        try {
            return lowering.out.block(() -> {
                if (target != null) {
                    lowering.target = lowering.out.local("target", Elem.REAL, List.of(), Stmt.Init.ZERO);
                    lowering.out.store(lowering.target, List.of(), lowering.out.load(target));
                }
                writer.accept(sink);
            });
        } finally {
            lowering.target = target;
            lowering.silent = silent;
            lowering.trial = trial;
        }
    }

    /**
     * The text for good.
     *
     * @param sizes of the memory for all parts, {@code null} when the value is never made
     * @param cells where the sizes of the value itself go, none when they are those of the memory
     */
    private Shaped written(String name, Type type, List<Atom> sizes, List<Array> cells, Consumer<Consumer<Shaped>> writer) {
        List<Integer> ranks = Parts.ranks(type);
        List<Atom> all = sizes != null ? sizes : Collections.nCopies(ranks.stream().mapToInt(r -> r).sum(), Atom.NONE);
        Place place = lowering.allocate(name, type, split(all, ranks), Stmt.Init.NAN);
        writer.accept(value -> {
            Shaped typed = lowering.as(value, type);
            List<Atom> own = Shaped.leaves(typed).flatMap(leaf -> leaf.sizes().stream()).toList();
            for (int k = 0; k < cells.size(); k++) {
                lowering.out.store(cells.get(k), List.of(), own.get(k));
            }
            lowering.store(place, List.of(), typed);
        });
        Iterator<List<Atom>> used = cells.isEmpty() ? null : split(cells.stream().<Atom>map(lowering.out::load).toList(), ranks);
        return used == null ? lowering.read(place) : read(place, used);
    }

    private Shaped read(Place place, Iterator<List<Atom>> sizes) {
        return switch (place) {
            case Place.Tuple(List<Place> elements) -> new Shaped.Tuple(elements.stream().map(e -> read(e, sizes)).toList());
            case Place.Memory(Array array, List<Atom> largest) -> {
                List<Atom> used = sizes.next();
                yield used.isEmpty() ? lowering.read(place) : new Shaped.Tensor(array.elem(), used, index -> lowering.out.load(array.name(), array, index), true);
            }
        };
    }

    static Iterator<List<Atom>> split(List<Atom> sizes, List<Integer> ranks) {
        List<List<Atom>> parts = new ArrayList<>();
        int from = 0;
        for (int rank : ranks) {
            parts.add(sizes.subList(from, from + rank));
            from += rank;
        }
        return parts.iterator();
    }

    // ---- sizes that follow from what is known before

    private List<Atom> largest(List<List<Atom>> seen, int mark) {
        List<Atom> largest = null;
        for (List<Atom> sizes : seen) {
            List<Atom> known = known(sizes, mark);
            if (known == null) {
                return null;
            }
            List<Atom> before = largest;
            largest = before == null ? known : IntStream.range(0, known.size()).mapToObj(k -> lowering.maximum(before.get(k), known.get(k))).toList();
        }
        return largest;
    }

    private List<Atom> known(List<Atom> sizes, int mark) {
        List<Atom> known = new ArrayList<>();
        for (Atom size : sizes) {
            Atom outside = outside(size, mark);
            if (outside == null) {
                return null;
            }
            known.add(outside);
        }
        return known;
    }

    /** The value computed from those before the mark, or {@code null}. */
    private Atom outside(Atom atom, int mark) {
        if (!(atom instanceof Value v) || v.id() < mark) {
            return atom;
        }
        Stmt.Let let = lowering.out.definition(v);
        if (let == null || !isHarmless(let)) {
            return null;
        }
        List<Atom> arguments = known(let.arguments(), mark);
        return arguments == null ? null : lowering.out.let(let.op(), arguments);
    }

    private static boolean isHarmless(Stmt.Let let) {
        boolean divides = let.op() == Ops.INT_DIVIDE || let.op() == Ops.INT_MODULO;
        return let.op().definition() instanceof Op.Definition.Arithmetic && (!divides || let.arguments().get(1) instanceof Atom.Int d && d.value() != 0);
    }
}
