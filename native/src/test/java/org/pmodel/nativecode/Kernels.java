package org.pmodel.nativecode;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;

/** The native compiler of the tests: with a cache of its own, and none where the machine has none. */
public final class Kernels {
    private Kernels() {}

    /** Skips the test where kernels cannot be compiled. */
    public static NativeCompiler compiler(Path cache) {
        Optional<NativeCompiler> found = NativeCompiler.find();
        assumeTrue(found.isPresent(), "no C++ compiler, or a build without the bridge");
        return found.get().withCache(new KernelCache(cache));
    }

    /** A kernel text of one function. */
    public static String function(String name, String body) {
        return "#include \"pm/kernel.h\"\nextern \"C\" int32_t " + name
                + "(pm_context* context, const double* in, double* out) {\n" + body + "\n}\n";
    }
}
