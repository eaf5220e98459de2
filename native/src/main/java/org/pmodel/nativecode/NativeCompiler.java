package org.pmodel.nativecode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

/**
 * A C++ compiler, the flags that kernels are compiled with and the cache that keeps them.
 *
 * @param executable absolute path
 * @param version what the compiler says of itself
 * @param target what {@code -march=native} stands for on this machine: the compiler's own expansion, with the processor's
 *     model and features
 * @param flags all but the names of files
 */
public record NativeCompiler(Path executable, String version, String target, List<String> flags, KernelCache cache) {
    /**
     * Contraction is left on: with fused multiply-adds results differ from the Java engine's by an ulp here and there, and
     * a compiler that may not fuse is slower by up to a third. The cost model keeps g++ from vectorising loops that are not marked. NaN and infinities keep their meaning: no -ffast-math.
     */
    private static final List<String> FLAGS = List.of("-std=c++17", "-O3", "-fvect-cost-model=very-cheap", "-fno-math-errno", "-fno-trapping-math",
            "-ffp-contract=fast", "-fopenmp-simd", "-shared", "-fPIC", "-fno-semantic-interposition", "-fno-exceptions",
            "-fno-rtti", "-w");

    /**
     * What g++ need not do, a third of its time: write each vectorised loop again, in narrower vectors, for its last turns, and look for common
     * subexpressions, which the kernel no longer has.
     */
    private static final List<String> LEFT_OUT = List.of("--param", "vect-epilogues-nomask=0", "-fno-tree-pre", "-fno-gcse");

    public NativeCompiler {
        flags = List.copyOf(flags);
    }

    /** The compiler of this machine with the standard cache; empty where kernels cannot be compiled or called. */
    public static Optional<NativeCompiler> find() {
        return switch (NativeSupport.detect()) {
            case NativeSupport.Available available -> Optional.of(available.compiler());
            case NativeSupport.Unavailable unavailable -> Optional.empty();
        };
    }

    static NativeCompiler of(Path executable, KernelCache cache) throws IOException {
        String version = ask(executable, "--version");
        String tuning = System.getProperty("os.arch").equals("aarch64") ? "-mcpu=native" : "-march=native";
        String target = ask(executable, tuning, "-###", "-S", "-o", "-", "-x", "c++", "/dev/null");
        List<String> flags = new ArrayList<>(FLAGS);
        flags.add(tuning);
        if (!version.contains("clang")) {
            flags.addAll(LEFT_OUT);
        }
        if (hasAvx512(target)) {
            flags.add("-mprefer-vector-width=512");
        }
        return new NativeCompiler(executable, version, target, flags, cache);
    }

    /** The same compiler with kernels kept elsewhere. */
    public NativeCompiler withCache(KernelCache other) {
        return new NativeCompiler(executable, version, target, flags, other);
    }

    /** Name, version, place and vector width, for people. */
    public String describe() {
        return version.lines().findFirst().orElse("") + " at " + executable + (hasAvx512(target) ? ", AVX-512" : "")
                + ", kernels kept in " + cache.folder();
    }

    /**
     * Compiles a kernel text, unless the cache holds it, and opens it.
     *
     * @param text C++ that begins with {@code #include "pm/kernel.h"}
     * @throws ModelException E9001 where the compiler refuses it, E9002 where the result cannot be kept or opened
     */
    public KernelLibrary load(String text) {
        long start = System.nanoTime();
        try {
            KernelCache.Entry entry = cache.find(key(text), folder -> compile(text, folder));
            return KernelLibrary.open(entry.library(), entry.cached(), (System.nanoTime() - start) * 1e-9);
        } catch (IOException failure) {
            throw new ModelException(Diagnostic.error("E9002", Span.NONE,
                    "the compiled kernel cannot be kept in " + cache.folder() + ": " + failure)
                    .withNote("name a writable folder in PMODEL_CACHE"));
        }
    }

    /** All that the compiled code depends on: equal keys mean equal libraries. */
    private String key(String text) throws IOException {
        Fingerprint fingerprint = new Fingerprint().add(text).add(executable.toRealPath().toString()).add(version).add(target);
        flags.forEach(fingerprint::add);
        for (KernelHeader header : KernelHeader.all()) {
            fingerprint.add(header.path()).add(header.text());
        }
        return fingerprint.hex();
    }

    private void compile(String text, Path folder) throws IOException {
        for (KernelHeader header : KernelHeader.all()) {
            header.writeBelow(folder);
        }
        Path source = folder.resolve(KernelCache.SOURCE);
        Files.writeString(source, text);
        List<String> words = new ArrayList<>(List.of(executable.toString()));
        words.addAll(flags);
        words.addAll(List.of("-I", ".", "-o", KernelCache.LIBRARY, KernelCache.SOURCE, "-lm"));
        Command command = Command.run(folder, words);
        if (!command.succeeded()) {
            throw new ModelException(Diagnostic.error("E9001", Span.NONE,
                    "the C++ compiler " + executable + " refused a generated kernel (exit status " + command.status() + ")")
                    .withNote(command.output().strip())
                    .withNote("this is a fault of PModel or of the compiler, not of the model; the Java engine may serve meanwhile"));
        }
    }

    private static String ask(Path executable, String... question) throws IOException {
        List<String> words = new ArrayList<>(List.of(executable.toString()));
        words.addAll(List.of(question));
        Command answer = Command.run(Path.of(System.getProperty("java.io.tmpdir")), words);
        if (!answer.succeeded()) {
            throw new IOException("exit status " + answer.status() + " for " + String.join(" ", question) + ": " + answer.output().strip());
        }
        return answer.output();
    }

    /** g++ expands to -mavx512f, clang++ to +avx512f. */
    private static boolean hasAvx512(String target) {
        return target.contains("-mavx512f") || target.contains("+avx512f");
    }
}
