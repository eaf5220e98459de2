package org.pmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.pmodel.compiler.Compilation;
import org.pmodel.compiler.Compiler;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.infer.ModelPosterior;
import org.pmodel.ir.Diagnostic;
import org.pmodel.runtime.CompiledModel;
import org.pmodel.runtime.Data;
import org.pmodel.numerics.Key;

/**
 * The programs of the manual do what it says: a block marked {@code pmodel} compiles, or is refused with the code that follows the word; where a block of
 * data comes next, density, gradient and generated quantities are finite.
 */
class ManualTest {
    private static final Path MANUAL = Checkout.ROOT.resolve("stdlib/doc");
    private static final Pattern PROGRAM = Pattern.compile("^```pmodel ?(E\\d{4})?\\n(.*?)^```\\n(?:\\n```json\\n(.*?)^```\\n)?", Pattern.MULTILINE | Pattern.DOTALL);

    @TestFactory
    List<DynamicTest> programs() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult program : PROGRAM.matcher(Files.readString(page)).results().toList()) {
                String name = page.getFileName() + " at " + program.start();
                tests.add(dynamicTest(name, () -> check(program.group(1), program.group(2), program.group(3))));
            }
        }
        return tests;
    }

    @Test
    void everyPageIsInTheIndex() throws IOException {
        String index = Files.readString(MANUAL.resolve("README.md"));
        for (Path page : pages()) {
            String name = page.getFileName().toString();
            assertTrue(name.equals("README.md") || index.contains("(" + name + ")"), name);
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(MANUAL)) {
            return files.filter(f -> f.toString().endsWith(".md")).sorted().toList();
        }
    }

    private static void check(String code, String program, String data) {
        Compilation compilation = Compiler.compile(new Source("manual.pmodel", program), CompilerOptions.DEFAULT);
        List<String> errors = compilation.diagnostics().stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).map(Diagnostic::code).toList();
        assertEquals(code == null ? List.of() : List.of(code), errors, () -> compilation.diagnostics().toString());
        if (data == null) {
            return;
        }
        try (CompiledModel model = new CompiledModel(compilation.model(), Engines.java(), printed -> { });
                ModelPosterior posterior = ModelPosterior.bind(model, Data.parse("data", data), Key.of(1))) {
            double[] point = new double[posterior.dimension()], gradient = new double[point.length];
            Arrays.setAll(point, i -> 0.1 * (i + 1));
            assertTrue(Double.isFinite(posterior.logDensity().gradient(point, gradient)), "density");
            assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite), "gradient");
            double[] values = new double[posterior.quantities().stream().mapToInt(q -> q.size()).sum()];
            posterior.outputs().write(point, Key.of(2), values);
            assertTrue(Arrays.stream(values).allMatch(Double::isFinite), "quantities");
        }
    }
}
