package org.pmodel.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.pmodel.compiler.Compilation;
import org.pmodel.compiler.Compiler;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.DiagnosticRenderer;
import org.pmodel.compiler.Source;
import org.pmodel.ir.ModelException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pplc check}: what is wrong with model files; silence when all is well. */
@Command(name = "check", mixinStandardHelpOptions = true, description = "Reports what is wrong with models; silent when all is well.")
final class Check implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A .pmodel or .stan file.")
    private List<Path> files;

    @Mixin
    private IncludePaths includePaths;

    @Option(names = "--pedantic", description = "Warn of what is doubtful, too: missing priors, arguments that can leave their support, and the like.")
    private boolean pedantic;

    @Override
    public Integer call() {
        int status = Pplc.GOOD;
        for (Path file : files) {
            try {
                CompilerOptions options = CompilerOptions.DEFAULT.withIncludePaths(includePaths.folders).withPedantic(pedantic);
                Compilation compilation = Compiler.compile(Source.read(file), options);
                spec.commandLine().getErr().print(new DiagnosticRenderer(compilation.texts()).render(compilation.diagnostics()));
                status = compilation.succeeded() ? status : Pplc.WRONG;
            } catch (ModelException unreadable) {
                status = Math.max(status, Pplc.report(unreadable, spec.commandLine().getErr()));
            }
        }
        return status;
    }
}
