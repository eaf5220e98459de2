package org.pmodel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.Source;
import org.pmodel.compiler.format.Formatter;
import org.pmodel.ir.ModelException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pplc fmt}: models in the one usual form. */
@Command(name = "fmt", mixinStandardHelpOptions = true, description = "Rewrites models in the usual form: the same words and comments, other space between them.")
final class Fmt implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A .pmodel, .stan or .stanfunctions file.")
    private List<Path> files;

    @Option(names = "--check", description = "Change nothing; name the files that are not in the usual form and end with status 1 if there are any.")
    private boolean check;

    @Option(names = "--stdout", description = "Write to standard output instead of the files.")
    private boolean stdout;

    @Mixin
    private IncludePaths includePaths;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int status = Pplc.GOOD;
        for (Path file : files) {
            try {
                Source source = Source.read(file);
                String formatted = Formatter.format(source, Language.of(source.file()), includePaths.folders);
                boolean same = formatted.equals(source.text());
                if (check && !same) {
                    out.println(file);
                    status = Math.max(status, Pplc.WRONG);
                } else if (stdout && !check) {
                    out.print(formatted);
                } else if (!same) {
                    Files.writeString(file, formatted);
                }
            } catch (ModelException wrong) {
                status = Math.max(status, Pplc.report(wrong, spec.commandLine().getErr()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return status;
    }
}
