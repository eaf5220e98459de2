package org.pmodel.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pmodel.compiler.elaborate.DerivedDefinitions;
import org.pmodel.compiler.elaborate.LibraryElaborator;
import org.pmodel.compiler.elaborate.Suggestions;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Definition.Distribution;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

/**
 * The definitions that every program can use, as syntax: a definition is parsed and checked when a program first uses it, so that a large library costs
 * a small program nothing.
 */
public final class Library {
    private static final String FOLDER = "/org/pmodel/stdlib/";

    /** Functions and primitives by name. */
    private final Map<String, List<LibraryEntry>> named = new LinkedHashMap<>();
    /** Distributions and transforms by name, from which functions follow. */
    private final Map<String, LibraryEntry> sources = new LinkedHashMap<>();
    /** Transforms by the names of constraints. */
    private final Map<String, LibraryEntry> transforms = new LinkedHashMap<>();
    /** Distributions that are made of any other, by name. */
    private final Map<String, FamilyTemplate> templates = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<Source> files = new ArrayList<>();
    private final Map<String, List<Definition>> found = new ConcurrentHashMap<>();

    private Library() {}

    private Library(List<Source> sources, List<LibraryEntry> entries) {
        files.addAll(sources);
        sources.forEach(source -> texts.put(source.file(), source.text()));
        entries.forEach(this::add);
    }

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
        List<LibraryEntry> entries = new ArrayList<>();
        sources.forEach(source -> LibraryEntry.parse(source).forEach(definition -> entries.add(LibraryEntry.of(definition))));
        return new Library(sources, entries);
    }

    private static Library read() {
        List<Source> sources = text("index.txt").lines().filter(line -> !line.isBlank()).map(line -> new Source("stdlib/" + line.strip(), text(line.strip()))).toList();
        return new Library(sources, sources.stream().flatMap(source -> LibraryEntry.unread(source).stream()).toList());
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
        library.named.putAll(named);
        library.sources.putAll(sources);
        library.transforms.putAll(transforms);
        library.templates.putAll(templates);
        library.texts.putAll(texts);
        library.files.addAll(files);
        chosen.forEach((constraint, transform) -> {
            LibraryEntry definition = transforms.get(transform);
            if (definition == null || !transforms.containsKey(constraint)) {
                throw new ModelException(Diagnostic.error("E0603", Span.NONE, "there is no transform `" + (definition == null ? transform : constraint) + "`"));
            }
            library.transforms.put(constraint, definition);
        });
        return library;
    }

    private void add(LibraryEntry entry) {
        switch (entry.kind()) {
            case FUNCTION, PRIMITIVE -> named.computeIfAbsent(entry.name(), n -> new ArrayList<>()).add(entry);
            case DISTRIBUTION -> sources.put(entry.name(), entry);
            case TRANSFORM -> {
                sources.put(entry.name(), entry);
                transforms.put(entry.name(), entry);
            }
            case TEMPLATE -> templates.put(entry.name(), entry.template());
        }
    }

    /** What is wrong with the definitions, those that no program uses included. */
    public List<Diagnostic> check() {
        return LibraryElaborator.elaborate(this).diagnostics();
    }

    /**
     * All functions, transforms and distributions of the library, in a model without blocks.
     *
     * @throws ModelException when a definition has errors
     */
    public Model model() {
        LibraryElaborator.Result result = LibraryElaborator.elaborate(this);
        if (result.diagnostics().stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR)) {
            throw new ModelException(result.diagnostics());
        }
        return result.model();
    }

    /** Functions and primitives of that name. */
    public List<Definition> functions(String name) {
        return found.computeIfAbsent(name, this::find);
    }

    /** Those with the name, and those that follow from a distribution or transform whose name it begins with. */
    private List<Definition> find(String name) {
        List<Definition> definitions = new ArrayList<>(named.getOrDefault(name, List.of()).stream().map(LibraryEntry::definition).toList());
        for (int end = name.indexOf('_'); end >= 0; end = name.indexOf('_', end + 1)) {
            LibraryEntry source = sources.get(name.substring(0, end));
            Distribution composed = source != null ? null : composed(name.substring(0, end), this::distribution);
            Collection<Definition.Function> derived = source != null ? derived(source)
                : composed != null ? DerivedDefinitions.of(composed).values() : List.of();
            derived.stream().filter(f -> f.name().text().equals(name)).forEach(definitions::add);
        }
        return List.copyOf(definitions);
    }

    private static Collection<Definition.Function> derived(LibraryEntry source) {
        return switch (source.definition()) {
            case Distribution d -> DerivedDefinitions.of(d).values();
            case Definition.Transform t -> DerivedDefinitions.of(t).values();
            default -> List.of();
        };
    }

    /** All names; this reads the whole library. */
    public Set<String> functionNames() {
        Set<String> names = new TreeSet<>(named.keySet());
        sources.values().forEach(source -> derived(source).forEach(f -> names.add(f.name().text())));
        return names;
    }

    /** The distribution of that name, or {@code null}. */
    public Distribution distribution(String name) {
        LibraryEntry entry = sources.get(name);
        return entry != null ? entry.definition() instanceof Distribution d ? d : null : composed(name, this::distribution);
    }

    /** The distribution of that name which a template makes of another, or {@code null}. */
    public Distribution composed(String name, Function<String, Distribution> bases) {
        for (FamilyTemplate template : templates.values()) {
            String base = template.baseIn(name);
            Distribution found = base == null ? null : bases.apply(base);
            if (found != null) {
                return template.of(found);
            }
        }
        return null;
    }

    /** Why a name that begins with that of a template is none of a distribution, or nothing where it does not begin so. */
    public Optional<String> unsuitable(String name, Function<String, Distribution> bases) {
        for (FamilyTemplate template : templates.values()) {
            if (template.name().equals(name)) {
                return Optional.of("`" + name + "` makes distributions of others: name one after it, `" + name + "_…`, or among its arguments");
            }
            if (template.baseIn(name) != null && bases.apply(template.baseIn(name)) != null) {
                return Optional.of("`" + template.name() + "` makes no distribution of `" + template.baseIn(name) + "`: its values are not of the kind that it takes");
            }
        }
        return Optional.empty();
    }

    /** What makes distributions of others, by name. */
    public Map<String, FamilyTemplate> templates() {
        return Collections.unmodifiableMap(templates);
    }

    public Set<String> distributionNames() {
        return names(LibraryEntry.Kind.DISTRIBUTION);
    }

    /** The transform of that name, or {@code null}. */
    public Definition.Transform transform(String name) {
        LibraryEntry entry = transforms.get(name);
        return entry == null ? null : (Definition.Transform) entry.definition();
    }

    public Set<String> transformNames() {
        return names(LibraryEntry.Kind.TRANSFORM);
    }

    private Set<String> names(LibraryEntry.Kind kind) {
        return sources.values().stream().filter(entry -> entry.kind() == kind).map(LibraryEntry::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The library's files in the order of reading; this reads all of it. What a template makes of the first base without an upper bound
     * stands for the template. */
    public List<Chapter> chapters() {
        return files.stream().map(source -> Chapter.of(source, LibraryEntry.unread(source).stream()
            .map(entry -> entry.kind() == LibraryEntry.Kind.TEMPLATE ? example(entry.template()) : entry.definition()).toList())).toList();
    }

    private Distribution example(FamilyTemplate template) {
        return sources.values().stream().filter(entry -> entry.kind() == LibraryEntry.Kind.DISTRIBUTION).map(entry -> (Distribution) entry.definition())
            .filter(base -> base.variate() instanceof TypeExpression.Basic basic && basic.bounds().stream().noneMatch(b -> b.kind().equals("upper")))
            .map(template::of).filter(Objects::nonNull).findFirst().orElseThrow();
    }

    /** What was probably meant by a name that the library does not have: that of a distribution, transform or function. */
    public Optional<String> nearest(String name) {
        Set<String> names = functionNames();
        names.addAll(distributionNames());
        names.addAll(transformNames());
        names.addAll(templates.keySet());
        templates.keySet().forEach(template -> distributionNames().forEach(base -> names.add(template + "_" + base)));
        return Suggestions.nearest(name, names);
    }

    /** The library's texts by file, for diagnostics that point into them. */
    public Map<String, String> texts() {
        return Map.copyOf(texts);
    }
}
