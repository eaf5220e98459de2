package org.pmodel.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.pmodel.compiler.Compilation;
import org.pmodel.compiler.Compiler;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.DiagnosticRenderer;
import org.pmodel.compiler.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pplc info}: what a model takes, gives and is made of. */
@Command(name = "info", mixinStandardHelpOptions = true,
        description = "Prints what a model takes, gives and is made of, as JSON: variables with types and constraints, functions, distributions, sites.")
final class Info implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .pmodel or .stan file.")
    private Path file;

    @Mixin
    private IncludePaths includePaths;

    @Override
    public Integer call() throws IOException {
        Compilation compilation = Compiler.compile(Source.read(file), CompilerOptions.DEFAULT.withIncludePaths(includePaths.folders));
        PrintWriter err = spec.commandLine().getErr();
        err.print(new DiagnosticRenderer(compilation.texts()).render(compilation.diagnostics()));
        err.flush();
        if (!compilation.succeeded()) {
            return Pplc.WRONG;
        }
        spec.commandLine().getOut().println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(OutlineJson.of(compilation, file.toString())));
        return Pplc.GOOD;
    }
}
