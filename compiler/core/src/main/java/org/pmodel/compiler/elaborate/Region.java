package org.pmodel.compiler.elaborate;

import org.pmodel.ir.Type;

/**
 * Where a statement stands, which decides what it may do.
 *
 * @param function the name of the function, in a function body
 * @param result the type a function returns
 * @param library a body of the library, which may do anything
 */
record Region(Kind kind, String function, Type result, boolean library) {
    enum Kind {
        DATA("the data block"), TRANSFORMED_DATA("the transformed data block"), PARAMETERS("the parameters block"),
        TRANSFORMED_PARAMETERS("the transformed parameters block"), MODEL("the model block"), GENERATED_QUANTITIES("the generated quantities block"),
        FUNCTION("a function");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    static Region block(Kind kind) {
        return new Region(kind, "", null, false);
    }

    static Region function(String name, Type result, boolean library) {
        return new Region(Kind.FUNCTION, name, result, library);
    }

    boolean isFunction() {
        return kind == Kind.FUNCTION;
    }

    /** Random numbers may be drawn. */
    boolean draws() {
        return library || kind == Kind.TRANSFORMED_DATA || kind == Kind.GENERATED_QUANTITIES || isFunction() && function.endsWith("_rng");
    }

    /** The log density may be added to. */
    boolean addsTarget() {
        return library || kind == Kind.MODEL || isFunction() && function.endsWith("_lp");
    }

    /** Functions that add to the log density may be called. */
    boolean callsTarget() {
        return addsTarget() || kind == Kind.TRANSFORMED_PARAMETERS;
    }

    /** The Jacobian correction may be added to. */
    boolean addsJacobian() {
        return library || kind == Kind.TRANSFORMED_PARAMETERS || isFunction() && function.endsWith("_jacobian");
    }

    /** Densities may be asked for without their constants. */
    boolean dropsConstants() {
        return library || kind == Kind.MODEL || isFunction() && (function.endsWith("_lpdf") || function.endsWith("_lpmf"));
    }
}
