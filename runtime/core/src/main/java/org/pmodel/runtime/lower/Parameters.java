package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Transform;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Stmt.Init;
import org.pmodel.kernel.Stmt.Storage;

/**
 * Writes the change of variables between the unconstrained coordinates and the parameters. Coordinates are laid out as Stan does: parameter by
 * parameter, arrays row by row, the matrices in them column by column.
 */
final class Parameters {
    private final Lowering lowering;
    private final Scope scope;
    private final Expressions expressions;
    private final Layouts layouts;
    private final Imputation imputation;

    Parameters(Lowering lowering, Scope scope, Expressions expressions, Imputation imputation) {
        this.lowering = lowering;
        this.scope = scope;
        this.expressions = expressions;
        this.imputation = imputation;
        this.layouts = new Layouts(lowering, expressions);
    }

    /** The number of unconstrained coordinates. */
    Atom dimension(List<Declaration> declarations) {
        Atom dimension = Atom.NONE;
        for (Declaration d : declarations) {
            dimension = lowering.out.intPlus(dimension, layouts.freeCount(layouts.of(d)));
        }
        return dimension;
    }

    // ---- from coordinates to parameters

    void constrain(List<Declaration> declarations, Array theta) {
        Atom offset = Atom.NONE;
        for (Declaration d : declarations) {
            Layout layout = layouts.of(d);
            scope.bind(d.name(), constrained(layout, theta, offset));
            imputation.complete(d);
            offset = lowering.out.intPlus(offset, layouts.freeCount(layout));
        }
    }

    private Shaped constrained(Layout layout, Array theta, Atom offset) {
        return switch (layout) {
            case Layout.Numbers n -> constrained(n, theta, offset);
            case Layout.Group g when g.sizes().isEmpty() -> elements(g, theta, offset);
            case Layout.Group g -> {
                Place place = places(g, List.of());
                Atom step = layouts.sum(g, layouts::freeCount);
                lowering.loops(g.sizes(), i -> lowering.store(place, i,
                        elements(g, theta, lowering.out.intPlus(offset, lowering.out.intTimes(position(lowering, i, g.sizes(), g.columns()), step)))));
                yield lowering.read(place);
            }
        };
    }

    private Shaped elements(Layout.Group group, Array theta, Atom offset) {
        List<Shaped> elements = new ArrayList<>();
        Atom start = offset;
        for (Layout element : group.elements()) {
            elements.add(constrained(element, theta, start));
            start = lowering.out.intPlus(start, layouts.freeCount(element));
        }
        return new Shaped.Tuple(elements);
    }

    /** Memory for parameters in arrays of tuples. */
    private Place places(Layout layout, List<Atom> outer) {
        return switch (layout) {
            case Layout.Group g -> new Place.Tuple(g.elements().stream().map(e -> places(e, Lowering.joined(outer, g.sizes()))).toList());
            case Layout.Numbers n -> {
                List<Atom> sizes = Lowering.joined(outer, n.sizes());
                yield new Place.Memory(lowering.out.local(n.name().replace('.', '_'), Elem.REAL, sizes, Init.NONE), sizes);
            }
        };
    }

    private Shaped constrained(Layout.Numbers layout, Array theta, Atom offset) {
        String name = layout.name().replace('.', '_');
        int arrayRank = layout.arrayRank();
        if (layout.transform() == null) {
            return element(name, theta, layout.sizes(), i -> lowering.out.intPlus(offset, position(lowering, i, layout.sizes(), layout.sizes().size() - arrayRank)));
        }
        List<Shaped> arguments = layout.constraint().arguments().stream().map(expressions::value).map(lowering::toReal).toList();
        if (layout.sizes().isEmpty()) {
            Atom x = lowering.out.load(name + "_free", theta, List.of(offset));
            return one(layout, arguments, new Shaped.Scalar(x));
        }
        Place.Memory place = new Place.Memory(lowering.out.local(name, Elem.REAL, layout.sizes(), Init.NONE), layout.sizes());
        Atom step = lowering.count(layout.free());
        lowering.loops(layout.outer(), outer -> {
            Atom start = lowering.out.intPlus(offset, lowering.out.intTimes(position(lowering, outer, layout.outer(), outer.size() - Math.min(arrayRank, outer.size())), step));
            Shaped x = element(name + "_free", theta, layout.free(), i -> lowering.out.intPlus(start, position(lowering, i, layout.free(), i.size())));
            lowering.store(place, outer, one(layout, arguments.stream().map(a -> argument(a, outer)).toList(), x));
        });
        return lowering.read(place);
    }

    /** The part of an argument that belongs to one element; a scalar belongs to all. */
    private Shaped argument(Shaped argument, List<Atom> outer) {
        return argument instanceof Shaped.Tensor t ? lowering.part(t, outer.subList(0, t.rank())) : argument;
    }

    private Shaped one(Layout.Numbers layout, List<Shaped> arguments, Shaped x) {
        Transform transform = layout.transform();
        List<Shaped> all = with(arguments, transform, layout.inner());
        all.add(x);
        Shaped y = call(transform.constrain(), all, layout);
        if (y instanceof Shaped.Tensor t) {
            y = lowering.repeatable(layout.name().replace('.', '_'), t);
        }
        if (lowering.jacobian && transform.logJacobian() != null) {
            all.add(y);
            Shaped jacobian = call(transform.logJacobian(), all, layout);
            lowering.out.add(lowering.target, List.of(), lowering.toReal(((Shaped.Scalar) jacobian).atom()));
        }
        return y;
    }

    /** A transform's functions take its arguments, then its sizes; a square matrix has one. */
    static List<Shaped> with(List<Shaped> arguments, Transform transform, List<Atom> inner) {
        List<Shaped> all = new ArrayList<>(arguments);
        inner.subList(0, transform.sizes().size()).forEach(n -> all.add(new Shaped.Scalar(n)));
        return all;
    }

    private Shaped call(String function, List<Shaped> arguments, Layout.Numbers layout) {
        return lowering.calls.inline(lowering.model.function(function), arguments, layout.span());
    }

    private Shaped element(String name, Array theta, List<Atom> sizes, Function<List<Atom>, Atom> position) {
        return sizes.isEmpty() ? new Shaped.Scalar(lowering.out.load(name, theta, List.of(position.apply(List.of()))))
                : new Shaped.Tensor(Elem.REAL, sizes, i -> lowering.out.load(name, theta, List.of(position.apply(i))), true);
    }

    /** The place of an index when the last {@code columns} dimensions run column by column and those before row by row. */
    static Atom position(Lowering lowering, List<Atom> index, List<Atom> sizes, int columns) {
        Atom position = Atom.NONE;
        int rows = index.size() - columns;
        for (int k = 0; k < rows; k++) {
            position = lowering.out.intPlus(lowering.out.intTimes(position, sizes.get(k)), index.get(k));
        }
        for (int k = index.size() - 1; k >= rows; k--) {
            position = lowering.out.intPlus(lowering.out.intTimes(position, sizes.get(k)), index.get(k));
        }
        return position;
    }

    // ---- from parameters to coordinates

    /** Input: the values of the parameters in the order of a question about values; output: the coordinates. */
    void unconstrain(List<Declaration> declarations, Atom dimension) {
        List<Layout> all = declarations.stream().map(layouts::of).toList();
        Atom count = Atom.NONE;
        for (Layout l : all) {
            count = lowering.out.intPlus(count, layouts.count(l));
        }
        Array given = lowering.out.alloc("values", Elem.REAL, List.of(count), new Storage.Input());
        Array output = lowering.out.alloc("out", Elem.REAL, List.of(dimension), new Storage.Output());
        Atom from = Atom.NONE, to = Atom.NONE;
        for (int k = 0; k < all.size(); k++) {
            Declaration declaration = declarations.get(k);
            Atom start = from;
            Shaped y = given(all.get(k), given, List.of(), outer -> start);
            scope.bind(declaration.name(), y);
            imputation.complete(declaration);
            new Supports(lowering, scope, expressions).check(declaration, "initial value", "E0713");
            unconstrain(all.get(k), y, output, to);
            from = lowering.out.intPlus(from, layouts.count(all.get(k)));
            to = lowering.out.intPlus(to, layouts.freeCount(all.get(k)));
        }
    }

    /**
     * Values that lie in the input.
     *
     * @param start where those of one element of the arrays around begin
     */
    private Shaped given(Layout layout, Array given, List<Atom> outer, Function<List<Atom>, Atom> start) {
        return switch (layout) {
            case Layout.Numbers n -> element(n.name().replace('.', '_'), given, Lowering.joined(outer, n.sizes()), i -> {
                List<Atom> inner = i.subList(outer.size(), i.size());
                return lowering.out.intPlus(start.apply(i.subList(0, outer.size())), position(lowering, inner, n.sizes(), inner.size()));
            });
            case Layout.Group g -> {
                Atom step = layouts.sum(g, layouts::count);
                List<Shaped> elements = new ArrayList<>();
                Atom offset = Atom.NONE;
                for (Layout element : g.elements()) {
                    Atom within = offset;
                    elements.add(given(element, given, Lowering.joined(outer, g.sizes()), i -> {
                        List<Atom> inner = i.subList(outer.size(), i.size());
                        Atom before = lowering.out.intTimes(position(lowering, inner, g.sizes(), inner.size()), step);
                        return lowering.out.intPlus(lowering.out.intPlus(start.apply(i.subList(0, outer.size())), before), within);
                    }));
                    offset = lowering.out.intPlus(offset, layouts.count(element));
                }
                yield new Shaped.Tuple(elements);
            }
        };
    }

    private void unconstrain(Layout layout, Shaped y, Array output, Atom offset) {
        switch (layout) {
            case Layout.Numbers n -> unconstrain(n, y, output, offset);
            case Layout.Group g -> {
                Atom step = layouts.sum(g, layouts::freeCount);
                lowering.loops(g.sizes(), i -> {
                    Atom start = lowering.out.intPlus(offset, lowering.out.intTimes(position(lowering, i, g.sizes(), g.columns()), step));
                    Shaped.Tuple one = (Shaped.Tuple) lowering.part(y, i);
                    for (int k = 0; k < g.elements().size(); k++) {
                        unconstrain(g.elements().get(k), one.elements().get(k), output, start);
                        start = lowering.out.intPlus(start, layouts.freeCount(g.elements().get(k)));
                    }
                });
            }
        }
    }

    private void unconstrain(Layout.Numbers l, Shaped y, Array output, Atom offset) {
        List<Shaped> arguments = l.constraint().arguments().stream().map(expressions::value).map(lowering::toReal).toList();
        List<Atom> outerSizes = l.transform() == null ? l.sizes() : l.outer();
        Atom step = lowering.count(l.free());
        lowering.loops(outerSizes, outer -> {
            Atom start = lowering.out.intPlus(offset, lowering.out.intTimes(position(lowering, outer, outerSizes, outer.size() - Math.min(l.arrayRank(), outer.size())), step));
            Shaped element = lowering.part(y, outer);
            if (l.transform() == null) {
                lowering.out.store(output, List.of(start), ((Shaped.Scalar) element).atom());
                return;
            }
            List<Shaped> all = with(arguments.stream().map(a -> argument(a, outer)).toList(), l.transform(), l.inner());
            all.add(lowering.repeatable("y", element));
            Shaped x = lowering.toReal(call(l.transform().unconstrain(), all, l));
            lowering.loops(x.sizes(), i -> lowering.out.store(output, List.of(lowering.out.intPlus(start, position(lowering, i, x.sizes(), i.size()))),
                    ((Shaped.Scalar) lowering.part(x, i)).atom()));
        });
    }
}
