package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Function;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Transform;
import org.pmodel.ir.Type;
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

    Parameters(Lowering lowering, Scope scope, Expressions expressions) {
        this.lowering = lowering;
        this.scope = scope;
        this.expressions = expressions;
    }

    /**
     * A parameter with its sizes: {@code outer} of the elements that the transform is applied to one by one, {@code inner} of one element.
     */
    private record Layout(Declaration declaration, Constraint constraint, Transform transform, List<Atom> sizes, List<Atom> outer, List<Atom> inner, List<Atom> free) {}

    private Layout layout(Declaration declaration) {
        if (!(declaration.sized() instanceof SizedType.Plain sized)) {
            throw Faults.unsupported("a tuple as a parameter", declaration.span());
        }
        List<Atom> sizes = sized.dimensions().stream().map(expressions::scalar).toList();
        sizes.forEach(n -> lowering.checkSize(n, declaration.name(), declaration.span()));
        Transform transform = sized.constraint().isNone() ? null : lowering.model.transforms().get(sized.constraint().transform());
        if (transform == null && !sized.constraint().isNone()) {
            throw Faults.unsupported("a parameter with the constraint " + sized.constraint().transform(), declaration.span());
        }
        int innerRank = transform == null ? 0 : transform.type().rank();
        List<Atom> inner = sizes.subList(sizes.size() - innerRank, sizes.size());
        return new Layout(declaration, sized.constraint(), transform, sizes, sizes.subList(0, sizes.size() - innerRank), inner, freeSizes(transform, inner));
    }

    private List<Atom> freeSizes(Transform transform, List<Atom> inner) {
        if (transform == null) {
            return List.of();
        }
        Scope named = new Scope();
        for (int k = 0; k < transform.sizes().size(); k++) {
            named.bind(transform.sizes().get(k), new Shaped.Scalar(inner.get(k)));
        }
        Expressions over = new Expressions(lowering, named);
        return transform.freeSizes().stream().map(e -> lowering.maximum(over.scalar(e), Atom.NONE)).toList();
    }

    private Atom freeCount(Layout layout) {
        return lowering.out.intTimes(lowering.count(layout.outer()), lowering.count(layout.free()));
    }

    /** The number of unconstrained coordinates. */
    Atom dimension(List<Declaration> declarations) {
        Atom dimension = Atom.NONE;
        for (Declaration d : declarations) {
            dimension = lowering.out.intPlus(dimension, freeCount(layout(d)));
        }
        return dimension;
    }

    // ---- from coordinates to parameters

    void constrain(List<Declaration> declarations, Array theta) {
        Atom offset = Atom.NONE;
        for (Declaration d : declarations) {
            Layout layout = layout(d);
            scope.bind(d.name(), constrained(layout, theta, offset));
            offset = lowering.out.intPlus(offset, freeCount(layout));
        }
    }

    private Shaped constrained(Layout layout, Array theta, Atom offset) {
        String name = layout.declaration().name();
        int arrayRank = arrayRank(layout);
        if (layout.transform() == null) {
            return element(name, theta, layout.sizes(), i -> lowering.out.intPlus(offset, position(lowering, i, layout.sizes(), layout.sizes().size() - arrayRank)));
        }
        List<Shaped> arguments = layout.constraint().arguments().stream().map(expressions::value).map(lowering::toReal).toList();
        if (layout.sizes().isEmpty()) {
            Atom x = lowering.out.load(name + "_free", theta, List.of(offset));
            return one(layout, arguments, new Shaped.Scalar(x));
        }
        Array array = lowering.out.local(name, Elem.REAL, layout.sizes(), Init.NONE);
        Atom step = lowering.count(layout.free());
        lowering.loops(layout.outer(), outer -> {
            Atom start = lowering.out.intPlus(offset, lowering.out.intTimes(position(lowering, outer, layout.outer(), outer.size() - Math.min(arrayRank, outer.size())), step));
            Shaped x = element(name + "_free", theta, layout.free(), i -> lowering.out.intPlus(start, position(lowering, i, layout.free(), i.size())));
            Shaped y = one(layout, arguments.stream().map(a -> argument(a, outer)).toList(), x);
            store(array, outer, y);
        });
        return lowering.tensor(array, layout.sizes());
    }

    /** Array dimensions of a parameter; the rest belong to a vector or matrix. */
    private static int arrayRank(Layout layout) {
        return layout.declaration().type() instanceof Type.Array(Type element, int rank) ? rank : 0;
    }

    /** The part of an argument that belongs to one element; a scalar belongs to all. */
    private Shaped argument(Shaped argument, List<Atom> outer) {
        return argument instanceof Shaped.Tensor t ? lowering.part(t, outer.subList(0, t.rank())) : argument;
    }

    private Shaped one(Layout layout, List<Shaped> arguments, Shaped x) {
        Transform transform = layout.transform();
        List<Shaped> all = with(arguments, transform, layout.inner());
        all.add(x);
        Shaped y = call(transform.constrain(), all, layout);
        if (y instanceof Shaped.Tensor t) {
            y = lowering.repeatable(layout.declaration().name(), t);
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

    private Shaped call(String function, List<Shaped> arguments, Layout layout) {
        Function f = lowering.model.function(function);
        return lowering.calls.inline(f, arguments, layout.declaration().span());
    }

    private Shaped element(String name, Array theta, List<Atom> sizes, java.util.function.Function<List<Atom>, Atom> position) {
        return sizes.isEmpty() ? new Shaped.Scalar(lowering.out.load(name, theta, List.of(position.apply(List.of()))))
                : new Shaped.Tensor(Elem.REAL, sizes, i -> lowering.out.load(name, theta, List.of(position.apply(i))), true);
    }

    private void store(Array array, List<Atom> outer, Shaped value) {
        switch (value) {
            case Shaped.Scalar(Atom atom) -> lowering.out.store(array, outer, lowering.toReal(atom));
            case Shaped.Tensor t -> lowering.loops(t.sizes(), i -> {
                List<Atom> index = new ArrayList<>(outer);
                index.addAll(i);
                lowering.out.store(array, index, t.at(i));
            });
            case Shaped.FunctionName f -> throw new IllegalStateException(f.id());
        }
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

    /** Input: the values of the parameters, each column by column; output: the coordinates. */
    void unconstrain(List<Declaration> declarations, Atom dimension) {
        List<Layout> layouts = declarations.stream().map(this::layout).toList();
        Atom count = Atom.NONE;
        for (Layout l : layouts) {
            count = lowering.out.intPlus(count, lowering.count(l.sizes()));
        }
        Array given = lowering.out.alloc("values", Elem.REAL, List.of(count), new Storage.Input());
        Array output = lowering.out.alloc("out", Elem.REAL, List.of(dimension), new Storage.Output());
        Atom from = Atom.NONE, to = Atom.NONE;
        for (Layout l : layouts) {
            Atom start = from;
            Shaped y = element(l.declaration().name(), given, l.sizes(), i -> lowering.out.intPlus(start, position(lowering, i, l.sizes(), i.size())));
            scope.bind(l.declaration().name(), y);
            unconstrain(l, y, output, to);
            from = lowering.out.intPlus(from, lowering.count(l.sizes()));
            to = lowering.out.intPlus(to, freeCount(l));
        }
    }

    private void unconstrain(Layout l, Shaped y, Array output, Atom offset) {
        int arrayRank = arrayRank(l);
        List<Shaped> arguments = l.constraint().arguments().stream().map(expressions::value).map(lowering::toReal).toList();
        List<Atom> outerSizes = l.transform() == null ? l.sizes() : l.outer();
        Atom step = lowering.count(l.free());
        new Supports(lowering, scope, expressions).check(l.declaration(), "initial value", "E0713");
        lowering.loops(outerSizes, outer -> {
            Atom start = lowering.out.intPlus(offset, lowering.out.intTimes(position(lowering, outer, outerSizes, outer.size() - Math.min(arrayRank, outer.size())), step));
            Shaped element = y instanceof Shaped.Tensor t ? lowering.part(t, outer) : y;
            if (l.transform() == null) {
                lowering.out.store(output, List.of(start), ((Shaped.Scalar) element).atom());
                return;
            }
            List<Shaped> all = with(arguments.stream().map(a -> argument(a, outer)).toList(), l.transform(), l.inner());
            all.add(element instanceof Shaped.Tensor t ? lowering.repeatable("y", t) : element);
            switch (call(l.transform().unconstrain(), all, l)) {
                case Shaped.Scalar(Atom atom) -> lowering.out.store(output, List.of(start), lowering.toReal(atom));
                case Shaped.Tensor x -> lowering.loops(x.sizes(), i ->
                        lowering.out.store(output, List.of(lowering.out.intPlus(start, position(lowering, i, x.sizes(), i.size()))), x.at(i)));
                case Shaped.FunctionName f -> throw new IllegalStateException(f.id());
            }
        });
    }
}
