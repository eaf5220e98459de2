package org.pmodel.ir;

import java.util.Set;

/**
 * The operators and shape functions of the language: the forms whose meaning depends on shapes alone, and which lowering therefore knows.
 * Everything else that a program can call is a definition of the library.
 */
public final class Operators {
    private Operators() {}

    /** {@code a + b}, {@code a - b}, {@code a .* b}, {@code a ./ b}: element by element, scalars repeated; powers are the library's {@code pow}. */
    public static final String ADD = "+", SUBTRACT = "-", ELEMENTWISE_MULTIPLY = ".*", ELEMENTWISE_DIVIDE = "./";

    /** {@code a * b}: a product of scalars, scaling of a container, or the matrix product by shape. */
    public static final String MULTIPLY = "*";

    /** {@code a / b}: division by a scalar; on integers the quotient rounded towards zero. */
    public static final String DIVIDE = "/";

    /** {@code a % b} and {@code a %/% b} on integers. */
    public static final String MODULO = "%", INTEGER_DIVIDE = "%/%";

    /** {@code -a} on any shape; {@code !a}; {@code a'}. */
    public static final String NEGATE = "neg", NOT = "!", TRANSPOSE = "'";

    public static final String EQUAL = "==", NOT_EQUAL = "!=", LESS = "<", LESS_EQUAL = "<=", GREATER = ">", GREATER_EQUAL = ">=";

    /**
     * {@code jacobian_of(f, k, a, …)}: the square matrix of the derivatives of {@code f(a, …)}, a vector, with respect to its argument {@code k}, a
     * vector of the same size.
     */
    public static final String JACOBIAN = "jacobian_of";

    /** {@code derivative_of(f, k, direction, a, …)}: the derivative of {@code f(a, …)}, a number, as its argument {@code k}, a vector, moves in a direction. */
    public static final String DERIVATIVE = "derivative_of";

    private static final Set<String> OPERATORS = Set.of(ADD, SUBTRACT, ELEMENTWISE_MULTIPLY, ELEMENTWISE_DIVIDE, MULTIPLY, DIVIDE,
            MODULO, INTEGER_DIVIDE, NEGATE, NOT, TRANSPOSE, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL);

    /**
     * {@code size(x)} (first dimension; 1 for a scalar), {@code num_elements(x)}, {@code rows(x)}, {@code cols(x)}, {@code dims(x)};
     * {@code rep_array(x, n, …)}, {@code append_array(a, b)}; {@code to_vector}, {@code to_row_vector}, {@code to_matrix}, {@code to_array_1d},
     * {@code to_array_2d} with Stan's element orders (matrices column by column, arrays row by row); {@code to_complex(re, im)}, {@code get_real(z)} and
     * {@code get_imag(z)} of numbers and containers.
     */
    private static final Set<String> SHAPE_FUNCTIONS = Set.of("size", "num_elements", "rows", "cols", "dims", "rep_array", "append_array",
            "to_vector", "to_row_vector", "to_matrix", "to_array_1d", "to_array_2d", "to_complex", "get_real", "get_imag");

    /** Whether the name is that of a form that differentiates a function. */
    public static boolean isDerivative(String name) {
        return name.equals(JACOBIAN) || name.equals(DERIVATIVE);
    }

    public static boolean isOperator(String name) {
        return OPERATORS.contains(name);
    }

    public static boolean isShapeFunction(String name) {
        return SHAPE_FUNCTIONS.contains(name);
    }
}
