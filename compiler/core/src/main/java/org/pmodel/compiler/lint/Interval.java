package org.pmodel.compiler.lint;

import java.util.List;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Operators;
import org.pmodel.ir.SizedType;

/** The numbers between two constants. */
record Interval(double lower, double upper) {
    private static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean contains(Interval other) {
        return lower <= other.lower && other.upper <= upper;
    }

    boolean contains(double value) {
        return lower <= value && value <= upper;
    }

    /** Where the elements of a value with that constraint lie; {@code null} where the text alone does not say. */
    static Interval of(Constraint constraint) {
        List<Expr> arguments = constraint.arguments();
        return switch (constraint.transform()) {
            case "identity", "offset_multiplier", "ordered", "sum_to_zero_vector", "sum_to_zero_matrix" -> ALL;
            case "simplex", "column_stochastic_matrix", "row_stochastic_matrix" -> new Interval(0, 1);
            case "unit_vector" -> new Interval(-1, 1);
            case "positive_ordered" -> new Interval(0, Double.POSITIVE_INFINITY);
            case "lower" -> between(constant(arguments.getFirst()), Double.POSITIVE_INFINITY);
            case "upper" -> between(Double.NEGATIVE_INFINITY, constant(arguments.getFirst()));
            case "lower_upper" -> between(constant(arguments.get(0)), constant(arguments.get(1)));
            default -> null;
        };
    }

    private static Interval between(Double lower, Double upper) {
        return lower == null || upper == null ? null : new Interval(lower, upper);
    }

    /** The value of a number as it was written, or {@code null} for other expressions. */
    static Double constant(Expr value) {
        return switch (value) {
            case Expr.IntLiteral i -> (double) i.value();
            case Expr.RealLiteral r -> r.value();
            case Expr.Promotion p -> constant(p.value());
            case Expr.Call c when c.function().equals(Operators.NEGATE) && constant(c.arguments().getFirst()) != null -> -constant(c.arguments().getFirst());
            default -> null;
        };
    }

    /** The constraint of a variable; {@code null} for a tuple, whose elements have their own. */
    static Constraint constraint(Declaration declaration) {
        return declaration.sized() instanceof SizedType.Plain plain ? plain.constraint() : null;
    }

    /** {@code [0, 1]}, {@code at least 0}. */
    @Override
    public String toString() {
        return upper == Double.POSITIVE_INFINITY ? "at least " + text(lower) : lower == Double.NEGATIVE_INFINITY ? "at most " + text(upper)
                : "between " + text(lower) + " and " + text(upper);
    }

    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value) : Double.toString(value);
    }
}
