package org.pmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pmodel.distribution.Tensor;

/** The first page keeps its word. */
class ReadmeTest {
    @TempDir
    private Path folder;

    @Test
    void theModelIsTheExample() throws IOException {
        assertTrue(Files.readString(Checkout.EXAMPLES.resolve("eight_schools.pmodel")).contains(block("", 0)));
    }

    @Test
    void theSnippetOfAModelCompilesAndRuns() throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            String snippet = block("java", 0);
            double[] tau = (double[]) run(snippet.substring(0, snippet.lastIndexOf('}')) + "    return tau;\n}");
            assertEquals(4000, tau.length);
        } finally {
            System.setOut(console);
        }
        assertTrue(printed.toString(StandardCharsets.UTF_8).contains("R-hat"));
    }

    @Test
    void theSnippetOfADistributionCompilesAndRuns() throws Exception {
        Tensor shares = (Tensor) run(block("java", 1) + "    return shares;\n");
        assertEquals(1, shares.sumLast(1).scalar(), 1e-15);
    }

    /** What a snippet returns. */
    private Object run(String snippet) throws Exception {
        Path source = Files.writeString(folder.resolve("Snippet.java"), program(snippet));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(messages, files, null, List.of("-d", folder.toString(), "-classpath", classPath()), null,
                    files.getJavaFileObjects(source)).call();
            assertTrue(compiled, messages.toString());
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            return loader.loadClass("Snippet").getMethod("run").invoke(null);
        }
    }

    private static String program(String snippet) {
        String imports = snippet.lines().filter(l -> l.startsWith("import ")).collect(Collectors.joining("\n"));
        String body = snippet.lines().filter(l -> !l.startsWith("import ")).collect(Collectors.joining("\n"))
                .replace("\"stdlib/", "\"" + Checkout.ROOT.resolve("stdlib") + "/");
        return imports + "\npublic class Snippet {\n  public static Object run() {\n" + body + "\n  }\n}\n";
    }

    /** Surefire may hide the class path in a manifest; the places of the classes themselves do not. */
    private static String classPath() {
        return List.of(Models.class, org.pmodel.infer.Run.class, org.pmodel.runtime.Data.class, org.pmodel.ir.Model.class,
                        org.pmodel.compiler.Compiler.class, org.pmodel.numerics.Key.class, com.fasterxml.jackson.databind.JsonNode.class,
                        org.pmodel.kernel.Kernel.class, Tensor.class)
                .stream().map(c -> Path.of(c.getProtectionDomain().getCodeSource().getLocation().getPath()).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String block(String language, int number) throws IOException {
        Matcher block = Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(Checkout.ROOT.resolve("README.md")));
        for (int i = 0; i <= number; i++) {
            assertTrue(block.find());
        }
        return block.group(1);
    }
}
