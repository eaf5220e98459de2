package org.pmodel.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a model, its data or a run, and where: a value, rendered elsewhere.
 *
 * @param code stable, such as {@code E0201}; the catalogue in the manual lists every one
 * @param message one sentence in the user's words: what was found, what was expected
 * @param span {@link Span#NONE} where no source text is to blame
 * @param notes further places and the way out
 */
public record Diagnostic(String code, Severity severity, String message, Span span, List<Note> notes) {
    public enum Severity { ERROR, WARNING }

    /** A remark, at a place of its own or at none ({@link Span#NONE}). */
    public record Note(String message, Span span) {}

    public Diagnostic {
        notes = List.copyOf(notes);
    }

    public static Diagnostic error(String code, Span span, String message) {
        return new Diagnostic(code, Severity.ERROR, message, span, List.of());
    }

    public static Diagnostic warning(String code, Span span, String message) {
        return new Diagnostic(code, Severity.WARNING, message, span, List.of());
    }

    public Diagnostic withNote(String message) {
        return withNote(message, Span.NONE);
    }

    public Diagnostic withNote(String message, Span at) {
        List<Note> all = new ArrayList<>(notes);
        all.add(new Note(message, at));
        return new Diagnostic(code, severity, this.message, span, all);
    }

    /** {@code file:line:column: error[CODE]: message}. */
    public String headline() {
        return (span.equals(Span.NONE) ? "" : span + ": ") + severity.name().toLowerCase() + "[" + code + "]: " + message;
    }
}
