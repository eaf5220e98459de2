package org.pmodel.nativecode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Compiled kernels by the digest of all that they depend on. An entry is a folder with the source, the library and the
 * library's digest; it is made beside and renamed into place whole, so that any number of processes may share a cache and
 * none sees half an entry. An entry whose library does not match its digest is thrown away.
 */
public record KernelCache(Path folder) {
    static final String SOURCE = "kernel.cpp";
    static final String LIBRARY = "kernel.so";
    private static final String DIGEST = "kernel.sha256";

    /** A library in the cache; {@code cached} where it was there before. */
    record Entry(Path library, boolean cached) {}

    /** Makes the library in a folder. */
    interface Production {
        void makeIn(Path folder) throws IOException;
    }

    /** The folder that PMODEL_CACHE names, or {@code ~/.cache/pmodel}. */
    public static KernelCache standard() {
        String named = System.getenv("PMODEL_CACHE");
        return new KernelCache(named == null || named.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "pmodel") : Path.of(named));
    }

    public KernelCache {
        folder = folder.toAbsolutePath();
    }

    Entry find(String key, Production production) throws IOException {
        Path entry = folder.resolve(key);
        if (isSound(entry)) {
            return new Entry(entry.resolve(LIBRARY), true);
        }
        Files.createDirectories(folder);
        Path work = Files.createTempDirectory(folder, "making-");
        try {
            production.makeIn(work);
            Files.writeString(work.resolve(DIGEST), digest(work.resolve(LIBRARY)));
            place(work, entry);
        } finally {
            delete(work);
        }
        return new Entry(entry.resolve(LIBRARY), false);
    }

    /** Renames a finished folder to an entry's name; where another process was first, its entry stays if it is sound. */
    private void place(Path work, Path entry) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                Files.move(work, entry, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException occupied) {
                if (isSound(entry)) {
                    return;
                }
                if (attempt == 10 || !Files.exists(entry)) {
                    throw occupied;
                }
                discard(entry);
            }
        }
    }

    /** Takes a broken entry out of the way in one step before deleting it. */
    private void discard(Path entry) throws IOException {
        Path aside = Files.createTempDirectory(folder, "broken-");
        try {
            Files.move(entry, aside.resolve("entry"), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException alreadyGone) {
            // Another process has done the same.
        } finally {
            delete(aside);
        }
    }

    private static boolean isSound(Path entry) throws IOException {
        try {
            return Files.readString(entry.resolve(DIGEST)).equals(digest(entry.resolve(LIBRARY)));
        } catch (NoSuchFileException absent) {
            return false;
        }
    }

    private static String digest(Path library) throws IOException {
        return new Fingerprint().add(Files.readAllBytes(library)).hex();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }
}
