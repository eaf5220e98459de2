package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;

/** Writes the functions that ask for or change the shape of a container of any kind. */
final class Shapes {
    private final Lowering lowering;

    Shapes(Lowering lowering) {
        this.lowering = lowering;
    }

    Shaped apply(Expr.Call e, List<Shaped> arguments) {
        return switch (e.function()) {
            case "size" -> new Shaped.Scalar(arguments.get(0) instanceof Shaped.Tensor t ? size(t, e.arguments().get(0).type()) : Atom.UNIT);
            case "num_elements" -> new Shaped.Scalar(arguments.get(0) instanceof Shaped.Tensor t ? lowering.count(t.sizes()) : Atom.UNIT);
            case "rows" -> new Shaped.Scalar(e.arguments().get(0).type() == Type.ROW_VECTOR ? Atom.UNIT : tensor(arguments).sizes().get(0));
            case "cols" -> new Shaped.Scalar(e.arguments().get(0).type() == Type.VECTOR ? Atom.UNIT : tensor(arguments).sizes().get(tensor(arguments).rank() - 1));
            case "dims" -> dims(arguments.get(0));
            case "rep_array" -> repeat(arguments);
            case "append_array" -> append((Shaped.Tensor) arguments.get(0), (Shaped.Tensor) arguments.get(1), e);
            default -> reshape(e, arguments);
        };
    }

    private static Shaped.Tensor tensor(List<Shaped> arguments) {
        return (Shaped.Tensor) arguments.get(0);
    }

    /** The size of a matrix is its number of elements, as in Stan. */
    private Atom size(Shaped.Tensor t, Type type) {
        return type == Type.MATRIX ? lowering.count(t.sizes()) : t.sizes().get(0);
    }

    private Shaped dims(Shaped value) {
        List<Atom> sizes = value instanceof Shaped.Tensor t ? t.sizes() : List.of();
        Array array = lowering.out.local("dims", Elem.INT, List.of(Atom.of(sizes.size())), Stmt.Init.NONE);
        for (int k = 0; k < sizes.size(); k++) {
            lowering.out.store(array, List.of(Atom.of(k)), sizes.get(k));
        }
        return lowering.tensor(array, List.of(Atom.of(sizes.size())));
    }

    private Shaped repeat(List<Shaped> arguments) {
        List<Atom> sizes = new ArrayList<>();
        for (Shaped size : arguments.subList(1, arguments.size())) {
            sizes.add(lowering.maximum(((Shaped.Scalar) size).atom(), Atom.NONE));
        }
        int outer = sizes.size();
        return switch (arguments.get(0)) {
            case Shaped.Scalar(Atom x) -> new Shaped.Tensor(x.elem(), sizes, i -> x, true);
            case Shaped.Tensor t -> {
                sizes.addAll(t.sizes());
                Shaped.Tensor inner = lowering.repeatable("x", t);
                yield new Shaped.Tensor(t.elem(), sizes, i -> inner.at(i.subList(outer, i.size())), true);
            }
            case Shaped.FunctionName f -> throw new IllegalArgumentException("array of functions");
        };
    }

    private Shaped append(Shaped.Tensor a, Shaped.Tensor b, Expr.Call e) {
        Elem elem = Operations.elem(e.type());
        List<Atom> sizes = new ArrayList<>(a.sizes());
        Atom first = a.sizes().get(0);
        sizes.set(0, lowering.out.intPlus(first, b.sizes().get(0)));
        for (int k = 1; k < a.rank(); k++) {
            lowering.checkEqual(a.sizes().get(k), b.sizes().get(k), "the elements of the appended arrays", e.span());
        }
        Array array = lowering.out.local("appended", elem, sizes, Stmt.Init.NONE);
        lowering.loops(a.sizes(), i -> lowering.out.store(array, i, typed(a.at(i), elem)));
        lowering.loops(b.sizes(), i -> {
            List<Atom> shifted = new ArrayList<>(i);
            shifted.set(0, lowering.out.intPlus(i.get(0), first));
            lowering.out.store(array, shifted, typed(b.at(i), elem));
        });
        return lowering.tensor(array, sizes);
    }

    private Atom typed(Atom atom, Elem elem) {
        return elem == Elem.REAL ? lowering.toReal(atom) : atom;
    }

    // ---- the same elements in another shape

    private Shaped reshape(Expr.Call e, List<Shaped> arguments) {
        Type from = e.arguments().get(0).type();
        Elem elem = Operations.elem(e.type());
        Shaped.Tensor source = arguments.get(0) instanceof Shaped.Tensor t ? t : new Shaped.Tensor(elem, List.of(Atom.UNIT), i -> ((Shaped.Scalar) arguments.get(0)).atom(), true);
        boolean columnMajor = from == Type.MATRIX;
        if (e.type().rank() == source.rank() && arguments.size() == 1) {
            return new Shaped.Tensor(elem, source.sizes(), i -> typed(source.at(i), elem), source.repeatable());
        }
        if (e.type().rank() == 1) {
            return flatten(source, columnMajor, elem);
        }
        if (arguments.size() == 1) {
            Atom one = Atom.UNIT;
            boolean row = from == Type.ROW_VECTOR;
            return new Shaped.Tensor(elem, row ? List.of(one, source.sizes().get(0)) : List.of(source.sizes().get(0), one),
                    i -> typed(source.at(i.get(row ? 1 : 0)), elem), source.repeatable());
        }
        Atom rows = ((Shaped.Scalar) arguments.get(1)).atom(), cols = ((Shaped.Scalar) arguments.get(2)).atom();
        lowering.checkEqual(lowering.out.intTimes(rows, cols), lowering.count(source.sizes()), "the shapes", e.span());
        Shaped.Tensor flat = source.rank() == 1 ? source : flatten(source, columnMajor, elem);
        boolean byColumn = arguments.size() < 4 || !(arguments.get(3) instanceof Shaped.Scalar(Atom order)) || order.isInt(1);
        return new Shaped.Tensor(elem, List.of(rows, cols), i -> typed(flat.at(byColumn ? lowering.out.intPlus(lowering.out.intTimes(i.get(1), rows), i.get(0))
                : lowering.out.intPlus(lowering.out.intTimes(i.get(0), cols), i.get(1))), elem), flat.repeatable());
    }

    /** All elements in one row; written out, since a quotient and remainder per element would cost more. */
    Shaped.Tensor flatten(Shaped.Tensor source, boolean columnMajor, Elem elem) {
        if (source.rank() == 1) {
            return new Shaped.Tensor(elem, source.sizes(), i -> typed(source.at(i), elem), source.repeatable());
        }
        List<Atom> sizes = List.of(lowering.count(source.sizes()));
        Array array = lowering.out.local("flat", elem, sizes, Stmt.Init.NONE);
        lowering.loops(source.sizes(), i -> {
            Atom position = Atom.NONE;
            for (int k = 0; k < i.size(); k++) {
                int d = columnMajor ? i.size() - 1 - k : k;
                position = lowering.out.let(Ops.INT_ADD, lowering.out.intTimes(position, source.sizes().get(d)), i.get(d));
            }
            lowering.out.store(array, List.of(position), typed(source.at(i), elem));
        });
        return lowering.tensor(array, sizes);
    }
}
