package org.pmodel.kernel.pass;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Stmt.Init;

/** Does not clear a local array whose elements are all stored to before anything else is done with it. */
final class DropFills extends Rewriter {
    private final Set<Array> overwritten = new HashSet<>();

    private DropFills(Builder out) {
        super(out);
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        new DropFills(out).nested(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    protected void nested(Block block) {
        Map<Array, Stmt.Alloc> open = new HashMap<>();
        for (Stmt s : block.statements()) {
            if (s instanceof Stmt.Alloc a && a.storage() instanceof Stmt.Storage.Local(Init init) && init != Init.NONE && a.array().rank() > 0) {
                open.put(a.array(), a);
            } else if (!open.isEmpty()) {
                Effects effects = Effects.of(s);
                if (s instanceof Stmt.For loop) {
                    effects.stores().stream().filter(open::containsKey).filter(a -> isFirstStoredWhole(loop, open.get(a), effects)).forEach(overwritten::add);
                }
                open.keySet().removeIf(effects::touches);
            }
        }
        block(block);
    }

    @Override
    public void statement(Stmt statement) {
        if (statement instanceof Stmt.Alloc(Array array, List<Atom> sizes, Stmt.Storage storage) && overwritten.contains(array)) {
            substitute(array, out.local(array.name(), array.elem(), atoms(sizes), Init.NONE));
        } else {
            copy(statement);
        }
    }

    /** Whether loops do nothing with an array but to store to each of its elements, in every turn. */
    private static boolean isFirstStoredWhole(Stmt.For loop, Stmt.Alloc alloc, Effects effects) {
        Array array = alloc.array();
        if (effects.loads().contains(array) || effects.adds().contains(array) || effects.passed().contains(array)) {
            return false;
        }
        Map<Atom, Atom> counts = new HashMap<>();
        Block block = new Block(List.of(loop));
        while (true) {
            List<Stmt> storing = block.statements().stream().filter(s -> Effects.of(s).stores().contains(array)).toList();
            if (storing.size() != 1) {
                return false;
            }
            switch (storing.get(0)) {
                case Stmt.For f -> {
                    counts.put(f.index(), f.count());
                    block = f.body();
                }
                case Stmt.Store store -> {
                    return coversAll(store.index(), alloc.sizes(), counts);
                }
                default -> {
                    return false;
                }
            }
        }
    }

    /** Whether the subscripts are the indices of the loops, each once, and each loop goes as far as the dimension. */
    static boolean coversAll(List<Atom> index, List<Atom> sizes, Map<Atom, Atom> counts) {
        if (index.size() != counts.size() || new HashSet<>(index).size() != index.size()) {
            return false;
        }
        for (int d = 0; d < index.size(); d++) {
            if (!sizes.get(d).equals(counts.get(index.get(d)))) {
                return false;
            }
        }
        return true;
    }
}
