package org.pmodel.ir;

/** A variable with its sizes and support. */
public record Declaration(String name, SizedType sized, Span span) {
    public Type type() {
        return sized.type();
    }
}
