package org.pmodel.infer;

/**
 * A differentiable log density over unconstrained coordinates, up to a constant.
 *
 * <p>An instance owns buffers: it belongs to one chain at a time and is not safe for use by several threads. A call allocates nothing.
 */
public interface LogDensity {
    /** The number of unconstrained coordinates. */
    int dimension();

    /**
     * The log density at {@code position}; {@code NaN} or {@code -Infinity} where it is undefined or zero.
     *
     * @param position {@code dimension()} values, not changed
     * @param gradient receives {@code dimension()} partial derivatives; undefined where the result is not finite
     */
    double gradient(double[] position, double[] gradient);
}
