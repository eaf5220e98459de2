package org.pmodel.kernel;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.kernel.Stmt.Storage.Access;

/**
 * A product of matrices added to a matrix, {@code into[i, j] += sign * sum over k of left[i, k] * right[k, j]}. In Kernel IR it is the call of a
 * {@linkplain #ROUTINE routine} that engines know by its name, and run in blocks that stay in registers and caches.
 *
 * @param sign 1 or -1
 */
public record Product(Atom rows, Atom columns, Atom inner, Atom sign, Panel into, Panel left, Panel right) {
    /** A matrix in the memory of an array: its element {@code i, j} stands {@code i * rowStride + j * columnStride} behind the start. */
    public record Panel(Array array, Atom start, Atom rowStride, Atom columnStride) {
        public Panel transposed() {
            return new Panel(array, start, columnStride, rowStride);
        }

        /** The same part of another array of that shape. */
        public Panel of(Array other) {
            return new Panel(other, start, rowStride, columnStride);
        }
    }

    /** What the call means. */
    public static final Routine ROUTINE = meaning();

    /** The product that a call stands for, or {@code null}. */
    public static Product of(Stmt.Call call) {
        if (!isProduct(call.callee())) {
            return null;
        }
        List<Atom> a = call.arguments();
        List<Panel> panels = new ArrayList<>();
        for (int k = 0; k < 3; k++) {
            panels.add(new Panel(call.memory().get(k), a.get(4 + 3 * k), a.get(5 + 3 * k), a.get(6 + 3 * k)));
        }
        return new Product(a.get(0), a.get(1), a.get(2), a.get(3), panels.get(2), panels.get(0), panels.get(1));
    }

    public static boolean isProduct(Routine.Signature signature) {
        return signature.equals(ROUTINE.signature());
    }

    public Stmt.Call call() {
        List<Atom> arguments = new ArrayList<>(List.of(rows, columns, inner, sign));
        for (Panel p : List.of(left, right, into)) {
            arguments.addAll(List.of(p.start(), p.rowStride(), p.columnStride()));
        }
        return new Stmt.Call(ROUTINE.signature(), arguments, List.of(left.array(), right.array(), into.array()), true);
    }

    /** The same with other factors. */
    public Product of(Panel newInto, Panel newLeft, Panel newRight) {
        return new Product(rows, columns, inner, sign, newInto, newLeft, newRight);
    }

    /** What a change of the result means for the left factor: {@code left' += sign * into' * transpose(right)}. */
    public Product toLeft(Panel leftAdjoint, Panel intoAdjoint, Panel rightKept) {
        return new Product(rows, inner, columns, sign, leftAdjoint, intoAdjoint, rightKept.transposed());
    }

    /** What a change of the result means for the right factor: {@code right' += sign * transpose(left) * into'}. */
    public Product toRight(Panel rightAdjoint, Panel intoAdjoint, Panel leftKept) {
        return new Product(inner, columns, rows, sign, rightAdjoint, leftKept.transposed(), intoAdjoint);
    }

    private static Routine meaning() {
        Builder out = new Builder(new Fresh(1));
        List<Value> p = new ArrayList<>();
        for (String name : List.of("rows", "columns", "inner", "sign", "left_start", "left_row", "left_column", "right_start", "right_row", "right_column",
                "into_start", "into_row", "into_column")) {
            p.add(out.fresh().value(name, Elem.INT));
        }
        Atom all = Atom.of(Integer.MAX_VALUE);
        Array left = out.alloc("left", Elem.REAL, List.of(all), new Stmt.Storage.Parameter(Access.READ));
        Array right = out.alloc("right", Elem.REAL, List.of(all), new Stmt.Storage.Parameter(Access.READ));
        Array into = out.alloc("into", Elem.REAL, List.of(all), new Stmt.Storage.Parameter(Access.ADDED));
        out.loop("i", p.get(0), i -> out.loop("j", p.get(1), j -> out.loop("k", p.get(2), k -> {
            Atom a = out.load(left, at(out, p.subList(4, 7), i, k)), b = out.load(right, at(out, p.subList(7, 10), k, j));
            out.add(into, List.of(at(out, p.subList(10, 13), i, j)), out.times(out.let(Ops.TO_REAL, p.get(3)), out.times(a, b)));
        })));
        List<Access> memory = List.of(Access.READ, Access.READ, Access.ADDED);
        return new Routine(new Routine.Signature("product", p.size(), memory, false, false, 0), p, out.finish());
    }

    private static Atom at(Builder out, List<Value> panel, Atom row, Atom column) {
        return out.intPlus(panel.get(0), out.intPlus(out.intTimes(row, panel.get(1)), out.intTimes(column, panel.get(2))));
    }
}
