package org.pmodel.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;
import org.pmodel.runtime.Data;

/**
 * A model with made-up data of any size, and the arithmetic that a gradient of it cannot do without.
 *
 * @param file the model, in {@code tests/benchmarks}
 * @param size of the data, in the model's own terms
 */
record Workload(String file, String description, int size, Map<String, Object> data, Cost cost) {
    /**
     * What a gradient demands, each datum read once.
     *
     * @param bytes of data
     * @param flops additions and multiplications
     * @param functions exponentials and logarithms
     */
    record Cost(double bytes, double flops, double functions) {}

    /** A family of workloads that differ in size. */
    interface Family {
        Workload of(int size);
    }

    Data bound() {
        return Data.of(data);
    }

    /** The five of the roofline table, in its order. */
    static List<Workload> all() {
        return List.of(logisticGlm(100_000), hierarchicalLogit(1_000_000), gaussianProcess(1_000), hiddenMarkov(10_000), itemResponse(1_000));
    }

    static Workload logisticGlm(int n) {
        int k = 50;
        RandomStream random = Key.of(n).stream();
        Map<String, Object> data = new HashMap<>(Map.of("N", n, "K", k, "x", matrix(random, n, k), "y", binary(random, n)));
        return new Workload("logistic_glm", "logistic regression, dense matrix of " + n + " x " + k, n, data, new Cost(8.0 * n * k + 4.0 * n, 4.0 * n * k, 2.0 * n));
    }

    static Workload hierarchicalLogit(int n) {
        int k = 5;
        int groups = Math.max(2, n / 1000);
        RandomStream random = Key.of(n).stream();
        Map<String, Object> data = new HashMap<>(Map.of("N", n, "G", groups, "K", k, "x", matrix(random, n, k), "g", integers(random, n, groups), "y", binary(random, n)));
        return new Workload("hierarchical_logit", "hierarchical logistic regression, " + n + " rows, " + k + " covariates, " + groups + " groups", n, data,
                new Cost(n * (8.0 * k + 8), n * (4.0 * k + 8), 2.0 * n));
    }

    static Workload gaussianProcess(int n) {
        RandomStream random = Key.of(n).stream();
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 10.0 * i / n;
            y[i] = Math.sin(x[i]) + 0.3 * random.normal();
        }
        double pairs = 0.5 * n * n;
        // the factor n^3/3, its reverse twice that
        return new Workload("gaussian_process", "Gaussian process, " + n + " points", n, Map.of("N", n, "x", x, "y", y),
                new Cost(8.0 * n * n, (double) n * n * n, pairs));
    }

    static Workload hiddenMarkov(int t) {
        int k = 10;
        RandomStream random = Key.of(t).stream();
        double[] y = new double[t];
        for (int i = 0; i < t; i++) {
            y[i] = i / 20 % k + random.normal();
        }
        return new Workload("hidden_markov", "hidden Markov model, " + k + " states, " + t + " times", t, Map.of("K", k, "T", t, "y", y),
                new Cost(8.0 * t, 4.0 * t * k * k + 10.0 * t * k, t * (k * k + 2.0 * k)));
    }

    static Workload itemResponse(int persons) {
        int items = Math.max(2, persons / 2);
        int n = items * persons;
        RandomStream random = Key.of(n).stream();
        int[] ii = new int[n];
        int[] jj = new int[n];
        for (int r = 0; r < n; r++) {
            ii[r] = r % items + 1;
            jj[r] = r / items + 1;
        }
        return new Workload("two_parameter_irt", "2PL item response, " + persons + " persons x " + items + " items", n,
                Map.of("I", items, "J", persons, "N", n, "ii", ii, "jj", jj, "y", binary(random, n)), new Cost(12.0 * n, 14.0 * n, 2.0 * n));
    }

    private static double[][] matrix(RandomStream random, int rows, int columns) {
        double[][] x = new double[rows][columns];
        for (double[] row : x) {
            for (int k = 0; k < columns; k++) {
                row[k] = random.normal();
            }
        }
        return x;
    }

    private static int[] binary(RandomStream random, int n) {
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            y[i] = random.uniform() < 0.4 ? 1 : 0;
        }
        return y;
    }

    private static int[] integers(RandomStream random, int n, int bound) {
        int[] g = new int[n];
        for (int i = 0; i < n; i++) {
            g[i] = 1 + (int) (bound * random.uniform());
        }
        return g;
    }
}
