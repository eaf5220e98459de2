package org.pmodel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.ir.Diagnostic;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Parameters;

/** The arguments of commands that run a model: its file, its data and the engine. */
final class ModelArguments {
    /** The engines by the names of the command line. */
    enum EngineName { NATIVE, JVM }

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .pmodel or .stan file.")
    Path file;

    @Option(names = "--data", paramLabel = "FILE", description = "JSON with a value for each variable of the data block.")
    Path dataFile;

    @Option(names = "--engine", paramLabel = "NAME",
            description = "native (C++) or jvm (Java); by default native where there is a C++ compiler.")
    EngineName engineName;

    @Option(names = "--threads-per-chain", paramLabel = "N", defaultValue = "1", showDefaultValue = Help.Visibility.NEVER,
            description = "Threads that share the long loops of one density; no result depends on it. ${DEFAULT-VALUE} by default.")
    int threadsPerChain;

    @Mixin
    IncludePaths includePaths;

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    Engine engine(PrintWriter err) {
        if (threadsPerChain < 1) {
            throw new ParameterException(command.commandLine(), "--threads-per-chain must be positive");
        }
        Engine engine = switch (engineName) {
            case NATIVE -> Engines.cpp();
            case JVM -> Engines.java();
            case null -> Engines.select(err::println);
        };
        return engine.withThreads(threadsPerChain);
    }

    /** Compiles the model; warnings are printed. */
    PModel model(Engine engine, PrintWriter err) {
        PModel model = Models.compile(Source.read(file), CompilerOptions.DEFAULT.withIncludePaths(includePaths.folders), engine, text -> {
            err.print(text);
            err.flush();
        });
        List<Diagnostic> warnings = model.warnings();
        err.print(Excerpts.render(warnings));
        err.flush();
        return model;
    }

    /** The data, before anything slower is done. */
    Data data() {
        return dataFile == null ? Data.EMPTY : Data.read(dataFile);
    }
}
