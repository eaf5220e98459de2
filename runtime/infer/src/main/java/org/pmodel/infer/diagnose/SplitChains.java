package org.pmodel.infer.diagnose;

/**
 * The draws of one scalar with every chain cut in two halves, so that a drift within a chain shows as a difference between chains.
 * Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021), Bayesian Analysis 16, section 3.
 *
 * @param chains the number of half chains
 * @param length of a half chain; the middle draw of an odd chain is left out
 * @param values half chain after half chain
 */
record SplitChains(int chains, int length, double[] values) {
    static SplitChains of(double[][] draws) {
        int size = draws.length == 0 ? 0 : draws[0].length;
        int half = size / 2;
        double[] values = new double[2 * draws.length * half];
        for (int c = 0; c < draws.length; c++) {
            System.arraycopy(draws[c], 0, values, 2 * c * half, half);
            System.arraycopy(draws[c], size - half, values, (2 * c + 1) * half, half);
        }
        return new SplitChains(2 * draws.length, half, values);
    }

    SplitChains with(double[] others) {
        return new SplitChains(chains, length, others);
    }

    /** Whether no variance can be estimated: too few draws, a value that is not finite, or all the same. */
    boolean isDegenerate() {
        if (length < 2) {
            return true;
        }
        boolean constant = true;
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return true;
            }
            constant &= value == values[0];
        }
        return constant;
    }

    double mean(int chain) {
        double sum = 0;
        for (int i = chain * length; i < (chain + 1) * length; i++) {
            sum += values[i];
        }
        return sum / length;
    }

    /** Sample variance of one half chain. */
    double variance(int chain) {
        double mean = mean(chain);
        double sum = 0;
        for (int i = chain * length; i < (chain + 1) * length; i++) {
            sum += (values[i] - mean) * (values[i] - mean);
        }
        return sum / (length - 1);
    }
}
