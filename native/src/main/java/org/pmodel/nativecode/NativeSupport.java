package org.pmodel.nativecode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.pmodel.ir.ModelException;

/** Whether kernels can be compiled and called on this machine: with what, or why not. */
public sealed interface NativeSupport {
    /** They can, with this compiler. */
    record Available(NativeCompiler compiler) implements NativeSupport {
        @Override
        public String describe() {
            return "C++ engine: " + compiler.describe();
        }
    }

    /** They cannot; the Java engine serves instead. {@code remedy} says what to do about it. */
    record Unavailable(String reason, String remedy) implements NativeSupport {
        @Override
        public String describe() {
            return "C++ engine: unavailable, since " + reason + "; " + remedy;
        }
    }

    /** One line for people. */
    String describe();

    /** Looks at this machine; runs the compiler twice to ask for its version and its idea of the processor. */
    static NativeSupport detect() {
        Optional<Path> executable = CompilerSearch.find();
        if (executable.isEmpty()) {
            return new Unavailable("no C++ compiler was found", "install g++ or clang++, or name one in CXX");
        }
        Optional<String> obstacle = Bridge.obstacle();
        if (obstacle.isPresent()) {
            return new Unavailable(obstacle.get(), "rebuild the module pmodel-native on this machine, where a C++ compiler is installed");
        }
        try {
            return new Available(NativeCompiler.of(executable.get(), KernelCache.standard()));
        } catch (IOException | ModelException broken) {
            return new Unavailable(executable.get() + " does not run: " + broken.getMessage(), "repair it, or name another in CXX");
        }
    }
}
