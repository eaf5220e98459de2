package org.pmodel.runtime.lower;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;

/** Writes the operators: scalar arithmetic, element by element on containers, and the products of linear algebra. */
final class Arithmetic {
    private final Lowering lowering;

    Arithmetic(Lowering lowering) {
        this.lowering = lowering;
    }

    Shaped apply(Expr.Call e, List<Shaped> arguments) {
        if (arguments.stream().anyMatch(Shaped.Tuple.class::isInstance)) {
            return complex(e, arguments.stream().map(a -> (Shaped.Tuple) a).toList());
        }
        Type left = e.arguments().get(0).type(), right = e.arguments().size() > 1 ? e.arguments().get(1).type() : null;
        return switch (e.function()) {
            case Operators.NEGATE -> map(arguments.get(0), a -> lowering.out.let(a.elem() == Elem.INT ? Ops.INT_NEGATE : Ops.NEGATE, a));
            case Operators.NOT -> map(arguments.get(0), a -> lowering.out.not(a));
            case Operators.TRANSPOSE -> transpose((Shaped.Tensor) arguments.get(0));
            case Operators.MULTIPLY -> left.rank() == 0 || right.rank() == 0 ? zip(arguments, e, scalar(e.function(), e.span()))
                    : product(lowering.repeatable("a", (Shaped.Tensor) arguments.get(0)), left, lowering.repeatable("b", (Shaped.Tensor) arguments.get(1)), right, e);
            default -> zip(arguments, e, scalar(e.function(), e.span()));
        };
    }

    /** On complex numbers, part by part; products and quotients of them are the library's. */
    private Shaped complex(Expr.Call e, List<Shaped.Tuple> arguments) {
        Shaped real = part(e, arguments, Shaped.Tuple::real), imaginary = part(e, arguments, Shaped.Tuple::imaginary);
        return switch (e.function()) {
            case Operators.EQUAL, Operators.NOT_EQUAL -> {
                Atom a = ((Shaped.Scalar) real).atom(), b = ((Shaped.Scalar) imaginary).atom();
                yield new Shaped.Scalar(e.function().equals(Operators.EQUAL) ? lowering.out.let(Ops.AND, a, b) : lowering.out.let(Ops.INT_SELECT, a, Atom.UNIT, b));
            }
            default -> new Shaped.Tuple(List.of(real, imaginary));
        };
    }

    private Shaped part(Expr.Call e, List<Shaped.Tuple> arguments, Function<Shaped.Tuple, Shaped> part) {
        return apply(e, arguments.stream().map(part).toList());
    }

    private BinaryOperator<Atom> scalar(String operator, Span span) {
        return (a, b) -> {
            boolean integers = a.elem() == Elem.INT && b.elem() == Elem.INT;
            Atom x = integers ? a : lowering.toReal(a), y = integers ? b : lowering.toReal(b);
            return switch (operator) {
                case Operators.ADD -> lowering.out.let(integers ? Ops.INT_ADD : Ops.ADD, x, y);
                case Operators.SUBTRACT -> lowering.out.let(integers ? Ops.INT_SUBTRACT : Ops.SUBTRACT, x, y);
                case Operators.MULTIPLY, Operators.ELEMENTWISE_MULTIPLY -> lowering.out.let(integers ? Ops.INT_MULTIPLY : Ops.MULTIPLY, x, y);
                case Operators.DIVIDE, Operators.ELEMENTWISE_DIVIDE, Operators.INTEGER_DIVIDE -> integers ? divide(Ops.INT_DIVIDE, x, y, span) : lowering.out.let(Ops.DIVIDE, x, y);
                case Operators.MODULO -> divide(Ops.INT_MODULO, x, y, span);
                case Operators.EQUAL -> lowering.out.let(integers ? Ops.INT_EQUAL : Ops.EQUAL, x, y);
                case Operators.NOT_EQUAL -> lowering.out.let(integers ? Ops.INT_NOT_EQUAL : Ops.NOT_EQUAL, x, y);
                case Operators.LESS -> lowering.out.let(integers ? Ops.INT_LESS : Ops.LESS, x, y);
                case Operators.LESS_EQUAL -> lowering.out.let(integers ? Ops.INT_LESS_EQUAL : Ops.LESS_EQUAL, x, y);
                case Operators.GREATER -> lowering.out.let(integers ? Ops.INT_LESS : Ops.LESS, y, x);
                case Operators.GREATER_EQUAL -> lowering.out.let(integers ? Ops.INT_LESS_EQUAL : Ops.LESS_EQUAL, y, x);
                default -> throw new IllegalArgumentException(operator);
            };
        };
    }

    private Atom divide(Op op, Atom a, Atom b, Span span) {
        lowering.out.check(lowering.out.let(Ops.INT_NOT_EQUAL, b, Atom.NONE), lowering.faults.number("E0704", "integer division by zero", span), List.of());
        return lowering.out.let(op, a, b);
    }

    private Shaped map(Shaped a, UnaryOperator<Atom> f) {
        return switch (a) {
            case Shaped.Scalar s -> new Shaped.Scalar(f.apply(s.atom()));
            case Shaped.Tensor t -> new Shaped.Tensor(t.elem(), t.sizes(), i -> f.apply(t.at(i)), t.repeatable());
            default -> throw new IllegalArgumentException("arithmetic on " + a);
        };
    }

    private Shaped zip(List<Shaped> arguments, Expr.Call e, BinaryOperator<Atom> f) {
        Shaped a = arguments.get(0), b = arguments.get(1);
        Elem elem = Operations.elem(e.type());
        if (a instanceof Shaped.Scalar(Atom x) && b instanceof Shaped.Scalar(Atom y)) {
            return new Shaped.Scalar(f.apply(x, y));
        }
        if (a instanceof Shaped.Scalar(Atom x) && b instanceof Shaped.Tensor t) {
            return new Shaped.Tensor(elem, t.sizes(), i -> f.apply(x, t.at(i)), false);
        }
        if (a instanceof Shaped.Tensor t && b instanceof Shaped.Scalar(Atom y)) {
            return new Shaped.Tensor(elem, t.sizes(), i -> f.apply(t.at(i), y), false);
        }
        Shaped.Tensor s = (Shaped.Tensor) a, t = (Shaped.Tensor) b;
        for (int k = 0; k < s.rank(); k++) {
            lowering.checkEqual(s.sizes().get(k), t.sizes().get(k), "the operands of " + e.function(), e.span());
        }
        return new Shaped.Tensor(elem, s.sizes(), i -> f.apply(s.at(i), t.at(i)), false);
    }

    private Shaped transpose(Shaped.Tensor t) {
        return t.rank() == 1 ? t
                : new Shaped.Tensor(t.elem(), List.of(t.sizes().get(1), t.sizes().get(0)), i -> t.at(i.get(1), i.get(0)), t.repeatable());
    }

    // ---- products; vectors are columns

    private Shaped product(Shaped.Tensor a, Type left, Shaped.Tensor b, Type right, Expr.Call e) {
        if (left == Type.VECTOR) {
            return new Shaped.Tensor(Elem.REAL, List.of(a.sizes().get(0), outer(b, right)), i -> lowering.out.times(a.at(i.get(0)), columnOf(b, right, i.get(1))), false);
        }
        Atom inner = a.sizes().get(a.rank() - 1);
        lowering.checkEqual(inner, b.sizes().get(0), "the operands of *", e.span());
        if (left == Type.ROW_VECTOR && right == Type.VECTOR) {
            return new Shaped.Scalar(dot(inner, k -> a.at(k), k -> b.at(k)));
        }
        if (left == Type.ROW_VECTOR) {
            return new Shaped.Tensor(Elem.REAL, List.of(b.sizes().get(1)), i -> dot(inner, k -> a.at(k), k -> b.at(k, i.get(0))), false);
        }
        if (right == Type.VECTOR) {
            return new Shaped.Tensor(Elem.REAL, List.of(a.sizes().get(0)), i -> dot(inner, k -> a.at(i.get(0), k), k -> b.at(k)), false);
        }
        return new Shaped.Tensor(Elem.REAL, List.of(a.sizes().get(0), b.sizes().get(1)), i -> dot(inner, k -> a.at(i.get(0), k), k -> b.at(k, i.get(1))), false);
    }

    /** A column times a row vector, or times a matrix of one row. */
    private static Atom outer(Shaped.Tensor b, Type right) {
        return b.sizes().get(right == Type.MATRIX ? 1 : 0);
    }

    private static Atom columnOf(Shaped.Tensor b, Type right, Atom j) {
        return right == Type.MATRIX ? b.at(Atom.NONE, j) : b.at(j);
    }

    private Atom dot(Atom count, UnaryOperator<Atom> a, UnaryOperator<Atom> b) {
        Array sum = lowering.out.local("dot", Elem.REAL, List.of(), Stmt.Init.ZERO);
        lowering.loop("k", count, k -> lowering.out.add(sum, List.of(), lowering.out.times(lowering.toReal(a.apply(k)), lowering.toReal(b.apply(k)))));
        return lowering.out.load(sum);
    }
}
