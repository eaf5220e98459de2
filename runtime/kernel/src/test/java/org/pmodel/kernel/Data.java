package org.pmodel.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** The data that test kernels read: {@code N} rows, {@code K} groups, {@code M} more rows, maybe none; reals {@code y[M]}, {@code x[N]} and {@code z[N, K]}, groups {@code g[N]}, counts {@code c[N]} up to {@code K}. */
final class Data {
    static final int VARIANTS = 4;
    private static final int[][] SIZES = {{4, 3, 2}, {1, 2, 0}, {5, 1, 3}, {3, 4, 1}};

    private Data() {}

    static Map<String, Object> of(int variant) {
        int n = SIZES[variant][0], k = SIZES[variant][1];
        Random random = new Random(100 + variant);
        Map<String, Object> data = new HashMap<>();
        data.put("N", new int[] {n});
        data.put("K", new int[] {k});
        data.put("M", new int[] {SIZES[variant][2]});
        data.put("y", random.doubles(SIZES[variant][2], -1, 1).toArray());
        data.put("x", random.doubles(n, -1, 1).toArray());
        data.put("z", random.doubles((long) n * k, -1, 1).toArray());
        data.put("g", random.ints(n, 0, k).toArray());
        data.put("c", random.ints(n, 0, k + 1).toArray());
        data.put("s", new double[] {0.7});
        return data;
    }

    static double[] theta(int dimension, int seed) {
        return new Random(7 + seed).doubles(dimension, -1.5, 1.5).toArray();
    }
}
