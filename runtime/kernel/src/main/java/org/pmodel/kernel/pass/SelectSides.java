package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;

/**
 * Runs both sides of a branch in an innermost loop and selects, where both are pure and short, so that the loop vectorises.
 *
 * <p>What is selected is what leaves the branch: a stored or added value. It comes after differentiation, because a derivative on the side that is not
 * taken may be infinite, and here nothing of it gets out.
 */
final class SelectSides extends Rewriter {
    /** Library functions that may run in vain per turn. */
    private static final int AFFORDABLE = 6;

    /** The loads that the turn does anyway, by array and index. */
    private record Place(Array array, List<Atom> index) {}

    private Set<Place> loaded = Set.of();
    private boolean innermost;

    private SelectSides(Builder out) {
        super(out);
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        new SelectSides(out).block(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    public void statement(Stmt statement) {
        switch (statement) {
            case Stmt.For loop -> {
                boolean outer = innermost;
                Set<Place> outerLoaded = loaded;
                innermost = !hasLoop(loop.body());
                loaded = places(loop.body());
                copy(loop);
                innermost = outer;
                loaded = outerLoaded;
            }
            case Stmt.If branch when innermost && isSelectable(branch) -> select(branch);
            default -> copy(statement);
        }
    }

    private static boolean hasLoop(Block block) {
        return block.statements().stream().anyMatch(s -> s instanceof Stmt.For || s instanceof Stmt.While
                || s instanceof Stmt.If i && (hasLoop(i.then()) || hasLoop(i.otherwise())));
    }

    private static Set<Place> places(Block block) {
        Set<Place> places = new HashSet<>();
        for (Stmt s : block.statements()) {
            if (s instanceof Stmt.Load l) {
                places.add(new Place(l.array(), l.index()));
            }
        }
        return places;
    }

    private boolean isSelectable(Stmt.If branch) {
        Set<Place> stored = new HashSet<>();
        return cost(branch.then()) + cost(branch.otherwise()) <= AFFORDABLE && isPure(branch.then(), stored) && isPure(branch.otherwise(), stored);
    }

    private static int cost(Block block) {
        int cost = 0;
        for (Stmt s : block.statements()) {
            cost += s instanceof Stmt.Let let && !let.op().isCheap() && let.op() != Ops.DIVIDE ? 1 : s instanceof Stmt.If i ? cost(i.then()) + cost(i.otherwise()) : 0;
        }
        return cost;
    }

    private boolean isPure(Block block, Set<Place> stored) {
        return block.statements().stream().allMatch(s -> switch (s) {
            case Stmt.Let let -> !let.op().isRandom() && let.op() != Ops.INT_DIVIDE && let.op() != Ops.INT_MODULO && isStraight(let.op());
            case Stmt.Load load -> load.array().rank() == 0 || loaded.contains(new Place(load.array(), load.index()));
            case Stmt.Store store -> store.array().rank() == 0;
            case Stmt.Add add -> add.array().rank() == 0 && add.array().elem() == Elem.REAL;
            case Stmt.Alloc alloc -> alloc.array().rank() == 0 && alloc.storage() instanceof Stmt.Storage.Local;
            case Stmt.If inner -> isPure(inner.then(), stored) && isPure(inner.otherwise(), stored);
            default -> false;
        });
    }

    /** Whether an operation is not itself a loop or branch. */
    private static boolean isStraight(Op op) {
        return !(op.definition() instanceof Op.Definition.Composite c) || c.body().body().statements().stream().allMatch(s -> s instanceof Stmt.Let let && isStraight(let.op()));
    }

    private void select(Stmt.If branch) {
        Atom condition = atom(branch.condition());
        side(branch.then(), condition, true);
        side(branch.otherwise(), condition, false);
    }

    /** Writes a side that is taken when the condition is as {@code then} says; what it keeps to itself is written as it is. */
    private void side(Block block, Atom condition, boolean then) {
        Set<Array> own = new HashSet<>();
        for (Stmt s : block.statements()) {
            switch (s) {
                case Stmt.Alloc alloc -> {
                    own.add(alloc.array());
                    copy(s);
                }
                case Stmt.Store(Array a, List<Atom> index, Atom value) when !own.contains(a) -> {
                    Array array = array(a);
                    Atom old = out.load(array.name(), array, index);
                    out.store(array, index, choose(condition, then, atom(value), old));
                }
                case Stmt.Add(Array a, List<Atom> index, Atom value) when !own.contains(a) ->
                    out.add(array(a), index, choose(condition, then, atom(value), Atom.ZERO));
                case Stmt.If inner -> {
                    Atom taken = then ? condition : out.not(condition), chosen = atom(inner.condition());
                    side(inner.then(), out.let(Ops.AND, taken, chosen), true);
                    side(inner.otherwise(), out.let(Ops.AND, taken, out.not(chosen)), true);
                }
                default -> copy(s);
            }
        }
    }

    private Atom choose(Atom condition, boolean then, Atom value, Atom otherwise) {
        Op op = value.elem() == Elem.REAL ? Ops.SELECT : Ops.INT_SELECT;
        List<Atom> arguments = new ArrayList<>(List.of(condition, then ? value : otherwise, then ? otherwise : value));
        return out.let(op, arguments);
    }
}
