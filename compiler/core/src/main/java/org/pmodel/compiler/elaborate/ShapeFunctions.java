package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Type;

/** The types of the functions whose meaning depends on shapes alone: what they return for arguments of which types. */
final class ShapeFunctions {
    private ShapeFunctions() {}

    /** @return the result type, or {@code null} when the arguments do not fit */
    static Type result(String name, List<Type> arguments) {
        int n = arguments.size();
        if (n == 0) {
            return null;
        }
        Type first = arguments.get(0);
        boolean numbers = arguments.stream().skip(1).allMatch(t -> t == Type.INT);
        return switch (name) {
            case "size", "num_elements" -> n == 1 ? Type.INT : null;
            case "dims" -> n == 1 ? Type.array(Type.INT, 1) : null;
            case "rows", "cols" -> n == 1 && first.rank() > 0 && !(first instanceof Type.Array) ? Type.INT : null;
            case "rep_array" -> n > 1 && numbers ? Type.array(first, n - 1) : null;
            case "append_array" -> n == 2 && first instanceof Type.Array ? Conversions.common(first, arguments.get(1)) : null;
            case "to_vector" -> n == 1 && isFlat(first) ? Conversions.withScalar(Type.VECTOR, real(first)) : null;
            case "to_row_vector" -> n == 1 && isFlat(first) ? Conversions.withScalar(Type.ROW_VECTOR, real(first)) : null;
            case "to_matrix" -> matrix(first, n, numbers);
            case "to_complex" -> complex(arguments);
            case "get_real", "get_imag" -> n == 1 && first.scalar() == Type.COMPLEX ? Conversions.withScalar(first, Type.REAL) : null;
            case "to_array_1d" -> n == 1 && first.rank() > 0 ? Type.array(first.scalar(), 1) : null;
            case "to_array_2d" -> n == 1 && first.rank() == 2 && !(first instanceof Type.Array) ? Type.array(first.scalar(), 2) : null;
            default -> null;
        };
    }

    private static Type matrix(Type first, int n, boolean numbers) {
        boolean reshape = (n == 3 || n == 4) && numbers && (isFlat(first));
        boolean convert = n == 1 && (isFlat(first) && !(first instanceof Type.Array)
            || first instanceof Type.Array(Type element, int rank) && first.rank() == 2 && (rank == 2 || element == Type.ROW_VECTOR || element == Type.Basic.COMPLEX_ROW_VECTOR));
        return reshape || convert ? Conversions.withScalar(Type.MATRIX, real(first)) : null;
    }

    /** Numbers or containers of them, alike but that one may be a number. */
    private static Type complex(List<Type> arguments) {
        boolean real = arguments.stream().allMatch(t -> t.scalar() == Type.INT || t.scalar() == Type.REAL);
        if (arguments.size() != 2 || !real) {
            return null;
        }
        Type left = Conversions.withScalar(arguments.get(0), Type.COMPLEX), right = Conversions.withScalar(arguments.get(1), Type.COMPLEX);
        return left == Type.COMPLEX ? right : right == Type.COMPLEX || right.equals(left) ? left : null;
    }

    /** A vector, row vector, matrix or array of scalars. */
    private static boolean isFlat(Type type) {
        return type.rank() > 0 && (!(type instanceof Type.Array(Type element, int rank)) || rank == 1 && element.isScalar());
    }

    private static Type real(Type type) {
        return type.scalar() == Type.INT ? Type.REAL : type.scalar();
    }

    /** The arguments as the result type wants them: whole numbers in an array that becomes a vector are promoted. */
    static List<Expr> promoted(String name, List<Expr> arguments, Type result) {
        return switch (name) {
            case "to_vector", "to_row_vector", "to_matrix" -> {
                Expr first = arguments.get(0);
                boolean whole = first.type().scalar() == Type.INT;
                yield whole ? replaceFirst(arguments, Conversions.promote(first, Conversions.withScalar(first.type(), Type.REAL))) : arguments;
            }
            case "append_array" -> arguments.stream().map(a -> Conversions.promote(a, result)).toList();
            default -> arguments;
        };
    }

    private static List<Expr> replaceFirst(List<Expr> arguments, Expr first) {
        List<Expr> replaced = new ArrayList<>(arguments);
        replaced.set(0, first);
        return replaced;
    }
}
