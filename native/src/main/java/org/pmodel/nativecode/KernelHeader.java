package org.pmodel.nativecode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A header that kernels include: its path as they write it, and its text. */
record KernelHeader(String path, String text) {
    private static final List<String> PATHS =
            List.of("pm/kernel.h", "pm/context.h", "pm/divide.h", "pm/elementary.h", "pm/power.h", "pm/gamma.h", "pm/error.h", "pm/random.h", "pm/product.h");

    /** All headers, read from the jar. */
    static List<KernelHeader> all() throws IOException {
        List<KernelHeader> headers = new ArrayList<>();
        for (String path : PATHS) {
            try (InputStream in = KernelHeader.class.getResourceAsStream("include/" + path)) {
                headers.add(new KernelHeader(path, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        return headers;
    }

    void writeBelow(Path folder) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
