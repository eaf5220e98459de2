package org.pmodel;

import java.nio.file.Path;
import org.pmodel.compiler.Compilation;
import org.pmodel.compiler.Compiler;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.runtime.CompiledModel;
import org.pmodel.runtime.engine.Engine;

/** The way from model text to a model that takes data. */
public final class Models {
    private Models() {}

    /** Compiles a {@code .pmodel} or {@code .stan} file for the fastest engine of this machine. */
    public static PModel compile(Path file) {
        return compile(file, Engines.select());
    }

    public static PModel compile(Path file, Engine engine) {
        return compile(Source.read(file), CompilerOptions.DEFAULT, engine);
    }

    /** @throws org.pmodel.ir.ModelException with all errors of the text */
    public static PModel compile(Source source, CompilerOptions options, Engine engine) {
        Compilation compilation = Compiler.compile(source, options);
        return new PModel(new CompiledModel(compilation.modelOrThrow(), engine), compilation.diagnostics(), compilation.texts());
    }
}
