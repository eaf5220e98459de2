package org.pmodel.infer.diagnose;

/**
 * Values with their order: sorted once, all that ranks and quantiles need follows in linear time.
 *
 * @param order the places of the values, from the smallest to the largest
 */
record Ranking(double[] values, int[] order) {
    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 6;
    private static final int RADIX = 1 << DIGIT_BITS;

    /**
     * Sorts by radix, least digit first. A summary sorts every scalar of a run: comparisons would take most of its time.
     *
     * @param values none of them {@code NaN}
     */
    static Ranking of(double[] values) {
        int n = values.length;
        long[] keys = new long[n];
        int[] order = new int[n];
        int[][] starts = new int[DIGITS][RADIX];
        for (int i = 0; i < n; i++) {
            // Adding zero makes the zeros equal; flipping bits makes the order of doubles that of unsigned integers.
            long bits = Double.doubleToRawLongBits(values[i] + 0.0);
            keys[i] = bits ^ (bits >> 63 | Long.MIN_VALUE);
            order[i] = i;
            for (int digit = 0; digit < DIGITS; digit++) {
                starts[digit][digit(keys[i], digit)]++;
            }
        }
        long[] otherKeys = new long[n];
        int[] otherOrder = new int[n];
        for (int digit = 0; digit < DIGITS; digit++) {
            int[] start = starts[digit];
            if (n > 0 && start[digit(keys[0], digit)] == n) {
                continue;
            }
            for (int value = 0, sum = 0; value < RADIX; value++) {
                int count = start[value];
                start[value] = sum;
                sum += count;
            }
            for (int i = 0; i < n; i++) {
                int to = start[digit(keys[i], digit)]++;
                otherKeys[to] = keys[i];
                otherOrder[to] = order[i];
            }
            long[] k = keys;
            keys = otherKeys;
            otherKeys = k;
            int[] o = order;
            order = otherOrder;
            otherOrder = o;
        }
        return new Ranking(values, order);
    }

    double[] sorted() {
        double[] sorted = new double[order.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = values[order[i]];
        }
        return sorted;
    }

    /** The distances from a point, ranked: merged from both sides of it. */
    Ranking foldedAt(double centre) {
        int n = order.length;
        double[] distances = new double[n];
        for (int i = 0; i < n; i++) {
            distances[i] = Math.abs(values[i] - centre);
        }
        int right = 0;
        while (right < n && values[order[right]] < centre) {
            right++;
        }
        int left = right - 1;
        int[] folded = new int[n];
        for (int i = 0; i < n; i++) {
            boolean takeLeft = right == n || left >= 0 && distances[order[left]] <= distances[order[right]];
            folded[i] = takeLeft ? order[left--] : order[right++];
        }
        return new Ranking(distances, folded);
    }

    /** Each value's score, ties sharing that of their mean rank. */
    double[] scores(NormalScores table) {
        int n = order.length;
        double[] scores = new double[n];
        for (int start = 0; start < n;) {
            int end = start + 1;
            while (end < n && values[order[end]] == values[order[start]]) {
                end++;
            }
            double score = table.ofMeanRank(start + 1, end);
            for (int i = start; i < end; i++) {
                scores[order[i]] = score;
            }
            start = end;
        }
        return scores;
    }

    private static int digit(long key, int digit) {
        return (int) (key >>> digit * DIGIT_BITS) & RADIX - 1;
    }
}
