package org.pmodel.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
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
    /** How functions of a template end that take distributions among their arguments. */
    private static final String FUNCTIONS = "_(lu?p[dm]f|l?c?cdf|qf|rng|mean|variance)";

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
        boolean found = template(library, chapters, out);
        for (Chapter chapter : found ? List.<Chapter>of() : chapters) {
            if (chapter.name().equals(name)) {
                chapter(chapter, out);
                found = true;
            }
            for (Chapter.Entry entry : chapter.entries()) {
                found |= entry(chapter, entry, out);
            }
        }
        if (!found) {
            Optional<String> reason = library.unsuitable(name, library::distribution);
            throw new ParameterException(spec.commandLine(), "the library has no `" + name + "`"
                    + reason.map(r -> ": " + r).orElse(library.nearest(name).map(n -> "; did you mean `" + n + "`?").orElse("")));
        }
        return Pplc.GOOD;
    }

    /** Shows a template of that name, or the one behind a distribution that it makes or a function that follows from that. */
    private boolean template(Library library, List<Chapter> chapters, PrintWriter out) {
        for (String template : library.templates().keySet()) {
            Definition.Distribution made = name.startsWith(template + "_") ? made(library, template) : null;
            boolean own = name.equals(template) || name.matches(template + FUNCTIONS);
            if (own || made != null) {
                for (Chapter chapter : chapters) {
                    chapter.entries().stream().filter(e -> e.text().startsWith("distribution " + template + "<")).forEach(e -> show(chapter, e, made, out));
                }
                return true;
            }
        }
        return false;
    }

    /** The distribution that a template makes under the name, or from which a function of the name follows; {@code null} where there is none. */
    private Definition.Distribution made(Library library, String template) {
        for (int end = name.length(); end > template.length(); end = name.lastIndexOf('_', end - 1)) {
            Definition.Distribution made = library.distribution(name.substring(0, end));
            if (made != null && (end == name.length() || follow(made).stream().anyMatch(this::isMeant))) {
                return made;
            }
        }
        return null;
    }

    /** Whether a function is the one of that name; a density that leaves out constants is the density. */
    private boolean isMeant(Definition.Function function) {
        return function.name().text().equals(name.replaceAll("_lup([dm]f)$", "_lp$1"));
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
        List<String> names = List.of(name, name + "_lpdf", name + "_lpmf"); // of densities that belong to no family's definition, too
        boolean shown = names.contains(definition.name().text()) || definition instanceof Definition.Function f && isMeant(f)
                || follow(definition).stream().anyMatch(this::isMeant);
        if (shown) {
            show(chapter, entry, definition, out);
        }
        return shown;
    }

    /** @param definition that functions follow from; {@code null} where there is none */
    private void show(Chapter chapter, Chapter.Entry entry, Definition definition, PrintWriter out) {
        List<Definition.Function> functions = definition == null ? List.of() : follow(definition);
        List<Definition.Function> meant = functions.stream().filter(this::isMeant).toList();
        meant.forEach(f -> out.println(DerivedDefinitions.signature(f) + "\n"));
        out.println(wrapped(entry.definition().documentation() + " [" + chapter.name() + "]") + "\n");
        out.println(indented(entry.text()) + "\n");
        if (!functions.isEmpty() && meant.isEmpty()) {
            out.println("Functions that follow:");
            functions.forEach(f -> out.println("  " + DerivedDefinitions.signature(f)));
            out.println();
        }
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
