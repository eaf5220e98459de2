package org.pmodel.compiler.syntax;

import java.util.List;
import org.pmodel.ir.Span;

/** A type as it was written, with sizes in a declaration and without them in a signature. */
public sealed interface TypeExpression {
    Span span();

    /**
     * A type named by a word of the language: {@code real<lower=0>}, {@code vector[N]}, {@code simplex[K]}.
     *
     * @param sizes {@code null} when none are given, which is right for scalars and in signatures
     */
    record Basic(String word, List<Bound> bounds, List<Expression> sizes, Span span) implements TypeExpression {
        public Basic {
            bounds = List.copyOf(bounds);
            sizes = sizes == null ? null : List.copyOf(sizes);
        }
    }

    /** {@code lower = value}; also {@code upper}, {@code offset}, {@code multiplier}. */
    record Bound(String kind, Expression value, Span span) {}

    /** {@code array[dimensions] element}; {@code dimensions} is {@code null} in a signature, where only {@code rank} is known. */
    record Array(List<Expression> dimensions, int rank, TypeExpression element, Span span) implements TypeExpression {
        public Array {
            dimensions = dimensions == null ? null : List.copyOf(dimensions);
        }
    }

    record Tuple(List<TypeExpression> elements, Span span) implements TypeExpression {
        public Tuple {
            elements = List.copyOf(elements);
        }
    }

    /** A type parameter of a library function. */
    record Variable(Name name) implements TypeExpression {
        @Override
        public Span span() {
            return name.span();
        }
    }

    /** {@code (parameters) => result}: a function as an argument. */
    record Callable(List<TypeExpression> parameters, TypeExpression result, Span span) implements TypeExpression {
        public Callable {
            parameters = List.copyOf(parameters);
        }
    }

    /** {@code ...}: any number of further arguments, of any types. */
    record Rest(Span span) implements TypeExpression {}

    /** {@code ...L}: as many arguments as the tuple type {@code L} has elements, of their types. */
    record Elements(Name tuple, Span span) implements TypeExpression {}

    /** {@code void}, the result of a function without one. */
    record None(Span span) implements TypeExpression {}
}
