package org.pmodel.nativecode;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.tools.Builder;
import org.bytedeco.javacpp.tools.Logger;

/**
 * The build step that compiles {@link Bridge} for this platform into the classes folder, when its sources have changed
 * since. Without a C++ compiler that can do it, the step says so and leaves the jar without a bridge: the native engine
 * then reports itself unavailable.
 */
final class BridgeBuild {
    private BridgeBuild() {}

    public static void main(String[] arguments) throws Exception {
        Path classes = Path.of(arguments[0]);
        Optional<Path> compiler = CompilerSearch.find();
        if (compiler.isEmpty()) {
            System.out.println("No C++ compiler was found: building without the native bridge.");
            return;
        }
        Path folder = classes.resolve("org/pmodel/nativecode").resolve(Loader.getPlatform());
        Path stamp = folder.resolve("bridge.sha256");
        String sources = sources(classes, compiler.get());
        if (Files.exists(stamp) && Files.readString(stamp).equals(sources)) {
            return;
        }
        clear(folder);
        try {
            build(classes, folder, compiler.get());
        } catch (Exception refusal) {
            System.out.println("The native bridge did not compile: building without it. " + refusal);
            return;
        }
        Files.writeString(stamp, sources);
    }

    /** A library of older sources must not outlive a failure to compile the new ones. */
    private static void clear(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static String sources(Path classes, Path compiler) throws IOException {
        Fingerprint fingerprint = new Fingerprint().add(compiler.toString());
        fingerprint.add(Builder.class.getProtectionDomain().getCodeSource().getLocation().toString());
        fingerprint.add(Files.readAllBytes(classes.resolve("org/pmodel/nativecode/Bridge.class")));
        for (String header : new String[] {"bridge.h", "context.h", "crew.h", "division.h"}) {
            fingerprint.add(Files.readAllBytes(classes.resolve("org/pmodel/nativecode/include/pm").resolve(header)));
        }
        return fingerprint.hex();
    }

    private static void build(Path classes, Path folder, Path compiler) throws Exception {
        // JavaCPP runs the compiler in the output folder: the include path must be absolute.
        new Builder(new Quiet())
                .properties(Loader.loadProperties())
                .property("platform.compiler", compiler.toString())
                .property("platform.includepath", classes.resolve("org/pmodel/nativecode/include").toAbsolutePath().toString())
                .outputDirectory(folder.toFile())
                .classesOrPackages(Bridge.class.getName())
                .build();
    }

    /** Passes on what went wrong, and not each step taken. */
    private static final class Quiet extends Logger {
        @Override public void debug(String message) {}

        @Override public void info(String message) {}

        @Override public void warn(String message) {
            System.out.println(message);
        }

        @Override public void error(String message) {
            System.out.println(message);
        }
    }
}
