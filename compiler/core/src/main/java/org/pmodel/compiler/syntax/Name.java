package org.pmodel.compiler.syntax;

import org.pmodel.ir.Span;

/** A word of the program that names something, where it stands. */
public record Name(String text, Span span) {
    @Override
    public String toString() {
        return text;
    }
}
