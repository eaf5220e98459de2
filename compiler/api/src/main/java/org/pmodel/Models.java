package org.pmodel;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.pmodel.compiler.Compilation;
import org.pmodel.compiler.Compiler;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.runtime.CompiledModel;
import org.pmodel.runtime.engine.Engine;

/** The way from model text to a model that takes data. */
public final class Models {
    private Models() {}

    /** Compiles a {@code .pmodel} or {@code .stan} file for the fastest engine of this machine. What the model prints goes to standard error. */
    public static PModel compile(Path file) {
        return compile(file, Engines.select());
    }

    public static PModel compile(Path file, Engine engine) {
        return compile(Source.read(file), CompilerOptions.DEFAULT, engine, System.err::print);
    }

    /**
     * @param printed takes what the model prints, whole lines at a time; called by the threads that run the model
     * @throws org.pmodel.ir.ModelException with all errors of the text
     */
    public static PModel compile(Source source, CompilerOptions options, Engine engine, Consumer<String> printed) {
        Compilation compilation = Compiler.compile(source, options);
        return new PModel(new CompiledModel(compilation.modelOrThrow(), engine, printed), compilation.diagnostics(), compilation.texts());
    }
}
