package org.pmodel.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.Source;
import org.pmodel.compiler.format.Formatter;

/** The models and examples of the repository are in the form that {@code pplc fmt} gives. */
class OwnModelsTest {
    static Stream<Path> models() throws IOException {
        try (Stream<Path> tests = Files.list(Path.of("models")); Stream<Path> examples = Files.list(Path.of("../stdlib/examples"))) {
            return Stream.concat(tests, examples).filter(f -> f.toString().endsWith(".pmodel")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void areInTheUsualForm(Path model) {
        Source source = Source.read(model);
        assertEquals(Formatter.format(source, Language.of(source.file()), List.of()), source.text());
    }
}
