package org.pmodel.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.pmodel.nativecode.NativeSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pplc doctor}: what of this machine PModel can use. */
@Command(name = "doctor", mixinStandardHelpOptions = true,
        description = "Says which JDK, C++ compiler, BLAS and GPU were found, and what to do about what was not.")
final class Doctor implements Callable<Integer> {
    private static final List<String> LIBRARY_FOLDERS =
            List.of("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/opt/openblas/lib", "/opt/OpenBLAS/lib");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("PModel:     " + Pplc.Version.text());
        lines.add("JDK:        " + Runtime.version() + " (" + System.getProperty("java.vendor") + ") at " + System.getProperty("java.home"));
        lines.add("machine:    " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors()
                + " processors, " + (Runtime.getRuntime().maxMemory() >> 20) + " MB for the JVM at most");
        lines.add(NativeSupport.detect().describe());
        lines.add("BLAS:       " + blas().map(p -> "found " + p + "; kernels do without: matrix work is inlined loops")
                .orElse("none found, and none needed: matrix work is inlined loops"));
        lines.add("GPU:        " + gpu().map(p -> "found (" + p + "); kernels run on the processor").orElse("none found, and none needed: kernels run on the processor"));
        lines.forEach(spec.commandLine().getOut()::println);
        return Pplc.GOOD;
    }

    private static Optional<Path> blas() throws IOException {
        for (String folder : LIBRARY_FOLDERS) {
            for (Path place : List.of(Path.of(folder), Path.of(folder, System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu"))) {
                if (Files.isDirectory(place)) {
                    try (DirectoryStream<Path> found = Files.newDirectoryStream(place, "lib{openblas,blas,mkl_rt}{.,-}*")) {
                        for (Path library : found) {
                            return Optional.of(library);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> gpu() {
        String path = System.getenv("PATH") == null ? "" : System.getenv("PATH");
        return Stream.concat(Stream.of(Path.of("/dev/nvidia0"), Path.of("/dev/kfd")),
                Stream.of(path.split(File.pathSeparator)).filter(f -> !f.isEmpty()).map(f -> Path.of(f, "nvidia-smi"))).filter(Files::exists).findFirst();
    }
}
