package org.pmodel.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.pmodel.compiler.Compilation;
import org.pmodel.compiler.Compiler;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.numerics.Key;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pplc mock}: made-up data and initial values for a model. */
@Command(name = "mock", mixinStandardHelpOptions = true, sortOptions = false, showDefaultValues = true,
        description = "Makes up data, and initial values, that satisfy the declarations of a model.")
final class Mock implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .pmodel or .stan file.")
    private Path file;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "What all random numbers come from.")
    private long seed;

    @Option(names = "--data", paramLabel = "FILE", description = "Where to write the data as JSON; standard output when not given.")
    private Path dataFile;

    @Option(names = "--init", paramLabel = "FILE", description = "Where to write values of the parameters as JSON; none are written when not given.")
    private Path initFile;

    @Option(names = "--size", paramLabel = "K", defaultValue = "3", description = "What sizes are near, where the declarations leave them open.")
    private int size;

    @Mixin
    private IncludePaths includePaths;

    @Override
    public Integer call() {
        if (size < 1) {
            throw new ParameterException(spec.commandLine(), "--size must be positive");
        }
        PrintWriter out = spec.commandLine().getOut();
        Compilation compilation = Compiler.compile(Source.read(file), CompilerOptions.DEFAULT.withIncludePaths(includePaths.folders));
        try (MockModel mock = new MockModel(compilation.modelOrThrow(), size)) {
            MockModel.Values values = mock.values(Key.of(seed));
            if (dataFile == null) {
                out.println(values.data());
            } else {
                write(dataFile, values.data());
            }
            if (initFile != null) {
                write(initFile, values.parameters());
            }
        }
        return Pplc.GOOD;
    }

    private static void write(Path file, ObjectNode values) {
        try {
            Files.writeString(file, values + "\n");
        } catch (IOException e) {
            throw new ModelException(Diagnostic.error("E0745", Span.NONE, file + " cannot be written"
                    + (file.toAbsolutePath().getParent() != null && Files.isDirectory(file.toAbsolutePath().getParent()) ? ": " + e.getMessage()
                    : ": there is no such folder")));
        }
    }
}
