package org.pmodel.infer.hmc;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import org.pmodel.numerics.RandomStream;

/**
 * The kinetic energy of a momentum: a Gaussian whose inverse mass matrix estimates the posterior covariance.
 * Neal (2011), Handbook of MCMC, section 5.4.2.4.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = Metric.Diagonal.class, name = "diagonal"),
        @JsonSubTypes.Type(value = Metric.Dense.class, name = "dense")})
public sealed interface Metric {
    /** Draws a momentum. */
    void draw(RandomStream random, double[] momentum);

    /** Writes the inverse mass matrix times the momentum; the kinetic energy is half their inner product. */
    void velocity(double[] momentum, double[] velocity);

    static Metric unit(int dimension) {
        double[] ones = new double[dimension];
        Arrays.fill(ones, 1);
        return new Diagonal(ones);
    }

    /** @param inverse the variance of each coordinate */
    record Diagonal(double[] inverse) implements Metric {
        @Override
        public void draw(RandomStream random, double[] momentum) {
            for (int i = 0; i < momentum.length; i++) {
                momentum[i] = random.normal() / Math.sqrt(inverse[i]);
            }
        }

        @Override
        public void velocity(double[] momentum, double[] velocity) {
            for (int i = 0; i < velocity.length; i++) {
                velocity[i] = inverse[i] * momentum[i];
            }
        }
    }

    /**
     * @param inverse the covariance, row by row
     * @param factor its lower Cholesky factor L: a momentum is drawn as the solution p of L' p = z
     */
    record Dense(double[][] inverse, double[][] factor) implements Metric {
        /** @throws ArithmeticException where the covariance is not positive definite */
        public static Dense of(double[][] covariance) {
            return new Dense(covariance, cholesky(covariance));
        }

        @Override
        public void draw(RandomStream random, double[] momentum) {
            int n = momentum.length;
            for (int i = 0; i < n; i++) {
                momentum[i] = random.normal();
            }
            for (int i = n - 1; i >= 0; i--) {
                double[] row = factor[i];
                double p = momentum[i] / row[i];
                momentum[i] = p;
                for (int j = 0; j < i; j++) {
                    momentum[j] -= row[j] * p;
                }
            }
        }

        @Override
        public void velocity(double[] momentum, double[] velocity) {
            // The matrix is symmetric: adding multiples of its rows is the product, and vectorises where inner products would not.
            Arrays.fill(velocity, 0);
            for (int i = 0; i < velocity.length; i++) {
                double[] row = inverse[i];
                double p = momentum[i];
                for (int j = 0; j < velocity.length; j++) {
                    velocity[j] += row[j] * p;
                }
            }
        }

        private static double[][] cholesky(double[][] a) {
            int n = a.length;
            double[][] l = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = a[i][j];
                    for (int k = 0; k < j; k++) {
                        sum -= l[i][k] * l[j][k];
                    }
                    if (i == j && !(sum > 0)) {
                        throw new ArithmeticException("metric is not positive definite at coordinate " + (i + 1));
                    }
                    l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
                }
            }
            return l;
        }
    }
}
