package org.pmodel.nativecode;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A finished process: its exit status and all that it wrote. The one place where processes are started. */
record Command(int status, String output) {

    /** Runs a program to its end, in a folder, in the C locale; its two output streams come back as one text. */
    static Command run(Path folder, List<String> words) throws IOException {
        Path output = Files.createTempFile("pmodel-", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            try {
                int status = process.waitFor();
                return new Command(status, new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
            } catch (InterruptedException interruption) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while running " + words.getFirst());
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    boolean succeeded() {
        return status == 0;
    }
}
