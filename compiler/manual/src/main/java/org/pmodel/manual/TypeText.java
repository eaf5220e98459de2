package org.pmodel.manual;

import java.util.List;
import java.util.stream.Collectors;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.TypeExpression;

/** Types with bounds and sizes, as they were written. */
final class TypeText {
    private TypeText() {}

    static String of(TypeExpression type) {
        return switch (type) {
            case TypeExpression.Basic(String word, var bounds, List<Expression> sizes, var span) -> word
                + (bounds.isEmpty() ? "" : bounds.stream().map(b -> b.kind() + "=" + text(b.value())).collect(Collectors.joining(", ", "<", ">")))
                + (sizes == null || sizes.isEmpty() ? "" : sizes.stream().map(TypeText::text).collect(Collectors.joining(", ", "[", "]")));
            case TypeExpression.Array(List<Expression> dimensions, int rank, TypeExpression element, var span) -> "array["
                + (dimensions == null ? ",".repeat(rank - 1) : dimensions.stream().map(TypeText::text).collect(Collectors.joining(", "))) + "] " + of(element);
            default -> "…";
        };
    }

    private static String text(Expression e) {
        return switch (e) {
            case Expression.Variable(var name) -> name.text();
            case Expression.IntNumber(String digits, var span) -> digits;
            case Expression.RealNumber(double value, var span) -> Double.toString(value);
            case Expression.Parenthesized(Expression inner, var span) -> "(" + text(inner) + ")";
            case Expression.Prefix(String operator, Expression operand, var span) -> operator + text(operand);
            case Expression.Binary(Expression left, String operator, var at, Expression right, var span) -> text(left) + " " + operator + " " + text(right);
            case Expression.Call(var function, List<Expression> arguments, boolean bar, var span) ->
                function + arguments.stream().map(TypeText::text).collect(Collectors.joining(", ", "(", ")"));
            default -> "…";
        };
    }
}
