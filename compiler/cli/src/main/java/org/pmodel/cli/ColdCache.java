package org.pmodel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.pmodel.nativecode.KernelCache;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.NativeEngine;

/** A folder for compiled kernels that holds none and is gone in the end, so that compiling is measured. */
public record ColdCache(Path folder) implements AutoCloseable {
    public static ColdCache create() throws IOException {
        return new ColdCache(Files.createTempDirectory("pmodel-cold-"));
    }

    /** The same engine, compiling anew. */
    public Engine of(Engine engine) {
        return engine instanceof NativeEngine cpp ? cpp.withCache(new KernelCache(folder)) : engine;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
