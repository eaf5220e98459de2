package org.pmodel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pmodel.Checkout;

/** The page of errors lists every code there is, in order and once, and a program or command brings each about. */
class CatalogueTest {
    /** What depends on the machine, on luck, or on the Java that calls the library: tests of their modules bring these about where one can. */
    private static final Set<String> NOT_OF_PROGRAMS = Set.of("E0123", "E0730", "E0803", "E0805", "E0806", "E0807", "E9001", "E9002");

    @Test
    void thePageListsEveryCode() throws IOException {
        List<String> listed = new ArrayList<>();
        Matcher entry = Pattern.compile("^- \\*\\*([EW]\\d{4})\\*\\* .+ Example: .+", Pattern.MULTILINE)
                .matcher(Files.readString(Checkout.ROOT.resolve("stdlib/doc/errors.md")).replace("\n  ", " "));
        while (entry.find()) {
            listed.add(entry.group(1));
        }
        assertEquals(List.copyOf(codes()), listed);
    }

    @Test
    void aCaseShowsEveryCode() throws IOException {
        Set<String> missing = codes();
        missing.removeAll(NOT_OF_PROGRAMS);
        for (String folder : List.of("tests/commands", "compiler/core/src/test/resources/golden")) {
            missing.removeAll(found(Checkout.ROOT.resolve(folder), ".*", "\\[([EW]\\d{4})\\]"));
        }
        assertEquals(Set.of(), missing);
    }

    private static Set<String> codes() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String module : List.of("grammar", "compiler", "runtime", "native")) {
            codes.addAll(found(Checkout.ROOT.resolve(module), ".*/src/main/java/.*\\.java", "\"([EW]\\d{4})\""));
        }
        return codes;
    }

    private static Set<String> found(Path folder, String path, String code) throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().replace('\\', '/').matches(path) && Files.isRegularFile(f)).toList()) {
                Matcher matcher = Pattern.compile(code).matcher(Files.readString(file));
                while (matcher.find()) {
                    codes.add(matcher.group(1));
                }
            }
        }
        return codes;
    }
}
