package org.pmodel.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.ModelPrinter;

/**
 * Programs and what becomes of them: beside each file of {@code golden} stands what the compiler says to it, its diagnostics and Model IR. A new case
 * is a new file; one whose name starts with {@code w_} is compiled with all warnings. {@code -Dpmodel.golden=write} writes the expected texts; read the difference before committing it.
 */
class GoldenTest {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Path GOLDEN = RESOURCES.resolve("golden");
    private static final String EXPECTED = ".expected";
    /** Codes that no text alone brings about. */
    private static final Set<String> NOT_OF_TEXT = Set.of("E0123", "E0190", "E0191");

    private final Library library = Library.of(List.of(new Source("library.pmodel", read(RESOURCES.resolve("library.pmodel")))));

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return files().stream().filter(f -> !f.toString().endsWith(EXPECTED))
            .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private void check(Path file) throws IOException {
        String actual = outcome(new Source(file.getFileName().toString(), read(file))).replace(RESOURCES.toString(), "resources");
        Path expected = file.resolveSibling(file.getFileName() + EXPECTED);
        if ("write".equals(System.getProperty("pmodel.golden"))) {
            Files.writeString(expected, actual);
        }
        assertTrue(Files.exists(expected), () -> "no " + expected + "; what the compiler says:\n" + actual);
        assertEquals(read(expected), actual);
    }

    private String outcome(Source source) {
        if (source.file().endsWith(".library")) {
            return ofLibrary(source);
        }
        CompilerOptions options = CompilerOptions.DEFAULT.withIncludePaths(List.of(RESOURCES.resolve("include"))).withPedantic(source.file().startsWith("w_"));
        Compilation compilation = Compiler.compile(source, options, library);
        String diagnostics = new DiagnosticRenderer(compilation.texts()).render(compilation.diagnostics());
        return diagnostics + (compilation.succeeded() ? ModelPrinter.printBlocks(compilation.model()) : "");
    }

    private static String ofLibrary(Source source) {
        DiagnosticRenderer renderer = new DiagnosticRenderer(Map.of(source.file(), source.text()));
        try {
            return renderer.render(Library.of(List.of(source)).check());
        } catch (ModelException e) {
            return renderer.render(e.diagnostics());
        }
    }

    @Test
    void everyDiagnosticCodeHasACase() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            sources.filter(p -> p.toString().endsWith(".java")).forEach(p -> codes.addAll(find("\"([EW]\\d{4})\"", read(p))));
        }
        codes.removeAll(NOT_OF_TEXT);
        for (Path file : files()) {
            if (file.toString().endsWith(EXPECTED)) {
                codes.removeAll(find("\\[([EW]\\d{4})\\]", read(file)));
            }
        }
        assertEquals(Set.of(), codes);
    }

    private static Set<String> find(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.sorted().toList();
        }
    }

    private static String read(Path file) {
        return Source.read(file).text();
    }
}
