package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/**
 * Goes in {@linkplain Strip strips} through loops whose turns each add up a row of data, as a regression's linear predictors do, over a copy of the data
 * in which the rows of a strip stand side by side: then {@link InterchangeSums} adds up all sums of a strip at once, the arithmetic after them runs in vectors
 * over the strip, and memory is read from one end to the other. The copy is made when data are bound.
 */
final class PackStrips extends Rewriter {
    /** @param dimension of the array, which the strips divide */
    private record Packing(String slot, int dimension) {
        String name() {
            return "strips_" + dimension + "_" + slot;
        }
    }

    private final Map<Array, String> slots = new HashMap<>();
    private final Map<Stmt.Load, Packing> packed = new HashMap<>();
    private final Set<Stmt.For> divided = new LinkedHashSet<>();
    /** The packed arrays of the running kernel. */
    private final Map<Packing, Array> arrays = new LinkedHashMap<>();
    /** The strip that is being written, and the place in it. */
    private Strip strip;
    private Value place;

    private PackStrips(Builder out) {
        super(out);
    }

    static Stage.Staged apply(Stage.Staged staged) {
        Builder out = new Builder(Fresh.after(staged.run()));
        PackStrips pass = new PackStrips(out);
        pass.find(staged.run().body());
        if (pass.packed.isEmpty()) {
            return staged;
        }
        pass.block(staged.run().body());
        List<String> persistent = new ArrayList<>(staged.persistent());
        pass.arrays.keySet().forEach(p -> persistent.add(p.name()));
        return new Stage.Staged(packing(staged.bind(), pass.arrays.keySet()), staged.run().withBody(out.finish()), persistent);
    }

    // ---- what to pack

    private void find(Block body) {
        for (Stmt s : body.statements()) {
            switch (s) {
                case Stmt.Alloc(Array array, var sizes, Stmt.Storage.External(String slot)) when array.rank() > 1 && array.elem() == Elem.REAL ->
                    slots.put(array, slot);
                case Stmt.For loop -> {
                    for (InterchangeSums.Sum sum : InterchangeSums.movable(loop)) {
                        sum.loop().body().statements().forEach(t -> find(loop, sum.loop(), t));
                    }
                }
                default -> { }
            }
        }
    }

    private void find(Stmt.For loop, Stmt.For sum, Stmt statement) {
        if (statement instanceof Stmt.Load load && slots.containsKey(load.array()) && load.index().contains(sum.index())) {
            int dimension = load.index().indexOf(loop.index());
            if (dimension >= 0 && dimension < load.index().size() - 1 && load.index().lastIndexOf(loop.index()) == dimension) {
                packed.put(load, new Packing(slots.get(load.array()), dimension));
                divided.add(loop);
            }
        }
    }

    // ---- the running kernel

    @Override
    public void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Alloc(Array array, List<Atom> sizes, Stmt.Storage.External(String slot)) -> {
                copy(statement);
                packed.values().stream().filter(p -> p.slot().equals(slot)).distinct().forEach(p -> arrays.put(p,
                        out.alloc(array.name(), array.elem(), sizes(out, p, atoms(sizes)), new Stmt.Storage.External(p.name()))));
            }
            case Stmt.For loop when divided.contains(loop) -> Strip.each(out, atom(loop.count()), s -> {
                strip = s;
                s.turns(out, i -> {
                    place = i;
                    substitute(loop.index(), s.turn(out, i));
                    nested(loop.body());
                });
            });
            case Stmt.Load load when packed.containsKey(load) -> {
                Packing packing = packed.get(load);
                substitute(load.result(), out.load(load.result().name(), arrays.get(packing), index(packing, atoms(load.index()), strip.number(), place)));
            }
            default -> copy(statement);
        }
    }

    /** The sizes of a packed array: strips, the other dimensions in their order, places in a strip. */
    private static List<Atom> sizes(Builder out, Packing packing, List<Atom> sizes) {
        return index(packing, sizes, Strip.number(out, sizes.get(packing.dimension())), Atom.of(Strip.LENGTH));
    }

    private static List<Atom> index(Packing packing, List<Atom> index, Atom strip, Atom place) {
        List<Atom> result = new ArrayList<>(index);
        result.remove(packing.dimension());
        result.addFirst(strip);
        result.addLast(place);
        return result;
    }

    // ---- the binding kernel

    private static Kernel packing(Kernel bind, Set<Packing> packings) {
        Builder out = new Builder(Fresh.after(bind));
        Rewriter copy = new Rewriter(out);
        copy.block(bind.body());
        for (Packing packing : packings) {
            for (Stmt s : bind.body().statements()) {
                if (s instanceof Stmt.Alloc a && packing.slot().equals(slot(a.storage()))) {
                    pack(out, packing, copy.array(a.array()), copy.atoms(a.sizes()));
                }
            }
        }
        return bind.withBody(out.finish());
    }

    private static String slot(Stmt.Storage storage) {
        return switch (storage) {
            case Stmt.Storage.External(String slot) -> slot;
            case Stmt.Storage.Persistent(String slot) -> slot;
            default -> null;
        };
    }

    private static void pack(Builder out, Packing packing, Array from, List<Atom> sizes) {
        List<Atom> all = sizes(out, packing, sizes);
        Array to = out.alloc(from.name(), from.elem(), all, new Stmt.Storage.Persistent(packing.name()));
        clear(out, to, all, List.of());
        Strip.each(out, sizes.get(packing.dimension()), strip -> strip.turns(out, place -> pack(out, packing, from, to, sizes, List.of(), strip, place)));
    }

    private static void clear(Builder out, Array array, List<Atom> sizes, List<Atom> index) {
        if (index.size() == sizes.size()) {
            out.store(array, index, Atom.ZERO);
        } else {
            out.loop("k", sizes.get(index.size()), k -> clear(out, array, sizes, with(index, k)));
        }
    }

    private static void pack(Builder out, Packing packing, Array from, Array to, List<Atom> sizes, List<Atom> index, Strip strip, Value place) {
        int d = index.size();
        if (d == sizes.size()) {
            out.store(to, index(packing, index, strip.number(), place), out.load(from, index.toArray(Atom[]::new)));
        } else if (d == packing.dimension()) {
            pack(out, packing, from, to, sizes, with(index, strip.turn(out, place)), strip, place);
        } else {
            out.loop("k", sizes.get(d), k -> pack(out, packing, from, to, sizes, with(index, k), strip, place));
        }
    }

    private static List<Atom> with(List<Atom> index, Atom last) {
        List<Atom> result = new ArrayList<>(index);
        result.add(last);
        return result;
    }
}
