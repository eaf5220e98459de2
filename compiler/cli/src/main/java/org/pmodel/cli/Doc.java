package org.pmodel.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.pmodel.compiler.Chapter;
import org.pmodel.compiler.Library;
import org.pmodel.compiler.elaborate.DerivedDefinitions;
import org.pmodel.compiler.syntax.Definition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pplc doc}: what the library says about a name. */
@Command(name = "doc", mixinStandardHelpOptions = true,
        description = "Shows what the library says about a function, distribution or transform; without a name, its chapters.")
final class Doc implements Callable<Integer> {
    private static final int WIDTH = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "A function, distribution, transform or chapter.")
    private String name;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Library library = Library.standard();
        List<Chapter> chapters = library.chapters();
        if (name == null) {
            chapters.forEach(c -> out.printf("%-24s %s%n", c.name(), c.title()));
            return Pplc.GOOD;
        }
        boolean found = false;
        for (Chapter chapter : chapters) {
            if (chapter.name().equals(name)) {
                chapter(chapter, out);
                found = true;
            }
            for (Chapter.Entry entry : chapter.entries()) {
                found |= entry(chapter, entry, out);
            }
        }
        if (!found) {
            throw new ParameterException(spec.commandLine(), "the library has no `" + name + "`"
                    + library.nearest(name).map(n -> "; did you mean `" + n + "`?").orElse(""));
        }
        return Pplc.GOOD;
    }

    private static void chapter(Chapter chapter, PrintWriter out) {
        out.println(wrapped(chapter.introduction()));
        for (Chapter.Section section : chapter.sections()) {
            out.println();
            out.println(section.title().isEmpty() ? chapter.title() : section.title());
            out.println(indented(wrapped(section.entries().stream().map(e -> e.definition().name().text()).distinct().collect(Collectors.joining(", ")))));
        }
    }

    /** Shows a definition of that name, or one that a function of that name follows from. */
    private boolean entry(Chapter chapter, Chapter.Entry entry, PrintWriter out) {
        Definition definition = entry.definition();
        List<Definition.Function> functions = follow(definition);
        List<Definition.Function> meant = functions.stream().filter(f -> f.name().text().equals(name)).toList();
        if (!definition.name().text().equals(name) && meant.isEmpty()) {
            return false;
        }
        meant.forEach(f -> out.println(DerivedDefinitions.signature(f) + "\n"));
        out.println(wrapped(definition.documentation() + " [" + chapter.name() + "]") + "\n");
        out.println(indented(entry.text()) + "\n");
        if (!functions.isEmpty() && meant.isEmpty()) {
            out.println("Functions that follow:");
            functions.forEach(f -> out.println("  " + DerivedDefinitions.signature(f)));
            out.println();
        }
        return true;
    }

    private static List<Definition.Function> follow(Definition definition) {
        return switch (definition) {
            case Definition.Distribution d -> List.copyOf(DerivedDefinitions.of(d).values());
            case Definition.Transform t -> List.copyOf(DerivedDefinitions.of(t).values());
            case Definition.Function f -> List.of();
            case Definition.Primitive p -> List.of();
        };
    }

    private static String indented(String text) {
        return text.lines().map(l -> "  " + l).collect(Collectors.joining("\n"));
    }

    /** Paragraphs of lines that fit a terminal. */
    private static String wrapped(String text) {
        return text.lines().map(Doc::wrappedParagraph).collect(Collectors.joining("\n"));
    }

    private static String wrappedParagraph(String paragraph) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : paragraph.split(" ")) {
            boolean fits = column == 0 || column + 1 + word.length() <= WIDTH;
            lines.append(column == 0 ? "" : fits ? " " : "\n").append(word);
            column = fits ? column + (column == 0 ? 0 : 1) + word.length() : word.length();
        }
        return lines.toString();
    }
}
