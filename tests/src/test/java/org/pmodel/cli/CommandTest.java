package org.pmodel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pmodel.Checkout;
import org.pmodel.nativecode.NativeSupport;

/** Every command in {@code tests/commands} does what its file says, on every engine of this machine alike. */
class CommandTest {
    @TestFactory
    List<DynamicTest> commands() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        List<String> engines = NativeSupport.detect() instanceof NativeSupport.Available ? List.of("jvm", "native") : List.of("jvm");
        try (Stream<Path> files = Files.list(Checkout.ROOT.resolve("tests/commands"))) {
            for (Path file : files.sorted().toList()) {
                CommandCase command = CommandCase.read(file);
                boolean runs = List.of("sample", "log-density", "bench").contains(command.words().getFirst());
                if (runs && !command.words().contains("--engine")) {
                    engines.forEach(engine -> tests.add(dynamicTest(file.getFileName() + " " + engine, () -> check(command, List.of("--engine", engine)))));
                } else {
                    tests.add(dynamicTest(file.getFileName().toString(), () -> check(command, List.of())));
                }
            }
        }
        return tests;
    }

    private static void check(CommandCase command, List<String> more) throws IOException {
        Path folder = Files.createTempDirectory("pplc-command-");
        try {
            assertEquals(text(command.expected()), text(command.run(folder, more)));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String text(Map<String, String> sections) {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("status", "err", "out")) {
            if (sections.containsKey(name)) {
                text.append("--- ").append(name).append('\n').append(sections.get(name));
            }
        }
        return text.toString();
    }
}
