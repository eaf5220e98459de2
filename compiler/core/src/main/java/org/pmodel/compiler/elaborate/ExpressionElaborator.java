package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Expr.Subscript;
import org.pmodel.ir.Lift;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;

/** Expressions of the syntax tree as typed expressions. Every method throws {@link ModelException} where the program is wrong. */
final class ExpressionElaborator {
    /** Functions that are operators under another name. */
    private static final Map<String, String> OPERATOR_FUNCTIONS = Map.of("add", "+", "subtract", "-", "multiply", "*", "divide", "/",
            "elt_multiply", ".*", "elt_divide", "./", "modulus", "%", "pow", "^");

    private final BodyContext context;
    private final CallElaborator calls;

    ExpressionElaborator(BodyContext context) {
        this.context = context;
        this.calls = new CallElaborator(context, this);
    }

    CallElaborator calls() {
        return calls;
    }

    List<Expr> expressions(List<Expression> expressions) {
        return expressions.stream().map(this::expression).toList();
    }

    Expr expression(Expression expression) {
        return switch (expression) {
            case Expression.Variable(Name name) -> context.variable(name).at(name.span());
            case Expression.IntNumber(String digits, Span span) -> whole(digits, span);
            case Expression.RealNumber(double value, Span span) -> new Expr.RealLiteral(value, span);
            case Expression.ImaginaryNumber(double value, Span span) -> new Expr.ImaginaryLiteral(value, span);
            case Expression.Parenthesized(Expression inner, Span span) -> expression(inner);
            case Expression.Prefix p -> prefix(p);
            case Expression.Transpose t -> transpose(t);
            case Expression.Binary b -> binary(b);
            case Expression.Conditional c -> conditional(c);
            case Expression.ArrayLiteral a -> array(a);
            case Expression.RowVectorLiteral r -> rowVector(r);
            case Expression.TupleLiteral(var elements, Span span) -> {
                List<Expr> values = expressions(elements);
                yield new Expr.TupleLiteral(values, new Type.Tuple(values.stream().map(Expr::type).toList()), span);
            }
            case Expression.Call c -> calls.call(c);
            case Expression.Rest(Span span) -> throw BodyContext.error("E0318", span, "`...` stands at the end of the arguments of a call");
            case Expression.Lambda lambda -> throw BodyContext.error("E0319", lambda.span(), "a function is no value: it can be an argument of a function that takes functions");
            case Expression.Elements(Name tuple, Span span) ->
                throw BodyContext.error("E0318", span, "`..." + tuple + "` stands among the arguments of a call of a function that was passed");
            case Expression.TargetValue(Span span) -> {
                if (!context.region.callsTarget()) {
                    throw BodyContext.error("E0406", span, "`target()` cannot be read in " + context.region.kind().words);
                }
                yield new Expr.Target(span);
            }
            case Expression.Indexed i -> indexed(i);
            case Expression.Projection p -> projection(p);
        };
    }

    private static Expr whole(String digits, Span span) {
        try {
            return new Expr.IntLiteral(Integer.parseInt(digits), span);
        } catch (NumberFormatException e) {
            throw BodyContext.error("E0122", span, digits + " is too large for an int: the largest is " + Integer.MAX_VALUE);
        }
    }

    /** An expression that must have a type, after promotion. */
    Expr ofType(Expression expression, Type type, String what) {
        Expr value = expression(expression);
        if (!Conversions.possible(value.type(), type)) {
            throw BodyContext.error("E0303", value.span(), what + " must be " + type + ", not " + value.type());
        }
        return Conversions.promote(value, type);
    }

    private Expr prefix(Expression.Prefix prefix) {
        Expr operand = expression(prefix.operand());
        Type type = operand.type();
        boolean numeric = type.scalar().isScalar();
        return switch (prefix.operator()) {
            case String s when s.equals("+") && numeric -> operand;
            case String s when s.equals("-") && numeric -> new Expr.Call(Operators.NEGATE, Lift.NONE, List.of(operand), type, prefix.span());
            case String s when s.equals("!") && type == Type.INT -> new Expr.Call(Operators.NOT, Lift.NONE, List.of(operand), Type.INT, prefix.span());
            default -> throw BodyContext.error("E0306", prefix.span(), "`" + prefix.operator() + "` cannot be applied to " + type);
        };
    }

    private Expr transpose(Expression.Transpose transpose) {
        Expr operand = expression(transpose.operand());
        Type type = switch (operand.type()) {
            case Type.Basic b when b == Type.VECTOR -> Type.ROW_VECTOR;
            case Type.Basic b when b == Type.ROW_VECTOR -> Type.VECTOR;
            case Type.Basic b when b == Type.Basic.COMPLEX_VECTOR -> Type.Basic.COMPLEX_ROW_VECTOR;
            case Type.Basic b when b == Type.Basic.COMPLEX_ROW_VECTOR -> Type.Basic.COMPLEX_VECTOR;
            case Type.Basic b when b == Type.MATRIX || b == Type.Basic.COMPLEX_MATRIX -> b;
            default -> throw BodyContext.error("E0306", transpose.span(), "`'` cannot be applied to " + operand.type());
        };
        return new Expr.Call(Operators.TRANSPOSE, Lift.NONE, List.of(operand), type, transpose.span());
    }

    private Expr binary(Expression.Binary binary) {
        Expr left = expression(binary.left());
        Expr right = expression(binary.right());
        return switch (binary.operator()) {
            case "&&" -> logical(binary, left, right, true);
            case "||" -> logical(binary, left, right, false);
            default -> operation(binary.operator(), binary.operatorSpan(), left, right, binary.span());
        };
    }

    private Expr logical(Expression.Binary binary, Expr left, Expr right, boolean and) {
        for (Expr operand : List.of(left, right)) {
            if (operand.type() != Type.INT) {
                throw BodyContext.error("E0306", operand.span(), "an operand of `" + binary.operator() + "` must be int, not " + operand.type());
            }
        }
        Expr truth = isTruth(right) ? right
            : new Expr.Call(Operators.NOT_EQUAL, Lift.NONE, List.of(right, new Expr.IntLiteral(0, right.span())), Type.INT, right.span());
        Expr otherwise = new Expr.IntLiteral(and ? 0 : 1, binary.span());
        return new Expr.Conditional(left, and ? truth : otherwise, and ? otherwise : truth, Type.INT, binary.span());
    }

    /** Whether a value can only be 0 or 1. */
    private static boolean isTruth(Expr value) {
        return switch (value) {
            case Expr.Call(String function, var lift, var arguments, var type, var span) -> switch (function) {
                case "==", "!=", "<", "<=", ">", ">=", "!" -> true;
                default -> false;
            };
            case Expr.Conditional(var condition, Expr then, Expr otherwise, var type, var span) -> isTruth(then) && isTruth(otherwise);
            case Expr.IntLiteral(int n, var span) -> n == 0 || n == 1;
            default -> false;
        };
    }

    /** A binary operator applied to operands of any type. */
    Expr operation(String operator, Span operatorSpan, Expr left, Expr right, Span span) {
        OperatorTyping.Use use = OperatorTyping.of(operator, left.type(), right.type());
        if (use == null) {
            throw new ModelException(operandError(operator, operatorSpan, left, right));
        }
        if (operator.equals("/") && use.result() == Type.INT && !context.region.library()) {
            context.diagnostics.add(Diagnostic.warning("W0301", span, "this division of whole numbers drops the fraction")
                .withNote("write `%/%` if that is meant, or make one of them real, as in `1.0`"));
        }
        Expr l = Conversions.promote(left, use.left());
        Expr r = Conversions.promote(right, use.right());
        if (Operators.isOperator(use.function())) {
            return new Expr.Call(use.function(), Lift.NONE, List.of(l, r), use.result(), span);
        }
        return calls.library(use.function(), List.of(l, r), span);
    }

    private static Diagnostic operandError(String operator, Span span, Expr left, Expr right) {
        Diagnostic error = Diagnostic.error("E0306", span, "`" + operator + "` cannot be applied to " + left.type() + " and " + right.type());
        boolean alike = left.type().equals(right.type()) && !(left.type() instanceof Type.Array) && left.type().rank() > 0;
        if (alike && (operator.equals("*") || operator.equals("/"))) {
            return error.withNote("`." + operator + "` works element by element");
        }
        boolean array = left.type() instanceof Type.Array || right.type() instanceof Type.Array;
        return array ? error.withNote("arithmetic takes numbers, vectors and matrices: `to_vector` makes a vector of an array") : error;
    }

    private Expr conditional(Expression.Conditional conditional) {
        Expr condition = condition(conditional.condition());
        Expr then = expression(conditional.then());
        Expr otherwise = expression(conditional.otherwise());
        Type type = Conversions.common(then.type(), otherwise.type());
        if (type == null) {
            throw BodyContext.error("E0307", conditional.span(), "the two sides of `? :` have different types: " + then.type() + " and " + otherwise.type());
        }
        return new Expr.Conditional(condition, Conversions.promote(then, type), Conversions.promote(otherwise, type), type, conditional.span());
    }

    Expr condition(Expression expression) {
        Expr condition = expression(expression);
        if (condition.type() != Type.INT) {
            throw BodyContext.error("E0308", condition.span(), "a condition must be int, not " + condition.type());
        }
        return condition;
    }

    private Expr array(Expression.ArrayLiteral literal) {
        List<Expr> elements = expressions(literal.elements());
        Type common = elements.get(0).type();
        for (Expr element : elements) {
            Type next = Conversions.common(common, element.type());
            if (next == null) {
                throw BodyContext.error("E0309", element.span(), "the elements of an array must have one type: this is " + element.type()
                    + ", those before are " + common);
            }
            common = next;
        }
        Type type = common;
        return new Expr.ContainerLiteral(elements.stream().map(e -> Conversions.promote(e, type)).toList(), Type.array(type, 1), literal.span());
    }

    private Expr rowVector(Expression.RowVectorLiteral literal) {
        List<Expr> elements = expressions(literal.elements());
        Type scalar = Type.REAL;
        boolean rows = !elements.isEmpty() && elements.get(0).type().rank() == 1;
        for (Expr element : elements) {
            boolean fits = rows ? element.type() == Type.ROW_VECTOR || element.type() == Type.Basic.COMPLEX_ROW_VECTOR : element.type().isScalar();
            if (!fits) {
                throw BodyContext.error("E0309", element.span(), "`[ ]` takes numbers, or row vectors of one length, not " + element.type());
            }
            scalar = Conversions.common(scalar, element.type().scalar());
        }
        Type each = rows ? Conversions.withScalar(Type.ROW_VECTOR, scalar) : scalar;
        Type type = Conversions.withScalar(rows ? Type.MATRIX : Type.ROW_VECTOR, scalar);
        return new Expr.ContainerLiteral(elements.stream().map(e -> Conversions.promote(e, each)).toList(), type, literal.span());
    }

    private Expr indexed(Expression.Indexed indexed) {
        Expr base = expression(indexed.base());
        List<Subscript> subscripts = subscripts(indexed.subscripts(), base.type(), indexed.span());
        return Subscripts.index(base, subscripts, Subscripts.type(base.type(), subscripts), indexed.span());
    }

    List<Subscript> subscripts(List<Expression.Subscript> written, Type type, Span span) {
        if (written.size() > type.rank()) {
            String has = type.rank() == 0 ? "cannot be indexed" : "takes at most " + type.rank() + (type.rank() == 1 ? " index" : " indices");
            throw BodyContext.error("E0310", span, type + " " + has + (type.rank() == 0 ? "" : ", not " + written.size()));
        }
        List<Subscript> subscripts = new ArrayList<>();
        for (Expression.Subscript subscript : written) {
            subscripts.add(switch (subscript) {
                case Expression.Subscript.At(Expression index) -> at(index);
                case Expression.Subscript.Slice(Expression from, Expression to, Span s) -> new Subscript.Range(
                        from == null ? null : ofType(from, Type.INT, "an index"), to == null ? null : ofType(to, Type.INT, "an index"));
            });
        }
        return subscripts;
    }

    private Subscript at(Expression index) {
        Expr value = expression(index);
        if (value.type() == Type.INT) {
            return new Subscript.Single(value);
        }
        if (value.type().equals(Type.array(Type.INT, 1))) {
            return new Subscript.Multi(value);
        }
        throw BodyContext.error("E0311", value.span(), "an index must be int or array[] int, not " + value.type());
    }

    private Expr projection(Expression.Projection projection) {
        Expr tuple = expression(projection.base());
        Type type = position(tuple.type(), projection.position(), projection.span());
        return new Expr.Projection(tuple, projection.position(), type, projection.span());
    }

    static Type position(Type tuple, int position, Span span) {
        if (!(tuple instanceof Type.Tuple(List<Type> elements))) {
            throw BodyContext.error("E0312", span, tuple + " is not a tuple and has no position " + position);
        }
        if (position < 1 || position > elements.size()) {
            throw BodyContext.error("E0312", span, "there is no position " + position + " in a tuple of " + elements.size());
        }
        return elements.get(position - 1);
    }

    /** The operator that a function name means, or {@code null}. */
    static String operatorOf(String function) {
        return OPERATOR_FUNCTIONS.get(function);
    }
}
