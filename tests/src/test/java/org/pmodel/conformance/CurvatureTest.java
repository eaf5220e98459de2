package org.pmodel.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.infer.Curvature;
import org.pmodel.infer.LogDensity;
import org.pmodel.infer.ModelPosterior;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Engine;

/** Second derivatives are those of the gradients, and do not depend on the order of differentiation. */
class CurvatureTest {
    private static final double STEP = 1e-5;

    private record Case(String name, String text, Data data) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        double[] y = {0.4, -1.2, 2.2, 0.3, 1.1, -0.6};
        return Stream.of(
                new Case("regression", "data { int N; vector[N] x; array[N] int y; } parameters { real a; real b; real<lower=0> s; } "
                        + "model { a ~ normal(0, s); s ~ gamma(2, 1); y ~ bernoulli_logit(a + b * x); }",
                        Data.of(Map.of("N", 6, "x", y, "y", new int[] {1, 0, 1, 1, 0, 1}))),
                new Case("process", "data { int N; array[N] real x; vector[N] y; } parameters { real<lower=0> l; real<lower=0> a; } "
                        + "model { l ~ lognormal(0, 1); a ~ normal(0, 1); y ~ multi_normal(rep_vector(0, N), add_diag(gp_exp_quad_cov(x, a, l), 0.1)); }",
                        Data.of(Map.of("N", 6, "x", new double[] {0, 1, 2, 3, 4, 5}, "y", y))),
                new Case("series", "data { int N; vector[N] y; } parameters { real<lower=-1, upper=1> r; real<lower=0> s; simplex[3] p; } "
                        + "model { real z = 0; for (n in 1:N) { target += log_mix(p[1], normal_lpdf(y[n] | r * z, s), student_t_lpdf(y[n] | 4, z, s * p[2])); z = r * z + y[n]; } }",
                        Data.of(Map.of("N", 6, "y", y))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void productsAreDerivativesOfGradients(Case model) throws IOException {
        check(model, Engines.select());
        check(model, Engines.java());
    }

    private static void check(Case c, Engine engine) {
        Source source = new Source(c.name() + ".pmodel", c.text());
        try (PModel model = Models.compile(source, CompilerOptions.DEFAULT, engine, text -> { });
                ModelPosterior posterior = model.bind(c.data()); Curvature curvature = posterior.curvature()) {
            int n = posterior.dimension();
            double[] point = new double[n];
            for (int i = 0; i < n; i++) {
                point[i] = 0.3 * Math.cos(i + 1);
            }
            double[][] hessian = curvature.hessian(point);
            LogDensity density = posterior.logDensity();
            double[] above = new double[n], below = new double[n];
            for (int j = 0; j < n; j++) {
                double at = point[j];
                point[j] = at + STEP;
                density.gradient(point, above);
                point[j] = at - STEP;
                density.gradient(point, below);
                point[j] = at;
                for (int i = 0; i < n; i++) {
                    assertEquals((above[i] - below[i]) / (2 * STEP), hessian[i][j], 1e-6 * (1 + Math.abs(hessian[i][j])));
                    assertEquals(hessian[j][i], hessian[i][j], 1e-10 * (1 + Math.abs(hessian[i][j])));
                }
            }
        }
    }
}
