package org.pmodel.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pmodel.compiler.elaborate.DerivedDefinitions;
import org.pmodel.compiler.elaborate.LibraryCheck;
import org.pmodel.compiler.parse.ProgramParser;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Program;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

/**
 * The definitions that every program can use, as syntax: a definition is checked when a program first uses it, so that a large library costs a
 * small program nothing but its parsing.
 */
public final class Library {
    private static final String FOLDER = "/org/pmodel/stdlib/";

    private final Map<String, List<Definition>> functions = new LinkedHashMap<>();
    private final Map<String, Definition.Distribution> distributions = new LinkedHashMap<>();
    private final Map<String, Definition.Transform> transforms = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();

    private Library() {}

    /** Read once, when first asked for; a library does not change. */
    private static final class Standard {
        static final Library LIBRARY = read();
    }

    /** What programs of the Stan language may call; read once, when the first of them is compiled. */
    private static final class Stan {
        static final Set<String> NAMES = Set.copyOf(text("stan.txt").lines().filter(line -> !line.startsWith("#")).toList());
    }

    /** Whether programs of that language may call library functions of that name; Stan has no others than its own. */
    public static boolean offers(Language language, String function) {
        return !language.isStan() || Stan.NAMES.contains(function);
    }

    /** The standard library. */
    public static Library standard() {
        return Standard.LIBRARY;
    }

    /** @throws ModelException when a text has errors */
    public static Library of(List<Source> sources) {
        List<Program> programs = sources.parallelStream().map(Library::parse).toList();
        Library library = new Library();
        sources.forEach(source -> library.texts.put(source.file(), source.text()));
        programs.forEach(program -> program.definitions().forEach(library::add));
        return library;
    }

    private static Program parse(Source source) {
        Diagnostics diagnostics = new Diagnostics();
        Program program = ProgramParser.parse(source, Language.LIBRARY, List.of(), diagnostics).program();
        if (diagnostics.hasErrors()) {
            throw new ModelException(diagnostics.all());
        }
        return program;
    }

    private static Library read() {
        List<Source> sources = new ArrayList<>();
        for (String line : text("index.txt").split("\n")) {
            if (!line.isBlank()) {
                sources.add(new Source("stdlib/" + line.strip(), text(line.strip())));
            }
        }
        return of(sources);
    }

    private static String text(String name) {
        try (InputStream stream = Library.class.getResourceAsStream(FOLDER + name)) {
            if (stream == null) {
                throw new IllegalStateException("the standard library has no " + name + " on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This library with other transforms behind the names of constraints: {@code simplex} by {@code simplex_stick_breaking}, say. */
    Library withTransforms(Map<String, String> chosen) {
        if (chosen.isEmpty()) {
            return this;
        }
        Library library = new Library();
        library.functions.putAll(functions);
        library.distributions.putAll(distributions);
        library.transforms.putAll(transforms);
        library.texts.putAll(texts);
        chosen.forEach((constraint, transform) -> {
            Definition.Transform definition = transforms.get(transform);
            if (definition == null || !transforms.containsKey(constraint)) {
                throw new ModelException(Diagnostic.error("E0603", Span.NONE, "there is no transform `" + (definition == null ? transform : constraint) + "`"));
            }
            library.transforms.put(constraint, definition);
        });
        return library;
    }

    private void add(Definition definition) {
        switch (definition) {
            case Definition.Distribution d -> {
                distributions.put(d.name().text(), d);
                DerivedDefinitions.of(d).values().forEach(this::add);
            }
            case Definition.Transform t -> {
                transforms.put(t.name().text(), t);
                DerivedDefinitions.of(t).values().forEach(this::add);
            }
            case Definition.Function f -> functions.computeIfAbsent(f.name().text(), n -> new ArrayList<>()).add(f);
            case Definition.Primitive p -> functions.computeIfAbsent(p.name().text(), n -> new ArrayList<>()).add(p);
        }
    }

    /** What is wrong with the definitions, those that no program uses included. */
    public List<Diagnostic> check() {
        return LibraryCheck.check(this);
    }

    /** Functions and primitives of that name. */
    public List<Definition> functions(String name) {
        return functions.getOrDefault(name, List.of());
    }

    public Set<String> functionNames() {
        return new TreeSet<>(functions.keySet());
    }

    /** The distribution of that name, or {@code null}. */
    public Definition.Distribution distribution(String name) {
        return distributions.get(name);
    }

    public Set<String> distributionNames() {
        return new TreeSet<>(distributions.keySet());
    }

    /** The transform of that name, or {@code null}. */
    public Definition.Transform transform(String name) {
        return transforms.get(name);
    }

    public Set<String> transformNames() {
        return new TreeSet<>(transforms.keySet());
    }

    /** The library's texts by file, for diagnostics that point into them. */
    public Map<String, String> texts() {
        return Map.copyOf(texts);
    }
}
