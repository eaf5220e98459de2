package org.pmodel.compiler.elaborate;

import static org.pmodel.ir.Operators.ADD;
import static org.pmodel.ir.Operators.DIVIDE;
import static org.pmodel.ir.Operators.ELEMENTWISE_DIVIDE;
import static org.pmodel.ir.Operators.ELEMENTWISE_MULTIPLY;
import static org.pmodel.ir.Operators.INTEGER_DIVIDE;
import static org.pmodel.ir.Operators.MODULO;
import static org.pmodel.ir.Operators.MULTIPLY;
import static org.pmodel.ir.Operators.SUBTRACT;

import org.pmodel.ir.Type;

/** The types of the binary operators. */
final class OperatorTyping {
    private static final String POWER_FUNCTION = "pow";

    private OperatorTyping() {}

    /**
     * How an operator applies.
     *
     * @param function name in {@link org.pmodel.ir.Operators}, or of a function of the library
     * @param left the type to which the left operand is promoted
     */
    record Use(String function, Type left, Type right, Type result) {}

    /** @return {@code null} when the operator does not take operands of these types */
    static Use of(String operator, Type left, Type right) {
        return switch (operator) {
            case "+" -> elementwise(ADD, left, right, true);
            case "-" -> elementwise(SUBTRACT, left, right, true);
            case ".*" -> elementwise(ELEMENTWISE_MULTIPLY, left, right, true);
            case "./" -> elementwise(ELEMENTWISE_DIVIDE, left, right, true);
            case "^", ".^" -> power(left, right);
            case "*" -> multiply(left, right);
            case "/" -> divide(left, right);
            case "\\" -> left == Type.MATRIX && (right == Type.VECTOR || right == Type.MATRIX) ? new Use("mdivide_left", left, right, right) : null;
            case "%" -> whole(MODULO, left, right);
            case "%/%" -> whole(INTEGER_DIVIDE, left, right);
            case "==", "!=" -> compare(operator, left, right, true);
            case "<", "<=", ">", ">=" -> compare(operator, left, right, false);
            default -> null;
        };
    }

    private static Use whole(String function, Type left, Type right) {
        return left == Type.INT && right == Type.INT ? new Use(function, left, right, Type.INT) : null;
    }

    private static Use compare(String function, Type left, Type right, boolean complex) {
        Type common = left.isScalar() && right.isScalar() ? Conversions.common(left, right) : null;
        return common == null || common == Type.COMPLEX && !complex ? null : new Use(function, common, common, Type.INT);
    }

    /** Scalars, containers of one shape, or one scalar with a container. */
    private static Use elementwise(String function, Type left, Type right, boolean matricesOnly) {
        if (matricesOnly && (left instanceof Type.Array || right instanceof Type.Array)) {
            return null;
        }
        if (left.rank() == 0 && !left.isScalar() || right.rank() == 0 && !right.isScalar()) {
            return null;
        }
        Type scalar = Conversions.common(left.scalar(), right.scalar());
        if (scalar == null) {
            return null;
        }
        Type l = Conversions.withScalar(left, scalar);
        Type r = Conversions.withScalar(right, scalar);
        if (!l.isScalar() && !r.isScalar() && !l.equals(r)) {
            return null;
        }
        Type result = l.isScalar() ? r : l;
        return scalar == Type.COMPLEX ? complex(function, left, right, new Use(function, l, r, result)) : new Use(function, l, r, result);
    }

    /** Products and quotients of complex numbers are the library's; there a real factor or divisor stays real. */
    private static Use complex(String function, Type left, Type right, Use use) {
        Type real = right.scalar() == Type.COMPLEX || !right.isScalar() ? use.right() : Type.REAL;
        return switch (function) {
            case MULTIPLY, ELEMENTWISE_MULTIPLY -> new Use("elt_multiply", left.isScalar() && left != Type.COMPLEX ? Type.REAL : use.left(), real, use.result());
            case DIVIDE, ELEMENTWISE_DIVIDE -> new Use("elt_divide", use.left(), real, use.result());
            default -> use;
        };
    }

    /** Powers are real even of whole numbers, and apply to arrays too. */
    private static Use power(Type left, Type right) {
        if (left.scalar() == Type.INT && right.scalar() == Type.INT) {
            return elementwise(POWER_FUNCTION, Conversions.withScalar(left, Type.REAL), Conversions.withScalar(right, Type.REAL), false);
        }
        return elementwise(POWER_FUNCTION, left, right, false);
    }

    private static Use multiply(Type left, Type right) {
        if (left.isScalar() || right.isScalar()) {
            return elementwise(MULTIPLY, left, right, true);
        }
        if (left instanceof Type.Array || right instanceof Type.Array || left.rank() == 0 || right.rank() == 0) {
            return null;
        }
        Type scalar = Conversions.common(left.scalar(), right.scalar());
        Type product = product(Conversions.withScalar(left, Type.REAL), Conversions.withScalar(right, Type.REAL));
        return product == null ? null : new Use(scalar == Type.COMPLEX ? "multiply" : MULTIPLY, Conversions.withScalar(left, scalar),
                Conversions.withScalar(right, scalar), Conversions.withScalar(product, scalar));
    }

    private static Type product(Type left, Type right) {
        if (left == Type.ROW_VECTOR) {
            return right == Type.VECTOR ? Type.REAL : right == Type.MATRIX ? Type.ROW_VECTOR : null;
        }
        if (left == Type.VECTOR) {
            return right == Type.ROW_VECTOR ? Type.MATRIX : null;
        }
        return right == Type.VECTOR || right == Type.MATRIX ? right : null;
    }

    private static Use divide(Type left, Type right) {
        if (right.isScalar()) {
            return elementwise(DIVIDE, left, right, true);
        }
        if (left.isScalar()) {
            return elementwise(ELEMENTWISE_DIVIDE, left, right, true);
        }
        Type scalar = Conversions.common(left.scalar(), right.scalar());
        Type l = Conversions.withScalar(left, Type.REAL);
        boolean solves = Conversions.withScalar(right, Type.REAL) == Type.MATRIX && (l == Type.ROW_VECTOR || l == Type.MATRIX);
        return solves ? new Use("mdivide_right", Conversions.withScalar(left, scalar), Conversions.withScalar(right, scalar), Conversions.withScalar(left, scalar))
            : null;
    }
}
