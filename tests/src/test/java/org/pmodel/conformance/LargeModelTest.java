package org.pmodel.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.infer.LogDensity;
import org.pmodel.infer.ModelPosterior;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;

/** A model of many plates and statements, more than a method of the JVM holds, is the same on both engines. */
class LargeModelTest {
    private static final int PARAMETERS = 120, PLATES = 60;

    @Test
    void enginesAgree() {
        double[] one = gradient(Engines.select()), other = gradient(Engines.java());
        for (int i = 0; i < one.length; i++) {
            assertEquals(one[i], other[i], 1e-11 * (1 + Math.abs(one[i])));
        }
    }

    private static String text() {
        StringBuilder text = new StringBuilder("data { int N; vector[N] y; }\nparameters { vector[" + PARAMETERS + "] a; real<lower=0> s; }\nmodel {\n");
        for (int k = 1; k <= PARAMETERS; k++) {
            text.append("  a[").append(k).append("] ~ student_t(").append(k).append(".5, 0.01 * a[").append(7 * k % PARAMETERS + 1).append("] + y[1] * s, 1.5);\n");
        }
        for (int k = 1; k <= PLATES; k++) {
            text.append("  for (n in 1:N) { real m = a[").append(k).append("] * y[n]; if (m > ").append(k).append(") m = sin(m); target += student_t_lpdf(y[n] | ").append(k)
                .append(" + s, m, s) - log1p_exp(m * ").append(k).append(".5); }\n");
        }
        return text.append("}\n").toString();
    }

    private static double[] gradient(Engine engine) {
        try (PModel model = Models.compile(new Source("large.pmodel", text()), CompilerOptions.DEFAULT, engine, printed -> { });
                ModelPosterior posterior = model.bind(Data.of(Map.of("N", 3, "y", new double[] {1, -2, 3.5})))) {
            LogDensity density = posterior.logDensity();
            double[] point = new double[density.dimension()], gradient = new double[density.dimension() + 1];
            for (int i = 0; i < point.length; i++) {
                point[i] = Math.sin(i);
            }
            gradient[density.dimension()] = density.gradient(point, gradient);
            return gradient;
        }
    }
}
