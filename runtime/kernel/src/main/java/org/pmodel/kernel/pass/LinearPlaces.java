package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/** Finds the places in memory that statements inside three loops read or add to, in terms of what is known before the loops. */
final class LinearPlaces {
    /** A place in memory that moves by constant steps with each of three loops. */
    record Place(Atom start, List<Atom> steps) {
        boolean moves(int loop) {
            return !steps.get(loop).isInt(0);
        }

        boolean isFixed() {
            return !moves(0) && !moves(1) && !moves(2);
        }
    }

    private final Builder out;
    private final UnaryOperator<Atom> known;
    private final Function<Array, List<Atom>> sizes;
    private final List<Value> indices;
    private final Set<Value> inside;
    private final Map<Value, Stmt.Let> lets;

    /**
     * @param known what stands for a value from outside of the loops
     * @param inside all that is defined in the loops, and {@code lets} how where it is by arithmetic
     */
    LinearPlaces(Builder out, UnaryOperator<Atom> known, Function<Array, List<Atom>> sizes, List<Value> indices, Set<Value> inside, Map<Value, Stmt.Let> lets) {
        this.out = out;
        this.known = known;
        this.sizes = sizes;
        this.indices = indices;
        this.inside = inside;
        this.lets = lets;
    }

    Place of(Stmt.Load load) {
        return of(load.array(), load.index());
    }

    private Place of(Array array, List<Atom> subscripts) {
        List<Atom> size = sizes.apply(array);
        Place place = fixed(Atom.NONE);
        for (int d = 0; d < subscripts.size() && place != null; d++) {
            Place index = of(subscripts.get(d));
            place = index == null ? null : plus(d == 0 ? place : times(place, size.get(d)), index);
        }
        return place;
    }

    /** The place that is added to, where it is another one for each turn of the first two loops; {@code null} otherwise. */
    Place apart(Stmt.Add add) {
        int rows = 0, columns = 0;
        for (Atom subscript : add.index()) {
            Place index = of(subscript);
            if (index == null || index.moves(2) || index.moves(0) && index.moves(1)) {
                return null;
            }
            rows += index.moves(0) ? 1 : 0;
            columns += index.moves(1) ? 1 : 0;
        }
        return rows == 1 && columns == 1 ? of(add.array(), add.index()) : null;
    }

    private Place of(Atom atom) {
        if (!(atom instanceof Value v)) {
            return fixed(atom);
        }
        if (indices.contains(v)) {
            List<Atom> steps = new ArrayList<>(fixed(Atom.NONE).steps());
            steps.set(indices.indexOf(v), Atom.UNIT);
            return new Place(Atom.NONE, steps);
        }
        if (!inside.contains(v)) {
            return fixed(known.apply(v));
        }
        Stmt.Let let = lets.get(v);
        if (let == null || let.arguments().size() != 2) {
            return null;
        }
        Place a = of(let.arguments().get(0)), b = of(let.arguments().get(1));
        if (a == null || b == null) {
            return null;
        }
        if (let.op() == Ops.INT_ADD) {
            return plus(a, b);
        }
        if (let.op() == Ops.INT_SUBTRACT) {
            return plus(a, times(b, Atom.of(-1)));
        }
        if (let.op() == Ops.INT_MULTIPLY && (a.isFixed() || b.isFixed())) {
            return a.isFixed() ? times(b, a.start()) : times(a, b.start());
        }
        return null;
    }

    private static Place fixed(Atom start) {
        return new Place(start, List.of(Atom.NONE, Atom.NONE, Atom.NONE));
    }

    private Place plus(Place a, Place b) {
        List<Atom> steps = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            steps.add(out.intPlus(a.steps().get(k), b.steps().get(k)));
        }
        return new Place(out.intPlus(a.start(), b.start()), steps);
    }

    private Place times(Place a, Atom factor) {
        return new Place(out.intTimes(a.start(), factor), a.steps().stream().map(s -> out.intTimes(s, factor)).toList());
    }
}
