package org.pmodel.compiler.elaborate;

import org.pmodel.ir.Expr;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;

/**
 * A variable in scope.
 *
 * @param unique its name in Model IR
 * @param data its value does not depend on parameters
 * @param element what the name stands for when that is not the variable itself: inside a plate, the element of a parameter drawn there
 */
record Symbol(String unique, Type type, Origin origin, boolean data, Expr element, Span span) {
    enum Origin { DATA, TRANSFORMED_DATA, PARAMETERS, TRANSFORMED_PARAMETERS, GENERATED_QUANTITIES, LOCAL, ARGUMENT, LOOP }

    Symbol(String unique, Type type, Origin origin, boolean data, Span span) {
        this(unique, type, origin, data, null, span);
    }

    /** The name as an expression at some place. */
    Expr at(Span place) {
        return switch (element) {
            case null -> new Expr.Variable(unique, type, place);
            case Expr.Index(Expr base, var subscripts, Type elementType, var span) -> new Expr.Index(base, subscripts, elementType, place);
            default -> element;
        };
    }
}
