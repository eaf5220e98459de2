package org.pmodel.distribution;

import java.util.Arrays;

/** Arithmetic of shapes, as NumPy does it: dimensions are aligned at the end, and one of size one is repeated. */
final class Shapes {
    private Shapes() {}

    static int size(int[] shape) {
        int size = 1;
        for (int n : shape) {
            size = Math.multiplyExact(size, n);
        }
        return size;
    }

    static int[] joined(int[] outer, int[] inner) {
        int[] all = Arrays.copyOf(outer, outer.length + inner.length);
        System.arraycopy(inner, 0, all, outer.length, inner.length);
        return all;
    }

    static int[] ones(int dimensions) {
        int[] ones = new int[dimensions];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** All but the last dimensions. */
    static int[] outer(int[] shape, int inner) {
        return Arrays.copyOf(shape, shape.length - inner);
    }

    /** The last dimensions. */
    static int[] last(int[] shape, int inner) {
        return Arrays.copyOfRange(shape, shape.length - inner, shape.length);
    }

    /** The size of a dimension, counted from the last one, which is 1. */
    static int fromEnd(int[] shape, int dimension) {
        return shape[shape.length - dimension];
    }

    /** The shape that both are repeated to, or {@code null} when there is none. */
    static int[] broadcast(int[] a, int[] b) {
        int[] both = new int[Math.max(a.length, b.length)];
        for (int k = 1; k <= both.length; k++) {
            int m = k <= a.length ? a[a.length - k] : 1;
            int n = k <= b.length ? b[b.length - k] : 1;
            if (m != n && m != 1 && n != 1) {
                return null;
            }
            both[both.length - k] = m == 1 ? n : m;
        }
        return both;
    }

    /** For each place of a shape, the place in what is repeated to that shape. */
    static int[] elements(int[] from, int[] to) {
        if (!Arrays.equals(broadcast(from, to), to)) {
            throw new IllegalArgumentException("the shape " + Arrays.toString(from) + " is not repeated to " + Arrays.toString(to));
        }
        int[] places = new int[size(to)];
        int[] index = new int[to.length];
        for (int i = 0; i < places.length; i++) {
            int at = 0;
            for (int k = to.length - from.length; k < to.length; k++) {
                int n = from[k - to.length + from.length];
                at = at * n + (n == 1 ? 0 : index[k]);
            }
            places[i] = at;
            for (int k = to.length - 1; k >= 0 && ++index[k] == to[k]; k--) {
                index[k] = 0;
            }
        }
        return places;
    }

    static String text(int[] shape) {
        return Arrays.toString(shape);
    }
}
