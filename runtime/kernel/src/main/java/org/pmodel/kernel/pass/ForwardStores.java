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
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;

/**
 * Replaces a load by the value last stored or loaded there, where nothing was written in between; on the way folds constants and shares common
 * subexpressions, as every copy through a {@link Builder} does.
 */
final class ForwardStores extends Rewriter {
    private final Known known = new Known();

    /** Scalars that are used in straight-line code only, with the value they hold at this point. */
    private final Map<Array, Atom> registers = new HashMap<>();
    private final Set<Array> straight;

    private ForwardStores(Builder out, Set<Array> straight) {
        super(out);
        this.straight = straight;
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        Set<Array> straight = new HashSet<>();
        collectStraight(kernel.body(), straight);
        new ForwardStores(out, straight).block(kernel.body());
        return kernel.withBody(out.finish());
    }

    /** Local scalars whose accesses all stand in the block that introduces them. */
    private static void collectStraight(Block block, Set<Array> straight) {
        Set<Array> here = new HashSet<>();
        for (Stmt s : block.statements()) {
            if (s instanceof Stmt.Alloc(Array array, List<Atom> sizes, Stmt.Storage storage) && array.rank() == 0 && storage instanceof Stmt.Storage.Local) {
                here.add(array);
            }
        }
        for (Stmt s : block.statements()) {
            if (s instanceof Stmt.For || s instanceof Stmt.While || s instanceof Stmt.If || s instanceof Stmt.Call) {
                Effects effects = Effects.of(s);
                here.removeAll(effects.loads());
                here.removeAll(effects.stores());
                here.removeAll(effects.adds());
            }
            switch (s) {
                case Stmt.For f -> collectStraight(f.body(), straight);
                case Stmt.While w -> {
                    collectStraight(w.header(), straight);
                    collectStraight(w.body(), straight);
                }
                case Stmt.If i -> {
                    collectStraight(i.then(), straight);
                    collectStraight(i.otherwise(), straight);
                }
                default -> { }
            }
        }
        straight.addAll(here);
    }

    private static Atom initial(Array array, Stmt.Init init) {
        return array.elem() == Elem.INT ? Atom.NONE : Atom.of(init == Stmt.Init.ZERO ? 0.0 : Double.NaN);
    }

    @Override
    public void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Alloc(Array array, List<Atom> sizes, Stmt.Storage storage) when straight.contains(array) ->
                registers.put(array, initial(array, ((Stmt.Storage.Local) storage).init()));
            case Stmt.Store(Array array, List<Atom> index, Atom value) when straight.contains(array) -> registers.put(array, atom(value));
            case Stmt.Add(Array array, List<Atom> index, Atom value) when straight.contains(array) ->
                registers.put(array, out.let(array.elem() == Elem.REAL ? Ops.ADD : Ops.INT_ADD, registers.get(array), atom(value)));
            case Stmt.Load load when straight.contains(load.array()) -> substitute(load.result(), registers.get(load.array()));
            case Stmt.Load load -> {
                Atom value = known.at(array(load.array()), atoms(load.index()));
                if (value != null) {
                    substitute(load.result(), value);
                } else {
                    copy(load);
                    known.put(array(load.array()), atoms(load.index()), atom(load.result()));
                }
            }
            case Stmt.Store store -> {
                copy(store);
                known.forget(array(store.array()), atoms(store.index()));
                known.put(array(store.array()), atoms(store.index()), atom(store.value()));
            }
            case Stmt.Add add -> {
                copy(add);
                known.forget(array(add.array()), atoms(add.index()));
            }
            case Stmt.Alloc alloc -> {
                copy(alloc);
                if (alloc.array().rank() == 0 && alloc.storage() instanceof Stmt.Storage.Local(Stmt.Init init) && init != Stmt.Init.NONE) {
                    known.put(array(alloc.array()), List.of(), initial(alloc.array(), init));
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
            case Stmt.Call call -> {
                copy(call);
                forget(Effects.of(call));
            }
            default -> copy(statement);
        }
    }

    @Override
    protected void nested(Block block) {
        known.nested(() -> block(block));
    }

    private void forget(Effects effects) {
        effects.stores().forEach(a -> known.forget(array(a)));
        effects.adds().forEach(a -> known.forget(array(a)));
    }
}
