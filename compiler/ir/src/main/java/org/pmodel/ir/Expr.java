package org.pmodel.ir;

import java.util.List;

/** A typed expression without side effects, except for draws of random numbers in {@code _rng} functions. */
public sealed interface Expr {
    Type type();

    Span span();

    record IntLiteral(int value, Span span) implements Expr {
        @Override
        public Type type() {
            return Type.INT;
        }
    }

    record RealLiteral(double value, Span span) implements Expr {
        @Override
        public Type type() {
            return Type.REAL;
        }
    }

    record ImaginaryLiteral(double value, Span span) implements Expr {
        @Override
        public Type type() {
            return Type.COMPLEX;
        }
    }

    record StringLiteral(String value, Span span) implements Expr {
        @Override
        public Type type() {
            return Type.Basic.STRING;
        }
    }

    /** A variable; names are unique in a model or function body, shadowing is resolved by the front end. */
    record Variable(String name, Type type, Span span) implements Expr {}

    /**
     * A call of the function with that {@linkplain Function#id() id}, or of an {@linkplain Operators operator}.
     *
     * @param lift how scalar parameters meet container arguments
     */
    record Call(String function, Lift lift, List<Expr> arguments, Type type, Span span) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** Element or sub-container: one subscript per indexed dimension, the rest whole. */
    record Index(Expr base, List<Subscript> subscripts, Type type, Span span) implements Expr {
        public Index {
            subscripts = List.copyOf(subscripts);
        }
    }

    /** {@code condition ? then : otherwise}; only the chosen side is evaluated. {@code &&} and {@code ||} are written with it. */
    record Conditional(Expr condition, Expr then, Expr otherwise, Type type, Span span) implements Expr {}

    /**
     * {@code {a, b}}, {@code [a, b]} and {@code [[a, b], [c, d]]}: {@code type} tells an array, row vector or matrix; a matrix has row vectors
     * as elements.
     */
    record ContainerLiteral(List<Expr> elements, Type type, Span span) implements Expr {
        public ContainerLiteral {
            elements = List.copyOf(elements);
        }
    }

    record TupleLiteral(List<Expr> elements, Type type, Span span) implements Expr {
        public TupleLiteral {
            elements = List.copyOf(elements);
        }
    }

    /** {@code tuple.position}, counted from one. */
    record Projection(Expr tuple, int position, Type type, Span span) implements Expr {}

    /**
     * An implicit conversion, {@code int} to {@code real} to {@code complex}, also through containers; in the arguments of densities also an array of
     * row vectors to an array of vectors.
     */
    record Promotion(Expr value, Type type) implements Expr {
        @Override
        public Span span() {
            return value.span();
        }
    }

    /** A function passed by name. */
    record FunctionReference(String function, Type type, Span span) implements Expr {}

    /** {@code target()}, the log density accumulated so far. */
    record Target(Span span) implements Expr {
        @Override
        public Type type() {
            return Type.REAL;
        }
    }

    /** One position of an index list; indices count from one. */
    sealed interface Subscript {
        /** {@code i}: drops the dimension. */
        record Single(Expr index) implements Subscript {}

        /** {@code idx}, an integer array: keeps the dimension. */
        record Multi(Expr indices) implements Subscript {}

        /** {@code from:to}; a missing end is {@code null}; both missing is the whole dimension. */
        record Range(Expr from, Expr to) implements Subscript {}
    }
}
