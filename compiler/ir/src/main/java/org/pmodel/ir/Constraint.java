package org.pmodel.ir;

import java.util.List;

/**
 * The support a declaration states: the name of a transform of the library with its arguments, {@code lower(0)} or {@code simplex()}.
 * Bounds are {@code lower}, {@code upper} and {@code lower_upper}; {@code offset_multiplier} states none and only rescales.
 */
public record Constraint(String transform, List<Expr> arguments) {
    public static final Constraint NONE = new Constraint("identity", List.of());

    public Constraint {
        arguments = List.copyOf(arguments);
    }

    public boolean isNone() {
        return transform.equals("identity");
    }
}
