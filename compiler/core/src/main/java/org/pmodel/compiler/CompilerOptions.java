package org.pmodel.compiler;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to compile.
 *
 * @param language {@code null} to go by the file's ending
 * @param includePaths folders searched for included files, before the folder of the including file
 * @param transforms the transform to use for a constraint where the library has several: {@code simplex} to {@code simplex_stick_breaking}
 * @param pedantic whether to warn of what is doubtful, too, and not of what is likely wrong alone
 */
public record CompilerOptions(Language language, List<Path> includePaths, Map<String, String> transforms, boolean pedantic) {
    public static final CompilerOptions DEFAULT = new CompilerOptions(null, List.of(), Map.of(), false);

    public CompilerOptions {
        includePaths = List.copyOf(includePaths);
        transforms = Map.copyOf(transforms);
    }

    public CompilerOptions withLanguage(Language language) {
        return new CompilerOptions(language, includePaths, transforms, pedantic);
    }

    public CompilerOptions withIncludePaths(List<Path> includePaths) {
        return new CompilerOptions(language, includePaths, transforms, pedantic);
    }

    public CompilerOptions withTransforms(Map<String, String> transforms) {
        return new CompilerOptions(language, includePaths, transforms, pedantic);
    }

    public CompilerOptions withPedantic(boolean pedantic) {
        return new CompilerOptions(language, includePaths, transforms, pedantic);
    }
}
