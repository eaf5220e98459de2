package org.pmodel.kernel.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;

/**
 * Replaces a load by the value last stored or loaded there, where nothing was written in between; on the way folds constants and shares common
 * subexpressions, as every copy through a {@link Builder} does.
 */
final class ForwardStores extends Rewriter {
    private record Place(Array array, List<Atom> index) {}

    private Map<Place, Atom> known = new HashMap<>();

    private ForwardStores(Builder out) {
        super(out);
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        new ForwardStores(out).block(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    public void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Load load -> {
                Atom value = known.get(new Place(array(load.array()), atoms(load.index())));
                if (value != null) {
                    substitute(load.result(), value);
                } else {
                    copy(load);
                    known.put(new Place(array(load.array()), atoms(load.index())), atom(load.result()));
                }
            }
            case Stmt.Store store -> {
                copy(store);
                Place place = new Place(array(store.array()), atoms(store.index()));
                known.keySet().removeIf(p -> p.array().equals(place.array()) && !differ(p.index(), place.index()));
                known.put(place, atom(store.value()));
            }
            case Stmt.Add add -> {
                copy(add);
                Array array = array(add.array());
                List<Atom> index = atoms(add.index());
                known.keySet().removeIf(p -> p.array().equals(array) && !differ(p.index(), index));
            }
            case Stmt.Alloc alloc -> {
                copy(alloc);
                if (alloc.array().rank() == 0 && alloc.storage() instanceof Stmt.Storage.Local(Stmt.Init init) && init != Stmt.Init.NONE) {
                    known.put(new Place(array(alloc.array()), List.of()),
                            alloc.array().elem() == Elem.INT ? Atom.NONE : Atom.of(init == Stmt.Init.NAN ? Double.NaN : 0.0));
                }
            }
            case Stmt.For loop -> {
                forget(Effects.of(loop));
                copy(loop);
            }
            case Stmt.While loop -> {
                forget(Effects.of(loop));
                copy(loop);
            }
            case Stmt.If branch -> {
                copy(branch);
                forget(Effects.of(branch));
            }
            default -> copy(statement);
        }
    }

    /** What a block finds out is known in that block only. */
    @Override
    protected void nested(Block block) {
        Map<Place, Atom> before = known;
        known = new HashMap<>(before);
        block(block);
        known = before;
    }

    private void forget(Effects effects) {
        Set<Array> stores = effects.stores(), adds = effects.adds();
        known.keySet().removeIf(p -> stores.stream().anyMatch(a -> array(a).equals(p.array())) || adds.stream().anyMatch(a -> array(a).equals(p.array())));
    }

    private static boolean differ(List<Atom> a, List<Atom> b) {
        for (int k = 0; k < a.size(); k++) {
            if (a.get(k) instanceof Atom.Int x && b.get(k) instanceof Atom.Int y && x.value() != y.value()) {
                return true;
            }
        }
        return false;
    }
}
