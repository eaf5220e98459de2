package org.pmodel.ir;

import java.util.List;
import java.util.stream.Collectors;

/** An unsized type of the language, as it stands in a function signature. */
public sealed interface Type {
    /** The types that are not built from others. */
    enum Basic implements Type {
        VOID, INT, REAL, COMPLEX, VECTOR, ROW_VECTOR, MATRIX, COMPLEX_VECTOR, COMPLEX_ROW_VECTOR, COMPLEX_MATRIX, STRING;

        @Override
        public String toString() {
            return name().toLowerCase();
        }
    }

    /** {@code array[,,] element} with that many {@code dimensions}; the element is never an array. */
    record Array(Type element, int dimensions) implements Type {
        public Array {
            if (dimensions < 1 || element instanceof Array) {
                throw new IllegalArgumentException("array of " + dimensions + " dimensions over " + element);
            }
        }

        @Override
        public String toString() {
            return "array[" + ",".repeat(dimensions - 1) + "] " + element;
        }
    }

    record Tuple(List<Type> elements) implements Type {
        public Tuple {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return elements.stream().map(Type::toString).collect(Collectors.joining(", ", "tuple(", elements.size() == 1 ? ",)" : ")"));
        }
    }

    /** The type of a function passed to a function. */
    record Callable(List<Type> parameters, Type result) implements Type {
        public Callable {
            parameters = List.copyOf(parameters);
        }

        @Override
        public String toString() {
            return parameters.stream().map(Type::toString).collect(Collectors.joining(", ", "(", ") => " + result));
        }
    }

    /** Whether some part has whole numbers. */
    default boolean hasWhole() {
        return scalar() instanceof Tuple(List<Type> elements) ? elements.stream().anyMatch(Type::hasWhole) : scalar() == INT;
    }

    Type VOID = Basic.VOID;
    Type INT = Basic.INT;
    Type REAL = Basic.REAL;
    Type COMPLEX = Basic.COMPLEX;
    Type VECTOR = Basic.VECTOR;
    Type ROW_VECTOR = Basic.ROW_VECTOR;
    Type MATRIX = Basic.MATRIX;

    static Type array(Type element, int rank) {
        return rank == 0 ? element : element instanceof Array(Type inner, int r) ? new Array(inner, r + rank) : new Array(element, rank);
    }

    /** The number of indices that reach a scalar: 0 for {@code real}, 1 for {@code vector}, 3 for {@code array[] matrix}. */
    default int rank() {
        return switch (this) {
            case Array(Type element, int r) -> r + element.rank();
            case Basic b -> switch (b) {
                case VECTOR, ROW_VECTOR, COMPLEX_VECTOR, COMPLEX_ROW_VECTOR -> 1;
                case MATRIX, COMPLEX_MATRIX -> 2;
                default -> 0;
            };
            case Tuple t -> 0;
            case Callable c -> 0;
        };
    }

    /** The scalar at the bottom: {@code real} for {@code array[] vector}; a tuple is its own. */
    default Type scalar() {
        return switch (this) {
            case Array(Type element, int r) -> element.scalar();
            case Basic b -> switch (b) {
                case VECTOR, ROW_VECTOR, MATRIX -> REAL;
                case COMPLEX_VECTOR, COMPLEX_ROW_VECTOR, COMPLEX_MATRIX -> COMPLEX;
                default -> b;
            };
            case Tuple t -> t;
            case Callable c -> c;
        };
    }

    default boolean isScalar() {
        return this == INT || this == REAL || this == COMPLEX;
    }

    /** The type after {@code n} single indices from the left. */
    default Type indexed(int n) {
        if (n == 0) {
            return this;
        }
        return switch (this) {
            case Array(Type element, int r) -> n < r ? new Array(element, r - n) : element.indexed(n - r);
            case Basic b -> switch (b) {
                case VECTOR, ROW_VECTOR -> REAL.indexed(n - 1);
                case COMPLEX_VECTOR, COMPLEX_ROW_VECTOR -> COMPLEX.indexed(n - 1);
                case MATRIX -> ROW_VECTOR.indexed(n - 1);
                case COMPLEX_MATRIX -> Basic.COMPLEX_ROW_VECTOR.indexed(n - 1);
                default -> throw new IllegalArgumentException("cannot index " + this);
            };
            default -> throw new IllegalArgumentException("cannot index " + this);
        };
    }
}
