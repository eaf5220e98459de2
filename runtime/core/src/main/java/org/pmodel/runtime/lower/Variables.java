package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Stmt;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt.Init;

/** Writes declarations and assignments. */
final class Variables {
    private final Lowering lowering;
    private final Scope scope;
    private final Expressions expressions;

    Variables(Lowering lowering, Scope scope, Expressions expressions) {
        this.lowering = lowering;
        this.scope = scope;
        this.expressions = expressions;
    }

    void declare(Declaration declaration, Expr value) {
        String name = declaration.name();
        List<List<Atom>> sizes = Parts.sizes(declaration.sized(), expressions);
        sizes.stream().filter(s -> s != null).flatMap(List::stream).distinct().forEach(n -> lowering.checkSize(n, name, declaration.span()));
        if (value == null) {
            scope.bind(name, lowering.allocate(name, declaration.type(), sizes.iterator(), Init.NAN));
            return;
        }
        if (Increments.mentions(value, name)) {
            scope.bind(name, lowering.allocate(name, declaration.type(), sizes.iterator(), Init.NAN));
        }
        Shaped initial = sized(lowering.as(expressions.value(value), declaration.type()), sizes, declaration);
        if (!scope.isAssigned(name)) {
            scope.bind(name, lowering.keep(name, initial));
            return;
        }
        Place place = lowering.allocate(name, declaration.type(), Shaped.leaves(initial).map(Shaped::sizes).iterator(), Init.NONE);
        lowering.store(place, List.of(), initial);
        scope.bind(name, place);
    }

    /** The value with the sizes that its declaration states. */
    private Shaped sized(Shaped value, List<List<Atom>> sizes, Declaration declaration) {
        return sized(value, new ArrayList<>(sizes), declaration, new int[1]);
    }

    private Shaped sized(Shaped value, List<List<Atom>> sizes, Declaration declaration, int[] next) {
        return switch (value) {
            case Shaped.Tuple t -> t.map(e -> sized(e, sizes, declaration, next));
            case Shaped.Tensor t -> {
                List<Atom> stated = sizes.get(next[0]++);
                for (int k = 0; stated != null && k < stated.size(); k++) {
                    lowering.checkEqual(stated.get(k), t.sizes().get(k), "the declaration of " + declaration.name() + " and its value", declaration.span());
                }
                yield new Shaped.Tensor(t.elem(), stated == null ? t.sizes() : stated, t.reader(), t.repeatable());
            }
            default -> {
                next[0]++;
                yield value;
            }
        };
    }

    void assign(Stmt.Assign s) {
        String name = s.variable().name();
        Place place = scope.place(name);
        List<Expressions.Selection> selections = new ArrayList<>();
        for (Stmt.Step step : s.path()) {
            switch (step) {
                case Stmt.Step.Element(int position) -> place = ((Place.Tuple) place).elements().get(position - 1);
                case Stmt.Step.At(List<Expr.Subscript> subscripts) -> {
                    for (Expr.Subscript subscript : subscripts) {
                        selections.add(expressions.selection(subscript, place.sizes().get(selections.size()), name, s.variable()));
                    }
                }
            }
        }
        Increments.Increment increment = Increments.of(s);
        Expr written = increment != null ? increment.term() : s.value();
        Shaped value = lowering.as(expressions.value(written), s.value().type());
        write(place, selections, Increments.mentions(written, name) ? lowering.keep("new_" + name, value) : value, increment, s);
    }

    private void write(Place place, List<Expressions.Selection> chosen, Shaped value, Increments.Increment increment, Stmt.Assign s) {
        switch (place) {
            case Place.Tuple(List<Place> elements) -> {
                for (int k = 0; k < elements.size(); k++) {
                    write(elements.get(k), chosen, ((Shaped.Tuple) value).elements().get(k), increment, s);
                }
            }
            case Place.Memory(Array array, List<Atom> all) -> {
                List<Expressions.Selection> selections = Expressions.padded(chosen, all);
                List<Atom> sizes = Expressions.sizes(selections);
                for (int k = 0; k < sizes.size(); k++) {
                    lowering.checkEqual(sizes.get(k), value.sizes().get(k), "the two sides of the assignment to " + s.variable().name(), s.span());
                }
                lowering.loops(sizes, i -> {
                    Atom element = ((Shaped.Scalar) lowering.part(value, i)).atom();
                    write(array, Expressions.positions(selections, i), element, increment);
                });
            }
        }
    }

    private void write(Array array, List<Atom> index, Atom value, Increments.Increment increment) {
        if (increment == null) {
            lowering.out.store(array, index, value);
        } else {
            lowering.out.add(array, index, increment.negative() ? lowering.out.let(array.elem() == Elem.REAL ? Ops.NEGATE : Ops.INT_NEGATE, value) : value);
        }
    }
}
