package org.pmodel.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.nativecode.NativeSupport;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Question;

/** The same key gives the same numbers in the first run, which starts over when it wants more memory than there is, as in those that follow. */
class RepeatedRunsTest {
    /** Draws, then takes memory whose size is known at run time only, more each time; and calls itself deeper than a small stack allows. */
    private static final String TEXT = """
            functions {
              vector deep(vector v, int n) { return n == 0 ? v : 1 + deep(v, n - 1); }
            }
            generated quantities {
              real first = normal_rng(0, 1);
              real second;
              real third;
              {
                int n = 3000 + poisson_rng(5);
                vector[n] large = rep_vector(first, n);
                second = normal_rng(large[n], 1);
                matrix[n %/% 20, n] larger = rep_matrix(second, n %/% 20, n);
                larger[1] = cumulative_sum(large)';
                third = normal_rng(sum(larger) / num_elements(larger), 1);
              }
              vector[2] last = deep(rep_vector(normal_rng(0, 1), 2), 5000);
            }
            """;

    static List<Engine> engines() {
        return NativeSupport.detect() instanceof NativeSupport.Available ? List.of(Engines.java(), Engines.cpp()) : List.of(Engines.java());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void giveTheSame(Engine engine) {
        try (PModel model = Models.compile(new Source("repeated.pmodel", TEXT), CompilerOptions.DEFAULT, engine, message -> { });
                Instance instance = model.compiled().bind(new Question.Values(true), Data.of(Map.of()), Key.of(1))) {
            double[] first = run(instance);
            assertArrayEquals(first, run(instance), "with the memory of the first run");
        }
    }

    private static double[] run(Instance instance) {
        double[] out = new double[5];
        instance.setKey(Key.of(4));
        assertTrue(instance.run(new double[0], out), () -> instance.fault().toString());
        return out;
    }
}
