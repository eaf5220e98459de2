package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Product;
import org.pmodel.kernel.Product.Panel;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Stmt.Init;
import org.pmodel.kernel.Value;

/**
 * Finds products of matrices, however they are written: of {@code for i { for j { … for k { s += a[i, k] b[k, j] } … } }} the sums for all {@code i}
 * and {@code j} become one {@link Product} in front of the loop, where {@code a} and {@code b} stay as they are in it. What the sums are for remains.
 */
final class Products extends Rewriter {
    /** Loops of constant length are left alone below this many turns of the three together, and below {@link #FEW} turns of one. */
    private static final int SMALL = 512, FEW = 4;

    private final Builder out;
    private final Map<Array, List<Atom>> sizes = new HashMap<>();
    private final Map<Stmt, Summed> summed = new IdentityHashMap<>();
    private boolean found;

    private Products(Builder out) {
        super(out);
        this.out = out;
    }

    static Kernel apply(Kernel kernel) {
        boolean[] any = new boolean[1];
        Kernel result = one(kernel, any);
        List<Routine> routines = new ArrayList<>();
        for (Routine r : kernel.routines()) {
            routines.add(Product.isProduct(r.signature()) ? r : r.withBody(one(r.in(kernel), any).body()));
        }
        if (any[0] && kernel.routines().stream().noneMatch(r -> Product.isProduct(r.signature()))) {
            routines.add(Product.ROUTINE);
        }
        return result.withRoutines(routines);
    }

    private static Kernel one(Kernel kernel, boolean[] any) {
        Products pass = new Products(new Builder(Fresh.after(kernel)));
        pass.block(kernel.body());
        any[0] |= pass.found;
        return pass.found ? kernel.withBody(pass.out.finish()) : kernel;
    }

    /** Where the sum that a loop adds up stands instead. */
    private record Summed(Array product, Stmt.Add add, Value row, Value column) {}

    @Override
    public void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Alloc alloc -> {
                copy(alloc);
                sizes.put(array(alloc.array()), atoms(alloc.sizes()));
            }
            case Stmt.For loop when summed.containsKey(loop) -> {
                Summed s = summed.get(loop);
                out.add(array(s.add().array()), atoms(s.add().index()), out.load(s.product(), atom(s.row()), atom(s.column())));
            }
            case Stmt.For loop when !addsProduct(loop) -> {
                find(loop);
                copy(loop);
            }
            case Stmt.For loop -> { }
            default -> copy(statement);
        }
    }

    /** Writes the products for the sums of a loop in front of it. */
    private void find(Stmt.For rows) {
        Set<Value> inside = new HashSet<>();
        Map<Value, Stmt.Let> lets = new HashMap<>();
        defined(rows, inside, lets);
        Effects written = null;
        for (Stmt s : unchecked(rows)) {
            if (!(s instanceof Stmt.For columns) || inside.contains(columns.count()) || summed.containsKey(columns)) {
                continue;
            }
            for (Stmt t : unchecked(columns)) {
                if (t instanceof Stmt.For inner && !inside.contains(inner.count()) && isLarge(rows, columns, inner)) {
                    Term term = term(inner);
                    written = written == null ? Effects.of(rows) : written;
                    if (term != null && term.add().index().isEmpty() && stays(term.left().array(), written) && stays(term.right().array(), written)) {
                        write(rows, columns, inner, term, inside, lets);
                    }
                }
            }
        }
    }

    /** Writes three loops that do nothing but to add a product to a matrix as that; says whether they are. */
    private boolean addsProduct(Stmt.For rows) {
        Stmt.For columns = only(rows), inner = columns == null ? null : only(columns);
        if (inner == null || !isLarge(rows, columns, inner)) {
            return false;
        }
        Set<Value> inside = new HashSet<>();
        Map<Value, Stmt.Let> lets = new HashMap<>();
        defined(rows, inside, lets);
        Term term = term(inner);
        if (term == null || inside.contains(columns.count()) || inside.contains(inner.count()) || term.add().array().equals(term.left().array())
                || term.add().array().equals(term.right().array())) {
            return false;
        }
        LinearPlaces places = places(rows, columns, inner, inside, lets);
        LinearPlaces.Place into = places.apart(term.add());
        Factors factors = into == null ? null : factors(term, places);
        if (factors != null) {
            Panel panel = new Panel(array(term.add().array()), into.start(), into.steps().get(0), into.steps().get(1));
            out.emit(new Product(atom(rows.count()), atom(columns.count()), atom(inner.count()), Atom.of(term.negative() ? -1 : 1), panel, factors.left(), factors.right()).call());
            found = true;
        }
        return factors != null;
    }

    /** The one statement of a loop that is more than arithmetic, if that is a loop; {@code null} otherwise. */
    private static Stmt.For only(Stmt.For loop) {
        Stmt.For only = null;
        for (Stmt s : loop.body().statements()) {
            if (!(s instanceof Stmt.Let)) {
                if (only != null || !(s instanceof Stmt.For f)) {
                    return null;
                }
                only = f;
            }
        }
        return only;
    }

    /** The statements of a loop's body up to the first check, which those that follow may rely on. */
    private static List<Stmt> unchecked(Stmt.For loop) {
        return loop.body().statements().stream().takeWhile(s -> !(s instanceof Stmt.Check)).toList();
    }

    private static boolean stays(Array array, Effects written) {
        return !written.writes(array) && !written.introduces().contains(array);
    }

    private static void defined(Stmt.For loop, Set<Value> inside, Map<Value, Stmt.Let> lets) {
        inside.add(loop.index());
        for (Stmt s : loop.body().statements()) {
            switch (s) {
                case Stmt.Let let -> {
                    inside.add(let.result());
                    lets.put(let.result(), let);
                }
                case Stmt.Load load -> inside.add(load.result());
                case Stmt.For f -> defined(f, inside, lets);
                default -> { }
            }
        }
    }

    private static boolean isLarge(Stmt.For... loops) {
        int turns = 1;
        boolean known = true;
        for (Stmt.For loop : loops) {
            if (loop.count() instanceof Atom.Int n) {
                if (n.value() < FEW) {
                    return false;
                }
                turns *= Math.min(n.value(), SMALL);
            } else {
                known = false;
            }
        }
        return !known || turns >= SMALL;
    }

    /** What a loop adds up: a product of two loads, perhaps with the other sign. */
    private record Term(Stmt.Load left, Stmt.Load right, boolean negative, Stmt.Add add) {}

    private static Term term(Stmt.For inner) {
        Map<Atom, Stmt.Load> loads = new HashMap<>();
        Map<Atom, Stmt.Let> products = new HashMap<>();
        Term term = null;
        for (Stmt s : inner.body().statements()) {
            if (term != null) {
                return null;
            }
            switch (s) {
                case Stmt.Load load when load.result().elem() == Elem.REAL -> loads.put(load.result(), load);
                case Stmt.Let let when let.op() == Ops.MULTIPLY || let.op() == Ops.NEGATE -> products.put(let.result(), let);
                case Stmt.Let let when let.op().result() == Elem.INT -> { }
                case Stmt.Add add when add.array().elem() == Elem.REAL -> term = term(add, loads, products);
                default -> {
                    return null;
                }
            }
        }
        return term;
    }

    private static Term term(Stmt.Add add, Map<Atom, Stmt.Load> loads, Map<Atom, Stmt.Let> products) {
        Stmt.Let product = products.get(add.value());
        boolean negative = product != null && product.op() == Ops.NEGATE;
        if (negative) {
            product = products.get(product.arguments().get(0));
        }
        if (product == null || product.op() != Ops.MULTIPLY) {
            return null;
        }
        Stmt.Load left = loads.get(product.arguments().get(0)), right = loads.get(product.arguments().get(1));
        return left == null || right == null ? null : new Term(left, right, negative, add);
    }

    private void write(Stmt.For rows, Stmt.For columns, Stmt.For inner, Term term, Set<Value> inside, Map<Value, Stmt.Let> lets) {
        LinearPlaces places = places(rows, columns, inner, inside, lets);
        Factors factors = factors(term, places);
        if (factors == null) {
            return;
        }
        Atom m = atom(rows.count()), n = atom(columns.count()), k = atom(inner.count());
        Array product = out.local("product", Elem.REAL, List.of(m, n), Init.ZERO);
        Panel into = new Panel(product, Atom.NONE, n, Atom.UNIT);
        out.emit(new Product(m, n, k, Atom.of(term.negative() ? -1 : 1), into, factors.left(), factors.right()).call());
        summed.put(inner, new Summed(product, term.add(), rows.index(), columns.index()));
        found = true;
    }

    private LinearPlaces places(Stmt.For rows, Stmt.For columns, Stmt.For inner, Set<Value> inside, Map<Value, Stmt.Let> lets) {
        return new LinearPlaces(out, this::atom, a -> sizes.get(array(a)), List.of(rows.index(), columns.index(), inner.index()), inside, lets);
    }

    private record Factors(Panel left, Panel right) {}

    /** One factor moves with the first and the third loop, the other with the second and the third; {@code null} where they do not. */
    private Factors factors(Term term, LinearPlaces places) {
        LinearPlaces.Place a = places.of(term.left()), b = places.of(term.right());
        if (a == null || b == null || !a.moves(2) || !b.moves(2) || a.moves(0) == a.moves(1) || b.moves(0) == b.moves(1) || a.moves(0) == b.moves(0)) {
            return null;
        }
        boolean straight = a.moves(0);
        LinearPlaces.Place left = straight ? a : b, right = straight ? b : a;
        Array first = array((straight ? term.left() : term.right()).array()), second = array((straight ? term.right() : term.left()).array());
        return new Factors(new Panel(first, left.start(), left.steps().get(0), left.steps().get(2)),
                new Panel(second, right.start(), right.steps().get(2), right.steps().get(1)));
    }
}
