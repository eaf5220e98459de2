package org.pmodel.ir;

/**
 * A range of source text: lines and columns count from one, the end column is exclusive.
 *
 * @param file the file as the user named it; the library's own files start with {@code stdlib/}
 */
public record Span(String file, int line, int column, int endLine, int endColumn) {
    public static final Span NONE = new Span("", 0, 0, 0, 0);

    /** The smallest range that covers both. */
    public Span to(Span end) {
        return new Span(file, line, column, end.endLine, end.endColumn);
    }

    /** Whether this is in the standard library. */
    public boolean isLibrary() {
        return file.startsWith("stdlib/") && file.indexOf('/', file.indexOf('/') + 1) < 0;
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
