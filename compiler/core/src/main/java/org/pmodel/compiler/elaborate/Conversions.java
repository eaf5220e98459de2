package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Type;

/** The implicit conversions of the language: {@code int} to {@code real} to {@code complex}, through containers. */
final class Conversions {
    /** What {@link #count} answers when there is no conversion. */
    static final int IMPOSSIBLE = -1;

    private Conversions() {}

    /** The number of promotions that lead from one type to another, 0 for the same type. */
    static int count(Type from, Type to) {
        if (from.equals(to)) {
            return 0;
        }
        return switch (from) {
            case Type.Basic a when to instanceof Type.Basic b -> basic(a, b);
            case Type.Array(Type a, int m) when to instanceof Type.Array(Type b, int n) && m == n -> count(a, b);
            case Type.Tuple(List<Type> a) when to instanceof Type.Tuple(List<Type> b) && a.size() == b.size() -> {
                int sum = 0;
                for (int i = 0; i < a.size(); i++) {
                    int one = count(a.get(i), b.get(i));
                    if (one == IMPOSSIBLE) {
                        yield IMPOSSIBLE;
                    }
                    sum += one;
                }
                yield sum;
            }
            default -> IMPOSSIBLE;
        };
    }

    private static int basic(Type.Basic from, Type.Basic to) {
        return switch (from) {
            case INT -> to == Type.REAL ? 1 : to == Type.COMPLEX ? 2 : IMPOSSIBLE;
            case REAL -> to == Type.COMPLEX ? 1 : IMPOSSIBLE;
            case VECTOR -> to == Type.Basic.COMPLEX_VECTOR ? 1 : IMPOSSIBLE;
            case ROW_VECTOR -> to == Type.Basic.COMPLEX_ROW_VECTOR ? 1 : IMPOSSIBLE;
            case MATRIX -> to == Type.Basic.COMPLEX_MATRIX ? 1 : IMPOSSIBLE;
            default -> IMPOSSIBLE;
        };
    }

    static boolean possible(Type from, Type to) {
        return count(from, to) != IMPOSSIBLE;
    }

    /** The smaller of the types that both convert to, or {@code null}. */
    static Type common(Type a, Type b) {
        if (possible(a, b)) {
            return b;
        }
        if (possible(b, a)) {
            return a;
        }
        return switch (a) {
            case Type.Array(Type x, int m) when b instanceof Type.Array(Type y, int n) && m == n && common(x, y) != null -> Type.array(common(x, y), m);
            case Type.Tuple(List<Type> x) when b instanceof Type.Tuple(List<Type> y) && x.size() == y.size() -> {
                List<Type> elements = new ArrayList<>();
                for (int i = 0; i < x.size(); i++) {
                    elements.add(common(x.get(i), y.get(i)));
                }
                yield elements.contains(null) ? null : new Type.Tuple(elements);
            }
            default -> null;
        };
    }

    /** The expression with that type; there must be a conversion. Literals are rewritten, everything else is wrapped. */
    static Expr promote(Expr value, Type to) {
        if (value.type().equals(to)) {
            return value;
        }
        return switch (value) {
            case Expr.IntLiteral(int n, var span) when to == Type.REAL -> new Expr.RealLiteral(n, span);
            case Expr.ContainerLiteral(var elements, var type, var span) when to instanceof Type.Array ->
                new Expr.ContainerLiteral(elements.stream().map(e -> promote(e, to.indexed(1))).toList(), to, span);
            case Expr.TupleLiteral(var elements, var type, var span) when to instanceof Type.Tuple(var types) -> {
                List<Expr> promoted = new ArrayList<>();
                for (int i = 0; i < elements.size(); i++) {
                    promoted.add(promote(elements.get(i), types.get(i)));
                }
                yield new Expr.TupleLiteral(promoted, to, span);
            }
            default -> new Expr.Promotion(value, to);
        };
    }

    /** The type with {@code scalar} in place of its scalars: {@code complex} in {@code vector} gives {@code complex_vector}. */
    static Type withScalar(Type container, Type scalar) {
        return switch (container) {
            case Type.Array(Type element, int rank) -> Type.array(withScalar(element, scalar), rank);
            case Type.Basic b -> switch (b) {
                case INT, REAL, COMPLEX -> scalar;
                case VECTOR, COMPLEX_VECTOR -> ofScalar(scalar, Type.VECTOR, Type.Basic.COMPLEX_VECTOR, 1);
                case ROW_VECTOR, COMPLEX_ROW_VECTOR -> ofScalar(scalar, Type.ROW_VECTOR, Type.Basic.COMPLEX_ROW_VECTOR, 1);
                case MATRIX, COMPLEX_MATRIX -> ofScalar(scalar, Type.MATRIX, Type.Basic.COMPLEX_MATRIX, 2);
                default -> b;
            };
            default -> container;
        };
    }

    private static Type ofScalar(Type scalar, Type real, Type complex, int rank) {
        return scalar == Type.REAL ? real : scalar == Type.COMPLEX ? complex : Type.array(scalar, rank);
    }
}
