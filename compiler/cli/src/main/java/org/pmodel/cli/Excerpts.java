package org.pmodel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.pmodel.compiler.DiagnosticRenderer;
import org.pmodel.compiler.Library;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Span;

/** Diagnostics as the terminal shows them, with the lines they point at read from their files. */
final class Excerpts {
    /** Lines of data may be very long. */
    private static final int LONGEST_LINE = 300;

    private Excerpts() {}

    static String render(List<Diagnostic> diagnostics) {
        Map<String, String> texts = new HashMap<>();
        diagnostics.stream().flatMap(d -> Stream.concat(Stream.of(d.span()), d.notes().stream().map(Diagnostic.Note::span)))
                .filter(span -> !span.equals(Span.NONE)).forEach(span -> texts.computeIfAbsent(span.file(), file -> text(span)));
        return new DiagnosticRenderer(texts).render(diagnostics);
    }

    private static String text(Span span) {
        if (span.file().startsWith("stdlib/") && Library.standard().texts().containsKey(span.file())) {
            return Library.standard().texts().get(span.file());
        }
        try {
            String text = Files.readString(Path.of(span.file()));
            return text.lines().skip(Math.max(0, span.line() - 1)).findFirst().orElse("").length() <= LONGEST_LINE ? text : null;
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }
}
