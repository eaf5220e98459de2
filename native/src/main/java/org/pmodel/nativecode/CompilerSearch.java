package org.pmodel.nativecode;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a C++ compiler may be: what CXX names, then the search path, then the usual places. */
final class CompilerSearch {
    private static final List<String> NAMES = List.of("g++", "clang++", "c++");
    private static final List<String> USUAL_PLACES =
            List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/local/bin", "/usr/lib/llvm/bin");

    private CompilerSearch() {}

    /** The compiler to use, as an absolute path. A CXX that names nothing runnable is passed over. */
    static Optional<Path> find() {
        return find(System.getenv("CXX"), System.getenv("PATH"), USUAL_PLACES);
    }

    static Optional<Path> find(String cxx, String searchPath, List<String> usualPlaces) {
        List<String> folders = new ArrayList<>();
        if (searchPath != null) {
            folders.addAll(List.of(searchPath.split(File.pathSeparator)));
        }
        folders.addAll(usualPlaces);
        Stream<String> names = cxx == null || cxx.isBlank() ? NAMES.stream() : Stream.concat(Stream.of(cxx.strip()), NAMES.stream());
        return names.flatMap(name -> folders.stream().filter(folder -> !folder.isEmpty()).map(folder -> Path.of(folder).resolve(name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toAbsolutePath)
                .findFirst();
    }
}
