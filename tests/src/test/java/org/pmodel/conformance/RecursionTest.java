package org.pmodel.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.infer.ModelPosterior;
import org.pmodel.infer.Settings;
import org.pmodel.nativecode.NativeSupport;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;

/** Functions that call themselves very often need no deep stack of the caller, and those that never end are told from others. */
class RecursionTest {
    private static final String LINE = """
            functions {
              real line(int n, real x) { return n == 0 ? x : 0.5 * line(n - 1, x) + x; }
            }
            data { int N; }
            parameters { real x; }
            model { target += line(N, x) - x ^ 2; }
            """;
    private static final String ENDLESS = """
            functions {
              real endless(real x) { return is_nan(x) ? 0 : endless(x + 1); }
            }
            parameters { real x; }
            model { target += x > 0 ? endless(x) : -x ^ 2; }
            """;
    private static final String PRINTING = """
            functions {
              real line(int n, real x) { if (n == 0) return x; print("at ", n); return 0.5 * line(n - 1, x); }
            }
            data { int N; }
            parameters { real x; }
            model { target += line(N, x); }
            """;

    static Stream<Engine> engines() {
        return NativeSupport.detect() instanceof NativeSupport.Available ? Stream.of(Engines.java(), Engines.cpp()) : Stream.of(Engines.java());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aSmallStackIsEnough(Engine engine) throws InterruptedException {
        try (PModel model = Models.compile(new Source("model.pmodel", LINE), CompilerOptions.DEFAULT, engine, text -> { });
                ModelPosterior posterior = model.bind(Data.of(Map.of("N", 9000)))) {
            double[] gradient = new double[1], value = new double[1];
            Thread thread = new Thread(null, () -> value[0] = posterior.logDensity().gradient(new double[] {3}, gradient), "small", 512 << 10);
            thread.start();
            thread.join();
            assertEquals(2 * 3 - 9, value[0], 1e-12);
            assertEquals(2 - 6, gradient[0], 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whatNeverEndsIsTurnedAway(Engine engine) {
        try (PModel model = Models.compile(new Source("model.pmodel", ENDLESS), CompilerOptions.DEFAULT, engine, text -> { });
                ModelPosterior posterior = model.bind(Data.EMPTY)) {
            assertTrue(Double.isNaN(posterior.logDensity().gradient(new double[] {1}, new double[1])));
            assertEquals(-4, posterior.logDensity().gradient(new double[] {-2}, new double[1]));
            assertTrue(posterior.sample(Settings.standard(1).withWarmup(20).withDraws(20)).draws().pooled("x").length > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void eachCallPrintsOnce(Engine engine) {
        List<String> printed = new CopyOnWriteArrayList<>();
        try (PModel model = Models.compile(new Source("model.pmodel", PRINTING), CompilerOptions.DEFAULT, engine, printed::add);
                ModelPosterior posterior = model.bind(Data.of(Map.of("N", 3)))) {
            double[] gradient = new double[1];
            posterior.logDensity().gradient(new double[] {3}, gradient);
            assertEquals(0.125, gradient[0]);
            assertEquals("at 3\nat 2\nat 1\n", String.join("", printed));
        }
    }
}
