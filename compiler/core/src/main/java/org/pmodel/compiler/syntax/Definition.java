package org.pmodel.compiler.syntax;

import java.util.List;
import org.pmodel.ir.Span;

/** A named thing that programs use: a function, or a distribution, primitive or transform of the library. */
public sealed interface Definition {
    Name name();

    /** The lines after {@code ///} before the definition, or the empty text. */
    String documentation();

    Span span();

    /** @param data the argument must not depend on parameters */
    record Parameter(boolean data, TypeExpression type, Name name) {}

    /**
     * A function with statements.
     *
     * @param library written with the word {@code function}: accepts containers for scalars, may be generic and state derivatives
     * @param typeVariables {@code T} in {@code function head<T>(…)}
     * @param body {@code null} in a forward declaration
     */
    record Function(Name name, boolean library, List<Name> typeVariables, List<Parameter> parameters, TypeExpression result,
            List<Statement> body, List<Derivative> derivatives, String documentation, Span span) implements Definition {
        public Function {
            typeVariables = List.copyOf(typeVariables);
            parameters = List.copyOf(parameters);
            body = body == null ? null : List.copyOf(body);
            derivatives = List.copyOf(derivatives);
        }
    }

    /** {@code d parameter = value}. */
    record Derivative(Name parameter, Expression value, Span span) {}

    /** A function that the engines provide; a {@code null} spelling is the usual one. */
    record Primitive(Name name, List<Parameter> parameters, TypeExpression result, List<Derivative> derivatives, String cpp, String java,
            String documentation, Span span) implements Definition {
        public Primitive {
            parameters = List.copyOf(parameters);
            derivatives = List.copyOf(derivatives);
        }
    }

    record Distribution(Name name, List<Parameter> parameters, TypeExpression variate, List<Item> items, String documentation, Span span)
            implements Definition {
        public Distribution {
            parameters = List.copyOf(parameters);
            items = List.copyOf(items);
        }
    }

    /** @param from the unconstrained coordinates of one element, or {@code null} when they have the type itself */
    record Transform(Name name, List<Parameter> parameters, TypeExpression type, TypeExpression from, List<Item> items,
            String documentation, Span span) implements Definition {
        public Transform {
            parameters = List.copyOf(parameters);
            items = List.copyOf(items);
        }
    }

    /** One part of a distribution or transform: {@code logpdf(y) = …;}; a formula is a body of one {@code return}. */
    record Item(Name name, List<Name> parameters, List<Statement> body, Span span) {
        public Item {
            parameters = List.copyOf(parameters);
            body = List.copyOf(body);
        }
    }
}
