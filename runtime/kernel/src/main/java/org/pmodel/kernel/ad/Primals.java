package org.pmodel.kernel.ad;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Structure;
import org.pmodel.kernel.Value;

/**
 * How the backward sweep comes by values of the forward sweep: in scope, computed again, read again, or saved, in that order of preference and only when
 * they are asked for.
 */
final class Primals {
    private final Structure structure;
    private final Fresh fresh;

    Primals(Structure structure, Fresh fresh) {
        this.structure = structure;
        this.fresh = fresh;
    }

    List<Atom> of(List<Atom> atoms, Frame frame) {
        List<Atom> result = new ArrayList<>();
        atoms.forEach(a -> result.add(of(a, frame)));
        return result;
    }

    Atom of(Atom atom, Frame frame) {
        if (!(atom instanceof Value v)) {
            return atom;
        }
        Block home = structure.block(v);
        Frame owner = frame;
        while (owner != null && !owner.root && owner.block != home) {
            owner = owner.parent;
        }
        return owner == null || owner.root ? v : inFrame(v, owner);
    }

    private Atom inFrame(Value v, Frame owner) {
        Atom known = owner.primal.get(v);
        if (known != null) {
            return known;
        }
        Atom atom = switch (structure.definition(v)) {
            case Stmt.Let let when isRecomputable(let, owner, 6) -> recompute(let, owner);
            case Stmt.Load load when structure.isStable(load) && outlives(load.array(), owner) -> reload(v, load.array(), load.index(), owner);
            default -> {
                Stmt.Store store = structure.storeOf(v);
                yield store != null && keeps(store, owner) ? reload(v, store.array(), store.index(), owner) : saved(v, owner);
            }
        };
        owner.primal.put(v, atom);
        return atom;
    }

    /** Cheap, and made of what is at hand or cheap itself. */
    private boolean isRecomputable(Stmt.Let let, Frame owner, int depth) {
        return depth > 0 && let.op().isCheap() && let.arguments().stream().allMatch(a -> isAtHand(a, owner, depth - 1));
    }

    private boolean isAtHand(Atom atom, Frame owner, int depth) {
        if (!(atom instanceof Value v) || structure.block(v) != owner.block || owner.primal.containsKey(v)) {
            return true;
        }
        return switch (structure.definition(v)) {
            case Stmt.Let let -> isRecomputable(let, owner, depth);
            case Stmt.Load load -> structure.isStable(load) && outlives(load.array(), owner);
            case Stmt.For loop -> true;
            default -> false;
        };
    }

    /** Whether an array is still there in the backward sweep of this frame. */
    boolean outlives(Array array, Frame owner) {
        Block home = structure.introducedIn(array);
        for (Frame f = owner; f != null && !f.root; f = f.parent) {
            if (f.block == home) {
                return false;
            }
        }
        return true;
    }

    private Atom recompute(Stmt.Let let, Frame owner) {
        List<Atom> arguments = of(let.arguments(), owner);
        Value copy = fresh.value(let.result().name(), let.result().elem());
        owner.prologue.add(new Stmt.Let(copy, let.op(), arguments));
        return copy;
    }

    /** Whether a store of the program puts its value where it stays. */
    private boolean keeps(Stmt.Store store, Frame owner) {
        return structure.isWrittenOnce(store.array()) && outlives(store.array(), owner) && store.index().stream().allMatch(a -> isAtHand(a, owner, 6));
    }

    private Atom reload(Value v, Array array, List<Atom> place, Frame owner) {
        List<Atom> index = of(place, owner);
        Value copy = fresh.value(v.name(), v.elem());
        owner.prologue.add(new Stmt.Load(copy, array, index));
        return copy;
    }

    /** Kept by the forward sweep: in an array over the loops around, or on the stack where their counts are not known beforehand. */
    Atom saved(Value v, Frame owner) {
        Value copy = fresh.value(v.name(), v.elem());
        List<Stmt.For> loops = owner.loopsFromRoot();
        Frame root = owner.nearestRoot();
        if (loops == null || !loops.stream().allMatch(f -> isVisibleIn(f.count(), root))) {
            owner.pushed.add(v);
            owner.popped.add(copy);
        } else {
            Array kept = fresh.array(v.name() + "_kept", v.elem(), loops.size());
            List<Atom> sizes = new ArrayList<>(), index = new ArrayList<>(), backIndex = new ArrayList<>();
            for (Stmt.For f : loops) {
                sizes.add(f.count());
                index.add(f.index());
                backIndex.add(of(f.index(), owner));
            }
            root.before.computeIfAbsent(root.position, k -> new ArrayList<>())
                    .add(new Stmt.Alloc(kept, sizes, new Stmt.Storage.Local(Stmt.Init.NONE)));
            owner.saves.add(new Stmt.Store(kept, index, v));
            owner.prologue.add(new Stmt.Load(copy, kept, backIndex));
        }
        owner.primal.put(v, copy);
        return copy;
    }

    /** Whether a count is defined before the statement of the root frame that is being reversed. */
    boolean isVisibleIn(Atom count, Frame root) {
        if (!(count instanceof Value v)) {
            return true;
        }
        Block home = structure.block(v);
        for (Frame f = root; f != null; f = f.parent) {
            if (f.block == home) {
                return true;
            }
        }
        return false;
    }
}
