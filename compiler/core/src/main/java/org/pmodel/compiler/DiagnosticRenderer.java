package org.pmodel.compiler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Span;

/**
 * Diagnostics as text: the headline, the source line with a caret range below, and the notes, each with its own line where it has a place.
 *
 * <pre>{@code
 * wells.pmodel:12:5: error[E0201]: there is no variable `bata` here
 *    12 |   y ~ bernoulli_logit(x * bata);
 *       |                           ^^^^
 *       = did you mean `beta`?
 * }</pre>
 */
public final class DiagnosticRenderer {
    private static final int TAB = 4;

    private final Map<String, String> texts;
    private final Map<String, List<String>> lines = new HashMap<>();

    /** @param texts the source texts, by the file names in spans */
    public DiagnosticRenderer(Map<String, String> texts) {
        this.texts = texts;
    }

    public String render(List<Diagnostic> diagnostics) {
        StringBuilder out = new StringBuilder();
        diagnostics.forEach(d -> out.append(render(d)));
        return out.toString();
    }

    public String render(Diagnostic diagnostic) {
        StringBuilder out = new StringBuilder(diagnostic.headline()).append('\n');
        excerpt(diagnostic.span(), out);
        for (Diagnostic.Note note : diagnostic.notes()) {
            boolean placed = !note.span().equals(Span.NONE);
            out.append("      = ").append(note.message()).append(placed ? " (" + note.span() + ")" : "").append('\n');
            if (placed) {
                excerpt(note.span(), out);
            }
        }
        return out.toString();
    }

    private void excerpt(Span span, StringBuilder out) {
        String text = texts.get(span.file());
        if (text == null || span.line() < 1) {
            return;
        }
        List<String> all = lines.computeIfAbsent(span.file(), file -> text.lines().toList());
        String line = span.line() <= all.size() ? all.get(span.line() - 1) : "";
        int length = line.codePointCount(0, line.length());
        int end = span.endLine() == span.line() ? span.endColumn() : length + 1;
        int first = width(line, span.column() - 1);
        int carets = Math.max(1, width(line, end - 1) - first);
        out.append(String.format("%5d | %s%n", span.line(), line.replace("\t", " ".repeat(TAB))));
        out.append("      | ").append(" ".repeat(first)).append("^".repeat(carets)).append('\n');
    }

    /** The columns that the first code points of a line take on the screen. */
    private static int width(String line, int codePoints) {
        int[] points = line.codePoints().limit(Math.max(0, codePoints)).toArray();
        int width = Math.max(0, codePoints - points.length);
        for (int point : points) {
            width += point == '\t' ? TAB : 1;
        }
        return width;
    }
}
