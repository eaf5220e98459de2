package org.pmodel.compiler.outline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.ir.Span;

/** The text of a program by place. */
public final class SourceText {
    private final Map<String, List<String>> lines = new HashMap<>();

    /** @param texts by the file names in spans */
    public SourceText(Map<String, String> texts) {
        texts.forEach((file, text) -> lines.put(file, text.lines().toList()));
    }

    /** The text of a range; line ends and the blanks around them become one blank. */
    public String at(Span span) {
        List<String> file = lines.getOrDefault(span.file(), List.of());
        StringBuilder text = new StringBuilder();
        for (int line = span.line(); line >= 1 && line <= Math.min(span.endLine(), file.size()); line++) {
            int[] points = file.get(line - 1).codePoints().toArray();
            int from = line == span.line() ? Math.min(span.column() - 1, points.length) : 0;
            int to = line == span.endLine() ? Math.min(span.endColumn() - 1, points.length) : points.length;
            text.append(text.isEmpty() ? "" : " ").append(new String(points, from, Math.max(0, to - from)).strip());
        }
        return text.toString();
    }

    /** The word with which a range begins, or the empty text. */
    String firstWord(Span span) {
        List<String> file = lines.getOrDefault(span.file(), List.of());
        if (span.line() < 1 || span.line() > file.size()) {
            return "";
        }
        String line = file.get(span.line() - 1);
        int from = line.offsetByCodePoints(0, Math.min(span.column() - 1, line.codePointCount(0, line.length())));
        int to = from;
        while (to < line.length() && Character.isJavaIdentifierPart(line.charAt(to))) {
            to++;
        }
        return line.substring(from, to);
    }
}
