package org.pmodel.ir;

import java.util.List;
import java.util.stream.Collectors;

/** Expressions as text: operators between their operands, calls with their lift where they have one. */
final class ExprPrinter {
    private ExprPrinter() {}

    static String print(Expr expr) {
        return switch (expr) {
            case Expr.IntLiteral i -> Integer.toString(i.value());
            case Expr.RealLiteral r -> Double.toString(r.value());
            case Expr.ImaginaryLiteral i -> i.value() + "i";
            case Expr.StringLiteral s -> "\"" + s.value() + "\"";
            case Expr.Variable v -> v.name();
            case Expr.Call call -> call(call);
            case Expr.Index(Expr base, List<Expr.Subscript> subscripts, Type type, Span span) -> operand(base) + subscripts(subscripts);
            case Expr.Conditional c -> operand(c.condition()) + " ? " + operand(c.then()) + " : " + operand(c.otherwise());
            case Expr.ContainerLiteral(List<Expr> elements, Type type, Span span) ->
                type instanceof Type.Array ? list(elements, "{", "}") : list(elements, "[", "]");
            case Expr.TupleLiteral t -> list(t.elements(), "(", t.elements().size() == 1 ? ",)" : ")");
            case Expr.Projection p -> operand(p.tuple()) + "." + p.position();
            case Expr.Promotion(Expr value, Type type) -> "(" + type + ") " + operand(value);
            case Expr.FunctionReference f -> f.function();
            case Expr.Target t -> "target()";
        };
    }

    static String list(List<Expr> expressions, String open, String close) {
        return expressions.stream().map(ExprPrinter::print).collect(Collectors.joining(", ", open, close));
    }

    static String subscripts(List<Expr.Subscript> subscripts) {
        return subscripts.stream().map(s -> switch (s) {
            case Expr.Subscript.Single(Expr index) -> print(index);
            case Expr.Subscript.Multi(Expr indices) -> print(indices);
            case Expr.Subscript.Range(Expr from, Expr to) -> (from == null ? "" : print(from)) + ":" + (to == null ? "" : print(to));
        }).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String call(Expr.Call call) {
        List<Expr> arguments = call.arguments();
        return switch (call.function()) {
            case Operators.NEGATE -> "-" + operand(arguments.get(0));
            case Operators.NOT -> "!" + operand(arguments.get(0));
            case Operators.TRANSPOSE -> operand(arguments.get(0)) + "'";
            case String f when Operators.isOperator(f) -> operand(arguments.get(0)) + " " + f + " " + operand(arguments.get(1));
            default -> name(call) + list(arguments, "(", ")");
        };
    }

    /** {@code normal_lpdf@sum} for a lifted call; the types in the id follow from the arguments. */
    private static String name(Expr.Call call) {
        int types = call.function().indexOf('(');
        String name = types < 0 ? call.function() : call.function().substring(0, types);
        return call.lift() == Lift.NONE ? name : name + "@" + call.lift().name().toLowerCase();
    }

    private static String operand(Expr expr) {
        boolean compound = switch (expr) {
            case Expr.Call c -> Operators.isOperator(c.function()) && !c.function().equals(Operators.TRANSPOSE);
            case Expr.Conditional c -> true;
            case Expr.Promotion p -> true;
            default -> false;
        };
        return compound ? "(" + print(expr) + ")" : print(expr);
    }
}
