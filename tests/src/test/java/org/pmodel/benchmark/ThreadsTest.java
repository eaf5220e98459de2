package org.pmodel.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Programs;
import org.pmodel.runtime.lower.Question;

/** Long loops are divided among threads, and no number depends on how many there are. */
class ThreadsTest {
    private static final Path MODELS = Path.of("benchmarks");

    static Stream<Workload> workloads() {
        return Stream.of(Workload.logisticGlm(10_000), Workload.hierarchicalLogit(60_000), Workload.itemResponse(300), Workload.hiddenMarkov(100));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void gradientsAreTheSameToTheLastBit(Workload workload) {
        for (Engine engine : List.of(Engines.select(), Engines.java())) {
            double[] one = gradient(workload, engine);
            assertArrayEquals(one, gradient(workload, engine.withThreads(2)));
            assertArrayEquals(one, gradient(workload, engine.withThreads(3)));
        }
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void enginesAgreeOnDividedLoops(Workload workload) {
        double[] one = gradient(workload, Engines.select()), other = gradient(workload, Engines.java());
        for (int i = 0; i < one.length; i++) {
            other[i] = Math.abs(other[i] - one[i]) <= 1e-9 * Math.max(1, Math.abs(one[0])) ? one[i] : other[i];
        }
        assertArrayEquals(one, other);
    }

    private static double[] gradient(Workload workload, Engine engine) {
        try (PModel model = Models.compile(MODELS.resolve(workload.file() + ".pmodel"), engine);
                Instance instance = model.compiled().bind(new Question.Gradient(true), workload.bound(), Key.of(0))) {
            int[] dimension = new int[1];
            instance.read(Programs.SIZES, dimension);
            double[] point = new double[dimension[0]], out = new double[dimension[0] + 1];
            for (int i = 0; i < point.length; i++) {
                point[i] = Math.sin(i + 1);
            }
            instance.run(point, out);
            return out;
        }
    }
}
