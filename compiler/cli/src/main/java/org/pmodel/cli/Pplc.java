package org.pmodel.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.pmodel.ir.ModelException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code pplc}. Exit status 0: all is well; 1: the user's model or data are wrong; 2: the command line is; 3: a fault of PModel.
 * Messages go to standard error, results to standard output.
 */
@Command(name = "pplc", mixinStandardHelpOptions = true, versionProvider = Pplc.Version.class,
        description = "Checks, compiles and samples probabilistic models.",
        subcommands = {Check.class, Fmt.class, Info.class, Mock.class, Sample.class, LogDensity.class, Explain.class, Bench.class, Doc.class, Doctor.class},
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:good", "1:the model or the data are wrong", "2:the command line is wrong", "3:a fault of PModel"})
public final class Pplc {
    static final int GOOD = 0;
    static final int WRONG = 1;
    static final int FAULT = 3;

    private Pplc() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = run(out, err, arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** Runs a command line inside this process. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Pplc()).setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, err));
        line.setParameterExceptionHandler(Pplc::misused);
        try {
            return line.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError failure) {
            return report(failure, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** One line and where to read more: a page of options would hide what is wrong. */
    private static int misused(CommandLine.ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, err)) {
            err.println("see " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return CommandLine.ExitCode.USAGE;
    }

    static int report(Throwable failure, PrintWriter err) {
        switch (failure) {
            case ModelException wrong -> {
                err.print(Excerpts.render(wrong.diagnostics()));
                err.flush();
                return wrong.diagnostics().stream().anyMatch(d -> d.code().startsWith("E9")) ? FAULT : WRONG;
            }
            case OutOfMemoryError memory -> err.println("pplc: out of memory (" + memory.getMessage() + "); give more with PPLC_JAVA_OPTS=-Xmx…");
            default -> {
                StackTraceElement[] trace = failure.getStackTrace();
                String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
                err.println("pplc: a fault of PModel: " + failure.getClass().getSimpleName() + ": " + message
                        + (trace.length > 0 ? " (" + trace[0] + ")" : ""));
                err.println("      please report it with the model, the data and the line above; PPLC_TRACE=1 adds where it happened");
                if (System.getenv("PPLC_TRACE") != null) {
                    failure.printStackTrace(err);
                }
            }
        }
        return FAULT;
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        static String text() {
            String version = Pplc.class.getPackage().getImplementationVersion();
            return version == null ? "development build" : version;
        }

        @Override
        public String[] getVersion() {
            return new String[] {"pplc " + text()};
        }
    }
}
