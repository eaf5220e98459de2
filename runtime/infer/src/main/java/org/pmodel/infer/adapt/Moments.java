package org.pmodel.infer.adapt;

/**
 * Running mean and centred second moments of positions: Welford's recurrence (1962), Technometrics 4.
 *
 * @param count the number of positions
 * @param squares sums of squared deviations; {@code [1][d]} for the diagonal alone, {@code [d][d]} with cross products
 */
public record Moments(long count, double[] mean, double[][] squares) {
    private static final double SHRINKAGE_DRAWS = 5;
    private static final double SHRINKAGE_TARGET = 1e-3;

    public static Moments diagonal(int dimension) {
        return new Moments(0, new double[dimension], new double[1][dimension]);
    }

    public static Moments dense(int dimension) {
        return new Moments(0, new double[dimension], new double[dimension][dimension]);
    }

    /** With one more position. */
    public Moments add(double[] x) {
        long n = count + 1;
        int d = mean.length;
        double[] before = new double[d];
        double[] newMean = new double[d];
        for (int i = 0; i < d; i++) {
            before[i] = x[i] - mean[i];
            newMean[i] = mean[i] + before[i] / n;
        }
        double[][] newSquares = new double[squares.length][];
        for (int row = 0; row < squares.length; row++) {
            newSquares[row] = squares[row].clone();
            for (int i = 0; i < d; i++) {
                newSquares[row][i] += before[i] * (squares.length == 1 ? x[i] - newMean[i] : x[row] - newMean[row]);
            }
        }
        return new Moments(n, newMean, newSquares);
    }

    /** The variance of each coordinate, shrunk towards 0.001 as if by five draws: Stan's regularisation of short windows. */
    public double[] regularisedVariance() {
        double[] variance = new double[mean.length];
        for (int i = 0; i < variance.length; i++) {
            variance[i] = shrunk(squares.length == 1 ? squares[0][i] : squares[i][i], true);
        }
        return variance;
    }

    /** The covariance, shrunk towards 0.001 times the identity as if by five draws. */
    public double[][] regularisedCovariance() {
        int d = mean.length;
        double[][] covariance = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                // The two sums differ in the last bits; the metric must be symmetric.
                covariance[i][j] = shrunk(0.5 * (squares[i][j] + squares[j][i]), i == j);
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    private double shrunk(double sum, boolean onDiagonal) {
        double share = count / (count + SHRINKAGE_DRAWS);
        double estimate = count > 1 ? sum / (count - 1) : 0;
        return share * estimate + (onDiagonal ? SHRINKAGE_TARGET * (1 - share) : 0);
    }
}
