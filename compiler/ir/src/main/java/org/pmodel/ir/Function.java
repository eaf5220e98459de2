package org.pmodel.ir;

import java.util.List;

/**
 * A function of the library or of the user.
 *
 * @param id unique among all functions, overloads included: {@code log_sum_exp(vector)}
 * @param body {@code null} for a primitive
 * @param derivatives the rule for each parameter, in order, where one is stated; empty where the body is to be differentiated
 * @param spelling how the engines call a primitive; {@code null} otherwise
 */
public record Function(String id, String name, List<Parameter> parameters, Type result, List<Stmt> body, List<Derivative> derivatives,
        Spelling spelling, Span span) {
    public Function {
        parameters = List.copyOf(parameters);
        body = body == null ? null : List.copyOf(body);
        derivatives = List.copyOf(derivatives);
    }

    /** @param data the argument must not depend on parameters */
    public record Parameter(String name, Type type, boolean data) {}

    /** The partial derivative of a result with respect to one parameter. */
    public sealed interface Derivative {
        /** A formula over the parameters of the function. */
        record Formula(Expr value) implements Derivative {}

        /**
         * Where containers are involved: what the derivatives of some objective with respect to the elements of the result are worth for the elements of the
         * parameter.
         *
         * @param result the name under which the formula sees what the function returned
         * @param adjoint the name under which it sees the derivatives with respect to that
         */
        record Adjoint(Expr value, String result, String adjoint) implements Derivative {}

        /** Nowhere different from zero, or only on a set of measure zero. */
        record Zero() implements Derivative {}

        /** Asking for it is an error of the model. */
        record NotDifferentiable() implements Derivative {}
    }

    /** The expression that computes a primitive, in each language, over argument names. */
    public record Spelling(String cpp, String java) {}

    public boolean isPrimitive() {
        return body == null;
    }
}
