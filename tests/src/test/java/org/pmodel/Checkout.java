package org.pmodel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where things are in the source tree that these tests run in. */
public final class Checkout {
    /** The folder that holds all modules; Maven runs tests in the folder of theirs. */
    public static final Path ROOT = Path.of("").toAbsolutePath().endsWith("tests") ? Path.of("").toAbsolutePath().getParent() : Path.of("").toAbsolutePath();

    public static final Path MODELS = ROOT.resolve("tests/models");
    public static final Path SOLVERS = ROOT.resolve("tests/solvers");
    public static final Path EXAMPLES = ROOT.resolve("stdlib/examples");

    private Checkout() {}

    /** Reference values, where the machine has them beside the checkout. */
    public static Optional<Path> reference() {
        Path beside = ROOT.resolveSibling("shared").resolve("reference");
        return Files.isDirectory(beside) ? Optional.of(beside) : Optional.empty();
    }
}
