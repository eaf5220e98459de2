package org.pmodel.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pmodel.ir.ModelException;

class NativeCompilerTest {
    @TempDir Path cache;

    private static String constant(int value) {
        return Kernels.function("f", "out[0] = " + value + "; return PM_OK;");
    }

    private static double evaluate(KernelLibrary kernel) {
        try (NativeContext context = NativeContext.open(0)) {
            context.out(1);
            assertEquals(NativeContext.OK, context.call(kernel.function("f")));
            return context.out(1).get(0);
        }
    }

    @Test
    void theSecondLoadIsCachedAndAnotherTextIsNot() {
        NativeCompiler compiler = Kernels.compiler(cache);
        try (KernelLibrary one = compiler.load(constant(1)); KernelLibrary again = compiler.load(constant(1));
                KernelLibrary two = compiler.load(constant(2))) {
            assertFalse(one.cached());
            assertTrue(again.cached());
            assertFalse(two.cached());
            assertEquals(1, evaluate(one));
            assertEquals(1, evaluate(again));
            assertEquals(2, evaluate(two));
        }
    }

    @Test
    void whateverTheCodeDependsOnIsInTheKey() {
        NativeCompiler compiler = Kernels.compiler(cache);
        List<String> otherFlags = new ArrayList<>(compiler.flags());
        otherFlags.add("-O1");
        List<NativeCompiler> others = List.of(
                new NativeCompiler(compiler.executable(), compiler.version() + "x", compiler.target(), compiler.flags(), compiler.cache()),
                new NativeCompiler(compiler.executable(), compiler.version(), compiler.target() + "x", compiler.flags(), compiler.cache()),
                new NativeCompiler(compiler.executable(), compiler.version(), compiler.target(), otherFlags, compiler.cache()));
        compiler.load(constant(1)).close();
        for (NativeCompiler other : others) {
            try (KernelLibrary kernel = other.load(constant(1))) {
                assertFalse(kernel.cached());
            }
        }
    }

    @Test
    void aDamagedEntryIsNeverLoaded() throws IOException {
        NativeCompiler compiler = Kernels.compiler(cache);
        Path file;
        try (KernelLibrary kernel = compiler.load(constant(3))) {
            file = kernel.file();
        }
        byte[] bytes = Files.readAllBytes(file);
        byte[] flipped = bytes.clone();
        flipped[bytes.length / 2] ^= 1;
        for (byte[] damaged : List.of(new byte[0], Arrays.copyOf(bytes, bytes.length / 2), flipped)) {
            Files.write(file, damaged);
            try (KernelLibrary kernel = compiler.load(constant(3))) {
                assertFalse(kernel.cached());
                assertEquals(3, evaluate(kernel));
            }
        }
        Files.delete(file);
        compiler.load(constant(3)).close();
        try (Stream<Path> left = Files.list(cache)) {
            assertEquals(1, left.count(), "nothing is left behind but the entry");
        }
    }

    @Test
    void manyAtOnceShareOneEntry() throws Exception {
        NativeCompiler compiler = Kernels.compiler(cache);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Double>> values = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int value = i % 2;
                values.add(threads.submit(() -> {
                    try (KernelLibrary kernel = compiler.load(constant(value))) {
                        return evaluate(kernel);
                    }
                }));
            }
            for (int i = 0; i < 8; i++) {
                assertEquals(i % 2, values.get(i).get());
            }
        }
        try (Stream<Path> entries = Files.list(cache)) {
            assertEquals(2, entries.count());
        }
    }

    @Test
    void aRefusedTextIsADiagnosticWithTheCompilersWords() {
        NativeCompiler compiler = Kernels.compiler(cache);
        ModelException refusal = assertThrows(ModelException.class, () -> compiler.load(Kernels.function("f", "return nonsense;")));
        assertEquals("E9001", refusal.diagnostics().getFirst().code());
        assertTrue(refusal.diagnostics().getFirst().notes().getFirst().message().contains("nonsense"));
    }

    @Test
    void aMissingFunctionAndAClosedKernelSaySo() {
        KernelLibrary kernel = Kernels.compiler(cache).load(constant(1));
        assertNotEquals(0, kernel.function("f"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> kernel.function("g")).getMessage().contains("g"));
        kernel.close();
        assertThrows(IllegalStateException.class, () -> kernel.function("f"));
    }

    @Test
    void anUnwritableCacheIsADiagnostic() throws IOException {
        Path file = Files.createFile(cache.resolve("file"));
        NativeCompiler compiler = Kernels.compiler(file.resolve("below"));
        ModelException failure = assertThrows(ModelException.class, () -> compiler.load(constant(1)));
        assertEquals("E9002", failure.diagnostics().getFirst().code());
    }

    @Test
    void theSearchPrefersCxxThenThePath() throws IOException {
        Path compiler = Files.createFile(cache.resolve("special++"));
        Files.createFile(cache.resolve("g++"));
        assertEquals(Optional.empty(), CompilerSearch.find(null, cache.toString(), List.of()));
        for (String name : List.of("special++", "g++")) {
            assertTrue(cache.resolve(name).toFile().setExecutable(true));
        }
        assertEquals(compiler, CompilerSearch.find("special++", cache.toString(), List.of()).orElseThrow());
        assertEquals(compiler, CompilerSearch.find(compiler.toString(), "", List.of("/")).orElseThrow());
        assertEquals(cache.resolve("g++"), CompilerSearch.find(null, null, List.of(cache.toString())).orElseThrow());
    }
}
