package org.pmodel.compiler.syntax;

import java.util.List;
import org.pmodel.ir.Span;

/** An expression as it was written. */
public sealed interface Expression {
    Span span();

    record Variable(Name name) implements Expression {
        @Override
        public Span span() {
            return name.span();
        }
    }

    /** Digits, without separators. */
    record IntNumber(String digits, Span span) implements Expression {}

    record RealNumber(double value, Span span) implements Expression {}

    record ImaginaryNumber(double value, Span span) implements Expression {}

    /** {@code -a}, {@code !a}, {@code +a}. */
    record Prefix(String operator, Expression operand, Span span) implements Expression {}

    /** @param operatorSpan where the operator itself stands */
    record Binary(Expression left, String operator, Span operatorSpan, Expression right, Span span) implements Expression {}

    /** {@code a'}. */
    record Transpose(Expression operand, Span span) implements Expression {}

    /** {@code condition ? then : otherwise}. */
    record Conditional(Expression condition, Expression then, Expression otherwise, Span span) implements Expression {}

    /** {@code {a, b}}. */
    record ArrayLiteral(List<Expression> elements, Span span) implements Expression {
        public ArrayLiteral {
            elements = List.copyOf(elements);
        }
    }

    /** {@code [a, b]}: a row vector, or a matrix when its elements are row vectors. */
    record RowVectorLiteral(List<Expression> elements, Span span) implements Expression {
        public RowVectorLiteral {
            elements = List.copyOf(elements);
        }
    }

    /** {@code (a, b)}. */
    record TupleLiteral(List<Expression> elements, Span span) implements Expression {
        public TupleLiteral {
            elements = List.copyOf(elements);
        }
    }

    /** {@code (a)}. */
    record Parenthesized(Expression inner, Span span) implements Expression {}

    /** @param conditional written with a bar after the first argument: {@code f(y | a, b)} */
    record Call(Name function, List<Expression> arguments, boolean conditional, Span span) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code ...} at the end of the arguments of a call: the further arguments of the function in whose body it stands. */
    record Rest(Span span) implements Expression {}

    /** {@code ...a} among the arguments of a call: the elements of the tuple {@code a}, one after the other. */
    record Elements(Name tuple, Span span) implements Expression {}

    /** {@code (real x) => value}: a function without a name, which sees the variables around it. */
    record Lambda(List<Definition.Parameter> parameters, Expression value, Span span) implements Expression {
        public Lambda {
            parameters = List.copyOf(parameters);
        }
    }

    /** {@code target()}. */
    record TargetValue(Span span) implements Expression {}

    /** {@code base[subscripts]}. */
    record Indexed(Expression base, List<Subscript> subscripts, Span span) implements Expression {
        public Indexed {
            subscripts = List.copyOf(subscripts);
        }
    }

    /** {@code base.position}, counted from one. */
    record Projection(Expression base, int position, Span span) implements Expression {}

    /** One position between brackets. */
    sealed interface Subscript {
        Span span();

        /** {@code i}, or an array of integers. */
        record At(Expression index) implements Subscript {
            @Override
            public Span span() {
                return index.span();
            }
        }

        /** {@code from:to}; a missing end is {@code null}. */
        record Slice(Expression from, Expression to, Span span) implements Subscript {}
    }

    /** The expression without the parentheses around it. */
    default Expression bare() {
        return this instanceof Parenthesized(Expression inner, Span span) ? inner.bare() : this;
    }
}
