package org.pmodel.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.pmodel.compiler.parse.ProgramParser;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.ir.ModelException;

/** A definition of a library, parsed when it is first asked for. */
final class LibraryEntry {
    enum Kind { FUNCTION, PRIMITIVE, DISTRIBUTION, TRANSFORM, TEMPLATE }

    /** In the standard library a definition begins at the beginning of a line, and nothing else begins so. */
    private static final Pattern BEGINNING = Pattern.compile("^(function|primitive|distribution|transform) +(\\w+)(<base>)?", Pattern.MULTILINE);

    private final Kind kind;
    private final String name;
    private final Source text;
    private Definition definition;

    private LibraryEntry(Kind kind, String name, Source text) {
        this.kind = kind;
        this.name = name;
        this.text = text;
    }

    /** The definitions of a text, unread. */
    static List<LibraryEntry> unread(Source source) {
        String text = source.text();
        List<LibraryEntry> entries = new ArrayList<>();
        List<MatchResult> beginnings = BEGINNING.matcher(text).results().toList();
        int from = 0;
        int line = 0;
        for (int i = 0; i < beginnings.size(); i++) {
            MatchResult beginning = beginnings.get(i);
            int end = endBefore(text, i + 1 < beginnings.size() ? beginnings.get(i + 1).start() : text.length());
            String own = text.substring(from, end);
            // The lines before are kept, empty, so that places are those in the file.
            Kind kind = beginning.group(3) != null ? Kind.TEMPLATE : Kind.valueOf(beginning.group(1).toUpperCase());
            entries.add(new LibraryEntry(kind, beginning.group(2), new Source(source.file(), "\n".repeat(line) + own)));
            from = end;
            line += (int) own.chars().filter(c -> c == '\n').count();
        }
        return entries;
    }

    /** Where the definition before a position ends: the documentation in front of the position belongs to what follows. */
    private static int endBefore(String text, int position) {
        int end = position;
        while (end > 0) {
            int line = text.lastIndexOf('\n', end - 2) + 1;
            if (!text.startsWith("///", line)) {
                break;
            }
            end = line;
        }
        return end;
    }

    /** A definition that was read already. */
    static LibraryEntry of(Definition definition) {
        Kind kind = switch (definition) {
            case Definition.Function f -> Kind.FUNCTION;
            case Definition.Primitive p -> Kind.PRIMITIVE;
            case Definition.Distribution d -> Kind.DISTRIBUTION;
            case Definition.Transform t -> Kind.TRANSFORM;
        };
        LibraryEntry entry = new LibraryEntry(kind, definition.name().text(), null);
        entry.definition = definition;
        return entry;
    }

    Kind kind() {
        return kind;
    }

    String name() {
        return name;
    }

    FamilyTemplate template() {
        return new FamilyTemplate(name, text);
    }

    /** @throws ModelException when the text has errors */
    synchronized Definition definition() {
        if (definition == null) {
            definition = parse(text).get(0);
        }
        return definition;
    }

    static List<Definition> parse(Source source) {
        Diagnostics diagnostics = new Diagnostics();
        ProgramParser.Result result = ProgramParser.parse(source, Language.LIBRARY, List.of(), diagnostics);
        if (diagnostics.hasErrors()) {
            throw new ModelException(diagnostics.all());
        }
        return result.program().definitions();
    }
}
