package org.pmodel.compiler;

import java.nio.file.Path;
import java.util.List;

/**
 * How to compile.
 *
 * @param language {@code null} to go by the file's ending
 * @param includePaths folders searched for included files, before the folder of the including file
 */
public record CompilerOptions(Language language, List<Path> includePaths) {
    public static final CompilerOptions DEFAULT = new CompilerOptions(null, List.of());

    public CompilerOptions {
        includePaths = List.copyOf(includePaths);
    }

    public CompilerOptions withLanguage(Language language) {
        return new CompilerOptions(language, includePaths);
    }

    public CompilerOptions withIncludePaths(List<Path> includePaths) {
        return new CompilerOptions(language, includePaths);
    }
}
