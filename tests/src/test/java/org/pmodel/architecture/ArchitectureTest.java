package org.pmodel.architecture;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pmodel.Checkout;

/** The arrows between modules: who may import whom. */
class ArchitectureTest {
    /** A module by its folder, and the modules whose packages its main sources may import. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            entry("grammar", Set.of()),
            entry("compiler/ir", Set.of()),
            entry("compiler/core", Set.of("grammar", "compiler/ir")),
            entry("runtime/kernel", Set.of("compiler/ir")),
            entry("native", Set.of("compiler/ir")),
            entry("runtime/core", Set.of("compiler/ir", "runtime/kernel", "native")),
            entry("runtime/distributions", Set.of("native", "runtime/core")),
            entry("runtime/infer", Set.of("compiler/ir", "native", "runtime/core")),
            entry("compiler/api", Set.of("compiler/ir", "compiler/core", "native", "runtime/core", "runtime/infer")),
            entry("compiler/generate", Set.of("compiler/ir", "compiler/core", "runtime/kernel", "runtime/core")),
            entry("compiler/manual", Set.of("compiler/core", "native", "runtime/distributions")),
            entry("compiler/cli", Set.of("compiler/ir", "compiler/core", "compiler/api", "runtime/kernel", "native", "runtime/core", "runtime/infer")),
            entry("tests", Set.of("compiler/ir", "compiler/core", "compiler/api", "compiler/cli", "runtime/kernel", "native", "runtime/core", "runtime/infer")));

    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?(org\\.pmodel(?:\\.[a-z_0-9]+)*)\\.[A-Z*]", Pattern.MULTILINE);
    private static final Pattern PACKAGE = Pattern.compile("^package ([a-z_0-9.]+);", Pattern.MULTILINE);

    @Test
    void importsFollowTheArrows() throws IOException {
        Map<String, String> owner = new HashMap<>();
        for (String module : ARROWS.keySet()) {
            for (Path source : sources(module)) {
                Matcher name = PACKAGE.matcher(Files.readString(source));
                if (name.find()) {
                    String other = owner.put(name.group(1), module);
                    assertEquals(module, other == null ? module : other, "one module owns package " + name.group(1));
                }
            }
        }
        // The parser is generated from grammar.
        owner.put("org.pmodel.grammar", "grammar");
        List<String> wrong = new ArrayList<>();
        Set<String> modules = new TreeSet<>(ARROWS.keySet());
        for (String module : modules) {
            for (Path source : sources(module)) {
                Matcher used = IMPORT.matcher(Files.readString(source));
                while (used.find()) {
                    String target = owner.get(used.group(1));
                    if (!module.equals(target) && !ARROWS.get(module).contains(target)) {
                        wrong.add(Checkout.ROOT.relativize(source) + " imports " + used.group(1) + " of " + target);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static List<Path> sources(String module) throws IOException {
        Path folder = Checkout.ROOT.resolve(module).resolve("src/main/java");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }
}
