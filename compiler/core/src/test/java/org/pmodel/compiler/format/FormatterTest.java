package org.pmodel.compiler.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pmodel.compiler.Compilation;
import org.pmodel.compiler.Compiler;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.Source;
import org.pmodel.ir.ModelPrinter;

/**
 * The formatter gives what the files of {@code src/test/resources/format} expect of it, changes nothing the second time, and leaves the model of every
 * correct program as it is.
 */
class FormatterTest {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final CompilerOptions OPTIONS = CompilerOptions.DEFAULT.withIncludePaths(List.of(RESOURCES.resolve("include")));

    @TestFactory
    Stream<DynamicTest> expectedForms() throws IOException {
        return programs("format").map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            String formatted = format(Source.read(file));
            Path expected = file.resolveSibling(file.getFileName() + ".expected");
            if ("write".equals(System.getProperty("pmodel.golden"))) {
                Files.writeString(expected, formatted);
            }
            assertTrue(Files.exists(expected), () -> "no " + expected + "; the formatter gives:\n" + formatted);
            assertEquals(Files.readString(expected), formatted);
        }));
    }

    @TestFactory
    Stream<DynamicTest> formAndModelStay() throws IOException {
        return Stream.concat(programs("golden"), programs("format")).map(Source::read).filter(s -> Compiler.compile(s, OPTIONS).succeeded())
            .map(source -> DynamicTest.dynamicTest(source.file(), () -> {
                Source formatted = new Source(source.file(), format(source));
                assertEquals(formatted.text(), format(formatted));
                assertEquals(model(source), model(formatted));
            }));
    }

    private static String format(Source source) {
        return Formatter.format(source, Language.of(source.file()), OPTIONS.includePaths());
    }

    private static String model(Source source) {
        Compilation compilation = Compiler.compile(source, OPTIONS);
        return ModelPrinter.print(compilation.model());
    }

    private static Stream<Path> programs(String folder) throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            return files.filter(f -> f.toString().matches(".*\\.(stan|pmodel)")).sorted().toList().stream();
        }
    }
}
