package org.pmodel.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.pmodel.kernel.print.TextParser;

/** Kernels in files: a case is a file in a folder of test resources. */
final class Cases {
    private Cases() {}

    static List<Path> in(String folder) {
        try (Stream<Path> files = Files.list(Path.of(Cases.class.getResource(folder).toURI()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Kernel parse(String text) {
        return TextParser.parse(text, Library::byName);
    }
}
