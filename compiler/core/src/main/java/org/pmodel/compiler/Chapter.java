package org.pmodel.compiler;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.ir.Span;

/**
 * A file of the library as its readers meet it: definitions, and the comments between them.
 *
 * @param name of the file, without its ending
 * @param introduction the comment that the file begins with
 */
public record Chapter(String name, String title, String introduction, List<Section> sections) {
    private static final int LONG_TITLE = 60;

    public Chapter {
        sections = List.copyOf(sections);
    }

    /** Definitions under one comment. @param title empty at the beginning of a chapter that has no comment there */
    public record Section(String title, String text, List<Entry> entries) {
        public Section {
            entries = List.copyOf(entries);
        }
    }

    /** @param text of the definition, without its documentation */
    public record Entry(Definition definition, String text) {}

    public List<Entry> entries() {
        return sections.stream().flatMap(s -> s.entries().stream()).toList();
    }

    /** @param definitions of the source, in order */
    static Chapter of(Source source, List<Definition> definitions) {
        List<String> lines = source.text().lines().toList();
        String introduction = comment(lines, 0);
        List<Section> sections = new ArrayList<>();
        String heading = "";
        List<Entry> entries = new ArrayList<>();
        int line = commentEnd(lines, 0);
        for (Definition definition : definitions) {
            Span span = definition.span();
            for (int i = line; i < span.line() - 1; i = Math.max(i + 1, commentEnd(lines, i))) {
                if (isComment(lines.get(i))) {
                    add(sections, heading, entries);
                    heading = comment(lines, i);
                    entries = new ArrayList<>();
                }
            }
            entries.add(new Entry(definition, String.join("\n", lines.subList(span.line() - 1, span.endLine()))));
            line = span.endLine();
        }
        add(sections, heading, entries);
        String file = source.file().substring(source.file().lastIndexOf('/') + 1);
        return new Chapter(file.substring(0, file.lastIndexOf('.')), title(introduction), introduction, sections);
    }

    private static void add(List<Section> sections, String heading, List<Entry> entries) {
        if (!entries.isEmpty()) {
            sections.add(new Section(title(heading), heading, entries));
        }
    }

    private static boolean isComment(String line) {
        return line.startsWith("//") && !line.startsWith("///");
    }

    /** The first line at or after a comment that is none of it. */
    private static int commentEnd(List<String> lines, int from) {
        int end = from;
        while (end < lines.size() && isComment(lines.get(end))) {
            end++;
        }
        return end;
    }

    /** The text of the comment that begins with a line; its empty lines separate paragraphs. */
    private static String comment(List<String> lines, int from) {
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(from, commentEnd(lines, from))) {
            String words = line.substring(2).strip();
            text.append(words.isEmpty() ? "\n\n" : (text.isEmpty() || text.charAt(text.length() - 1) == '\n' ? "" : " ") + words);
        }
        return text.toString();
    }

    /** The beginning of a comment: its first sentence, or the part of that before a colon or, where it is long, a comma. */
    private static String title(String comment) {
        String sentence = comment.split("[.:(](\\s|$)|\\n| \\(", 2)[0].strip();
        return sentence.length() > LONG_TITLE ? sentence.split(",", 2)[0] : sentence;
    }
}
