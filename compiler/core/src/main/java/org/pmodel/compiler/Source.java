package org.pmodel.compiler;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

/**
 * A text to compile.
 *
 * @param file the name that diagnostics show; files it includes are also looked for beside it
 */
public record Source(String file, String text) {
    /** @throws ModelException when the file cannot be read */
    public static Source read(Path file) {
        try {
            return new Source(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new ModelException(Diagnostic.error("E0190", Span.NONE, "there is no file " + file));
        } catch (IOException e) {
            throw new ModelException(Diagnostic.error("E0191", Span.NONE, "cannot read " + file + ": " + e.getMessage()));
        }
    }

    /** The file's name without folder and ending. */
    public String modelName() {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }
}
