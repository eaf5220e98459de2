package org.pmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.infer.ModelPosterior;
import org.pmodel.infer.Settings;
import org.pmodel.nativecode.NativeSupport;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;

/** What a model prints reaches its reader once and in whole lines, whichever threads run it. */
class PrintTest {
    private static final String MODEL = """
            transformed data { print("data ", {1, 2}); }
            parameters { vector[2] x; }
            model {
              print("<", x, "|", x[1], ">");
              x ~ normal(0, 1);
            }
            generated quantities { print("quantities ", (1, 2)); }
            """;

    static Stream<Engine> engines() {
        return NativeSupport.detect() instanceof NativeSupport.Available ? Stream.of(Engines.java(), Engines.cpp()) : Stream.of(Engines.java());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void wholeLines(Engine engine) {
        List<String> printed = new CopyOnWriteArrayList<>();
        try (PModel model = Models.compile(new Source("model.pmodel", MODEL), CompilerOptions.DEFAULT, engine, printed::add);
                ModelPosterior posterior = model.bind(Data.EMPTY)) {
            posterior.logDensity().gradient(new double[] {0.5, -2}, new double[2]);
            assertEquals(List.of("data [1,2]\n", "<[0.5,-2]|0.5>\n"), printed);
            posterior.sample(Settings.standard(1).withWarmup(20).withDraws(20));
            assertEquals(80, printed.stream().filter("quantities (1,2)\n"::equals).count());
            assertTrue(printed.stream().allMatch(s -> s.matches("data \\[1,2]\n|quantities \\(1,2\\)\n|<\\[\\S+,\\S+]\\|\\S+>\n")), "lines are whole");
        }
    }
}
