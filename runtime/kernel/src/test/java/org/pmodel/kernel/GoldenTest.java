package org.pmodel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.kernel.Laws.Law;
import org.pmodel.kernel.pass.Passes;
import org.pmodel.kernel.print.TextPrinter;

/**
 * What the pipeline makes of small kernels of known kinds, to be read. A file holds the kernel and, after {@code ---}, the gradient kernel from where its
 * output is cleared ({@code gradient}) or from where the value is stored ({@code backward}), with identities counted anew.
 * {@code -Dgolden.update=true} rewrites the files.
 */
class GoldenTest {
    private static final Pattern NAME = Pattern.compile("(?<![\\w'.])(%?[A-Za-z][\\w']*)\\.(\\d+)");

    static Stream<Path> files() {
        return Cases.in("golden").stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void gradientReadsAsWritten(Path file) throws IOException {
        String[] parts = Cases.read(file).split("--- ");
        Kernel kernel = Cases.parse(parts[0]);
        Laws laws = new Laws(kernel);
        for (Law law : Law.values()) {
            assertNull(laws.broken(law));
        }
        String kind = parts[1].lines().findFirst().orElseThrow(), expected = parts[1].substring(kind.length() + 1), shown = shown(kernel, kind);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(Path.of("src/test/resources/org/pmodel/kernel/golden").resolve(file.getFileName()), parts[0] + "--- " + kind + "\n" + shown);
        } else {
            assertEquals(expected, shown);
        }
    }

    static String shown(Kernel kernel, String kind) {
        String text = TextPrinter.print(Passes.gradient(Passes.divide(kernel, Passes.Trace.NONE).run(), Passes.Trace.NONE));
        Matcher start = Pattern.compile(kind.equals("backward") ? "\n  out\\.\\d+\\[0\\] = [^\n]*\n" : "\n  }\n").matcher(text);
        text = text.substring(start.find() ? start.end() : 0);
        Map<String, Integer> identities = new LinkedHashMap<>();
        return NAME.matcher(text).replaceAll(m -> {
            identities.putIfAbsent(m.group(2), identities.size() + 1);
            return Matcher.quoteReplacement(m.group(1) + "." + identities.get(m.group(2)));
        });
    }
}
