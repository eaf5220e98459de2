package org.pmodel.compiler.elaborate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Type;

/** Types as written, without their sizes, as types of Model IR. */
final class Types {
    private Types() {}

    /** @param variables what the type parameters of a generic function stand for */
    static Type of(TypeExpression type, Map<String, Type> variables) {
        return switch (type) {
            case TypeExpression.Basic(var word, var bounds, var sizes, var span) -> basic(word);
            case TypeExpression.Array(var dimensions, int rank, var element, var span) -> Type.array(of(element, variables), rank);
            case TypeExpression.Tuple(var elements, var span) -> new Type.Tuple(elements.stream().map(e -> of(e, variables)).toList());
            case TypeExpression.Variable(var name) -> {
                Type meaning = variables.get(name.text());
                if (meaning == null) {
                    throw new ModelException(Diagnostic.error("E0203", name.span(), "there is no type `" + name + "`"));
                }
                yield meaning;
            }
            case TypeExpression.Callable(var parameters, var result, var span) ->
                new Type.Callable(parameters.stream().map(p -> of(p, variables)).toList(), of(result, variables));
            case TypeExpression.Rest(var span) -> throw new AssertionError("`...` is no type of its own");
            case TypeExpression.Elements(var tuple, var span) -> throw new AssertionError("`...` is no type of its own");
            case TypeExpression.None none -> Type.VOID;
        };
    }

    /** A type as it was written, without bounds. */
    static String text(TypeExpression type) {
        return switch (type) {
            case TypeExpression.Callable(var parameters, var result, var span) ->
                parameters.stream().map(Types::text).collect(Collectors.joining(", ", "(", ")")) + " => " + text(result);
            case TypeExpression.Rest(var span) -> "...";
            case TypeExpression.Elements(var tuple, var span) -> "..." + tuple;
            case TypeExpression.Variable(var name) -> name.text();
            case TypeExpression.Array(var dimensions, int rank, var element, var span) -> "array[" + ",".repeat(rank - 1) + "] " + text(element);
            default -> of(type, Map.of()).toString();
        };
    }

    /** The type that a word means; a constrained type is a vector or a matrix. */
    static Type basic(String word) {
        return switch (word) {
            case "int" -> Type.INT;
            case "real" -> Type.REAL;
            case "complex" -> Type.COMPLEX;
            case "vector", "ordered", "positive_ordered", "simplex", "unit_vector", "sum_to_zero_vector" -> Type.VECTOR;
            case "row_vector" -> Type.ROW_VECTOR;
            case "complex_vector" -> Type.Basic.COMPLEX_VECTOR;
            case "complex_row_vector" -> Type.Basic.COMPLEX_ROW_VECTOR;
            case "complex_matrix" -> Type.Basic.COMPLEX_MATRIX;
            default -> Type.MATRIX;
        };
    }

    /** Whether values of a type are whole numbers and nothing else. */
    static boolean isWhole(Type type) {
        return type.scalar() instanceof Type.Tuple(List<Type> elements) ? elements.stream().allMatch(Types::isWhole) : type.scalar() == Type.INT;
    }

    /** Whether a word means a type with a constraint of its own. */
    static boolean isConstrained(String word) {
        return switch (word) {
            case "int", "real", "complex", "vector", "row_vector", "matrix", "complex_vector", "complex_row_vector", "complex_matrix" -> false;
            default -> true;
        };
    }
}
