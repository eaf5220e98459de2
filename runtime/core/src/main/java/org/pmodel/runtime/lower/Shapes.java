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
        Shaped first = arguments.get(0);
        Type type = e.arguments().get(0).type();
        List<Atom> sizes = first.sizes().subList(0, type.rank());
        return switch (e.function()) {
            case "size" -> new Shaped.Scalar(isMatrix(type) ? lowering.count(sizes) : sizes.isEmpty() ? Atom.UNIT : sizes.get(0)); // of a matrix as in Stan
            case "num_elements" -> new Shaped.Scalar(lowering.count(sizes));
            case "rows" -> new Shaped.Scalar(isRow(type) ? Atom.UNIT : sizes.get(0));
            case "cols" -> new Shaped.Scalar(type.rank() == 1 && !isRow(type) ? Atom.UNIT : sizes.get(sizes.size() - 1));
            case "dims" -> dims(sizes);
            case "to_complex" -> complex(arguments, e);
            case "get_real" -> ((Shaped.Tuple) first).real();
            case "get_imag" -> ((Shaped.Tuple) first).imaginary();
            default -> parts(e, type, e.type(), arguments);
        };
    }

    /** Of a tuple or complex numbers, part by part. */
    private Shaped parts(Expr.Call e, Type from, Type to, List<Shaped> arguments) {
        if (!(arguments.get(0) instanceof Shaped.Tuple(List<Shaped> elements))) {
            return switch (e.function()) {
                case "rep_array" -> repeat(arguments);
                case "append_array" -> append((Shaped.Tensor) arguments.get(0), (Shaped.Tensor) arguments.get(1), e);
                default -> reshape(from, to, arguments, e);
            };
        }
        List<Shaped> results = new ArrayList<>();
        for (int k = 0; k < elements.size(); k++) {
            int position = k;
            results.add(parts(e, part(from, k), part(to, k), arguments.stream().map(a -> a instanceof Shaped.Tuple t ? t.elements().get(position) : a).toList()));
        }
        return new Shaped.Tuple(results);
    }

    private static Type part(Type type, int position) {
        if (type.scalar() instanceof Type.Tuple(List<Type> elements)) {
            return Type.array(elements.get(position), type.rank());
        }
        return switch (type) {
            case Type.Array(Type element, int rank) -> Type.array(part(element, position), rank);
            case Type.Basic b -> switch (b) {
                case COMPLEX -> Type.REAL;
                case COMPLEX_VECTOR -> Type.VECTOR;
                case COMPLEX_ROW_VECTOR -> Type.ROW_VECTOR;
                case COMPLEX_MATRIX -> Type.MATRIX;
                default -> b;
            };
            default -> type;
        };
    }

    private static boolean isMatrix(Type type) {
        return type == Type.MATRIX || type == Type.Basic.COMPLEX_MATRIX;
    }

    private static boolean isRow(Type type) {
        return type == Type.ROW_VECTOR || type == Type.Basic.COMPLEX_ROW_VECTOR;
    }

    /** Numbers from real and imaginary parts, of which one may be a scalar. */
    private Shaped complex(List<Shaped> arguments, Expr.Call e) {
        Shaped real = lowering.toReal(arguments.get(0)), imaginary = lowering.toReal(arguments.get(1));
        if (real instanceof Shaped.Tensor a && imaginary instanceof Shaped.Tensor b) {
            for (int k = 0; k < a.rank(); k++) {
                lowering.checkEqual(a.sizes().get(k), b.sizes().get(k), "the real and the imaginary part", e.span());
            }
        }
        List<Atom> sizes = real instanceof Shaped.Tensor t ? t.sizes() : imaginary.sizes();
        return new Shaped.Tuple(List.of(spread(real, sizes), spread(imaginary, sizes)));
    }

    private static Shaped spread(Shaped value, List<Atom> sizes) {
        return value instanceof Shaped.Scalar(Atom x) && !sizes.isEmpty() ? new Shaped.Tensor(Elem.REAL, sizes, i -> x, true) : value;
    }

    private Shaped dims(List<Atom> sizes) {
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
            default -> throw new IllegalArgumentException("array of functions");
        };
    }

    private Shaped append(Shaped.Tensor a, Shaped.Tensor b, Expr.Call e) {
        Elem elem = a.elem() == Elem.INT && b.elem() == Elem.INT ? Elem.INT : Elem.REAL;
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

    private Shaped reshape(Type from, Type to, List<Shaped> arguments, Expr.Call e) {
        Elem elem = Operations.elem(to);
        Shaped.Tensor source = arguments.get(0) instanceof Shaped.Tensor t ? t : new Shaped.Tensor(elem, List.of(Atom.UNIT), i -> ((Shaped.Scalar) arguments.get(0)).atom(), true);
        boolean columnMajor = from == Type.MATRIX;
        if (to.rank() == source.rank() && arguments.size() == 1) {
            return new Shaped.Tensor(elem, source.sizes(), i -> typed(source.at(i), elem), source.repeatable());
        }
        if (to.rank() == 1) {
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

    /** The elements of a matrix in one row, column by column. */
    Shaped columns(Shaped matrix) {
        return matrix instanceof Shaped.Tuple t ? t.map(this::columns) : flatten((Shaped.Tensor) matrix, true, ((Shaped.Tensor) matrix).elem());
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
