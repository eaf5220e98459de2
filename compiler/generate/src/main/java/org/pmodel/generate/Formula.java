package org.pmodel.generate;

import java.util.function.Function;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Operators;

/** Expressions of bounds and sizes as Java. */
final class Formula {
    private final Function<Expr.Variable, String> variables;
    private final Function<Expr.Variable, String> sizes;
    private final Function<Expr.Variable, String> columns;

    /**
     * @param variables how a variable is written
     * @param sizes how the size of a variable's first dimension is
     * @param columns how that of its last dimension is
     */
    Formula(Function<Expr.Variable, String> variables, Function<Expr.Variable, String> sizes, Function<Expr.Variable, String> columns) {
        this.variables = variables;
        this.sizes = sizes;
        this.columns = columns;
    }

    String java(Expr expression) {
        return switch (expression) {
            case Expr.IntLiteral i -> Integer.toString(i.value());
            case Expr.RealLiteral r -> Double.toString(r.value());
            case Expr.Variable v -> variables.apply(v);
            case Expr.Promotion p -> java(p.value());
            case Expr.Call c when isSize(c) -> sizes.apply((Expr.Variable) c.arguments().get(0));
            case Expr.Call c when c.function().equals("cols") && c.arguments().get(0) instanceof Expr.Variable v -> columns.apply(v);
            case Expr.Call c when c.function().equals(Operators.NEGATE) -> "-" + java(c.arguments().get(0));
            case Expr.Call c when c.arguments().size() == 2 && Operators.isOperator(c.function()) ->
                "(" + java(c.arguments().get(0)) + " " + (c.function().equals(Operators.INTEGER_DIVIDE) ? "/" : c.function()) + " " + java(c.arguments().get(1)) + ")";
            default -> throw new IllegalArgumentException("bounds and sizes are made of numbers, parameters, their sizes and arithmetic, not " + expression);
        };
    }

    private static boolean isSize(Expr.Call call) {
        return (call.function().equals("size") || call.function().equals("rows")) && call.arguments().get(0) instanceof Expr.Variable;
    }
}
