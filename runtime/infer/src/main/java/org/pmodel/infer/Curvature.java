package org.pmodel.infer;

import org.pmodel.runtime.engine.Instance;

/**
 * Second derivatives of a log density over unconstrained coordinates, by differentiating its gradient kernel once more, forwards: a product with the Hessian
 * costs a small multiple of a gradient, whatever the dimension.
 *
 * <p>An instance owns buffers: it belongs to one thread at a time.
 */
public final class Curvature implements AutoCloseable {
    private final Instance instance;
    private final int dimension;
    /** The point, then the direction. */
    private final double[] in;
    /** The value and the gradient, then the derivative of each in the direction. */
    private final double[] out;

    Curvature(Instance instance, int dimension) {
        this.instance = instance;
        this.dimension = dimension;
        this.in = new double[2 * dimension];
        this.out = new double[2 * (dimension + 1)];
    }

    /** The number of unconstrained coordinates. */
    public int dimension() {
        return dimension;
    }

    /**
     * The product of the Hessian at {@code position} with {@code direction}.
     *
     * @param product receives {@code dimension()} values; undefined where the log density is
     * @return the log density at {@code position}, {@code NaN} where a check of the model fails
     */
    public double times(double[] position, double[] direction, double[] product) {
        System.arraycopy(position, 0, in, 0, dimension);
        System.arraycopy(direction, 0, in, dimension, dimension);
        if (!instance.run(in, out)) {
            return Double.NaN;
        }
        System.arraycopy(out, dimension + 2, product, 0, dimension);
        return out[0];
    }

    /** The Hessian at {@code position}, a column at a time. */
    public double[][] hessian(double[] position) {
        double[][] hessian = new double[dimension][dimension];
        double[] direction = new double[dimension], column = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            direction[j] = 1;
            times(position, direction, column);
            direction[j] = 0;
            for (int i = 0; i < dimension; i++) {
                hessian[i][j] = column[i];
            }
        }
        return hessian;
    }

    @Override
    public void close() {
        instance.close();
    }
}
