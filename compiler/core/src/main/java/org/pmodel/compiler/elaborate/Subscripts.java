package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Expr.Subscript;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;

/** The types of indexed values. */
final class Subscripts {
    private Subscripts() {}

    /** The type of a value of {@code type} with these subscripts, at most as many as it has dimensions. */
    static Type type(Type type, List<Subscript> subscripts) {
        List<Subscript> left = new ArrayList<>(subscripts);
        int kept = 0;
        Type element = type;
        if (type instanceof Type.Array(Type inner, int rank)) {
            int taken = Math.min(rank, left.size());
            kept = (int) left.subList(0, taken).stream().filter(s -> !drops(s)).count() + rank - taken;
            left = left.subList(taken, left.size());
            element = inner;
        }
        return Type.array(element(element, left), kept);
    }

    private static Type element(Type type, List<Subscript> subscripts) {
        if (subscripts.isEmpty()) {
            return type;
        }
        boolean first = drops(subscripts.get(0));
        if (type.rank() == 1) {
            return first ? type.scalar() : type;
        }
        if (subscripts.size() == 1) {
            return first ? Conversions.withScalar(Type.ROW_VECTOR, type.scalar()) : type;
        }
        boolean second = drops(subscripts.get(1));
        Type real = first ? (second ? Type.REAL : Type.ROW_VECTOR) : (second ? Type.VECTOR : Type.MATRIX);
        return Conversions.withScalar(real, type.scalar());
    }

    static boolean drops(Subscript subscript) {
        return subscript instanceof Subscript.Single;
    }

    /** {@code x[i][j]} as {@code x[i, j]}, where the first brackets drop every dimension they index. */
    static Expr index(Expr base, List<Subscript> subscripts, Type type, Span span) {
        if (base instanceof Expr.Index(Expr inner, List<Subscript> first, Type t, var s) && first.stream().allMatch(Subscripts::drops)) {
            List<Subscript> all = new ArrayList<>(first);
            all.addAll(subscripts);
            return new Expr.Index(inner, all, type, span);
        }
        return new Expr.Index(base, subscripts, type, span);
    }
}
