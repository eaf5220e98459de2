package org.pmodel.infer;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pmodel.runtime.Shape;

/** Posteriors with known answers, written by hand. Their quantities are their coordinates, and one that draws at random. */
final class Targets {
    private Targets() {}

    /** A posterior whose only parameter is its vector of coordinates, {@code x}, with {@code noise} = x[1] plus a standard normal draw. */
    record Plain(String name, int dimension, Supplier<LogDensity> density) implements Posterior {
        @Override
        public List<Quantity> quantities() {
            return List.of(Quantity.vector("x", dimension), new Quantity("noise", new Shape.Numbers(List.of()), Quantity.Role.GENERATED));
        }

        @Override
        public LogDensity logDensity() {
            return density.get();
        }

        @Override
        public Outputs outputs() {
            return (position, key, values) -> {
                System.arraycopy(position, 0, values, 0, dimension);
                values[dimension] = position[0] + key.stream().normal();
            };
        }
    }

    /** A posterior with one more quantity, that is always a tenth. */
    record WithConstant(Posterior posterior) implements Posterior {
        @Override
        public String name() {
            return posterior.name();
        }

        @Override
        public int dimension() {
            return posterior.dimension();
        }

        @Override
        public List<Quantity> quantities() {
            return Stream.concat(posterior.quantities().stream(), Stream.of(Quantity.scalar("tenth"))).toList();
        }

        @Override
        public LogDensity logDensity() {
            return posterior.logDensity();
        }

        @Override
        public Outputs outputs() {
            Outputs inner = posterior.outputs();
            return (position, key, values) -> {
                inner.write(position, key, values);
                values[values.length - 1] = 0.1;
            };
        }
    }

    /** A log density as a function that writes its gradient. */
    interface Gradient {
        double at(double[] position, double[] gradient);
    }

    static Posterior of(String name, int dimension, Gradient gradient) {
        return new Plain(name, dimension, () -> new LogDensity() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public double gradient(double[] position, double[] result) {
                return gradient.at(position, result);
            }
        });
    }

    /** Independent normals with mean zero. */
    static Posterior normals(double... sd) {
        return of("normals", sd.length, (x, g) -> {
            double sum = 0;
            for (int i = 0; i < sd.length; i++) {
                g[i] = -x[i] / (sd[i] * sd[i]);
                sum += 0.5 * x[i] * g[i];
            }
            return sum;
        });
    }

    /** Two normals of unit variance and a correlation. */
    static Posterior correlated(double rho) {
        double scale = 1 / (1 - rho * rho);
        return of("correlated", 2, (x, g) -> {
            g[0] = -scale * (x[0] - rho * x[1]);
            g[1] = -scale * (x[1] - rho * x[0]);
            return 0.5 * (x[0] * g[0] + x[1] * g[1]);
        });
    }

    /** Neal's funnel: v is normal(0, 3), the others normal(0, exp(v / 2)). */
    static Posterior funnel(int others) {
        return of("funnel", others + 1, (x, g) -> {
            double precision = Math.exp(-x[0]);
            double sum = -x[0] * x[0] / 18 - 0.5 * others * x[0];
            g[0] = -x[0] / 9 - 0.5 * others;
            for (int i = 1; i <= others; i++) {
                sum -= 0.5 * precision * x[i] * x[i];
                g[0] += 0.5 * precision * x[i] * x[i];
                g[i] = -precision * x[i];
            }
            return sum;
        });
    }

    private static final double[] EFFECTS = {28, 8, -3, 7, -1, 1, 18, 12};
    private static final double[] ERRORS = {15, 10, 16, 11, 9, 11, 10, 18};

    /** Eight schools, not centred: theta' (8), mu, log tau; with priors normal(0, 5) and half-Cauchy(0, 5). */
    static Posterior eightSchools() {
        return of("eight_schools_noncentered", 10, (x, g) -> {
            double mu = x[8];
            double tau = Math.exp(x[9]);
            double ratio = tau / 5 * (tau / 5);
            double sum = -mu * mu / 50 - Math.log1p(ratio) + x[9];
            g[8] = -mu / 25;
            g[9] = 1 - 2 * ratio / (1 + ratio);
            for (int i = 0; i < 8; i++) {
                double residual = (EFFECTS[i] - mu - tau * x[i]) / ERRORS[i];
                double pull = residual / ERRORS[i];
                sum -= 0.5 * (residual * residual + x[i] * x[i]);
                g[i] = pull * tau - x[i];
                g[8] += pull;
                g[9] += pull * tau * x[i];
            }
            return sum;
        });
    }

    /** The derivative by central differences, to test the targets themselves. */
    static double numericalDerivative(LogDensity density, double[] at, int coordinate) {
        double[] x = at.clone();
        double[] unused = new double[x.length];
        double h = 1e-5;
        x[coordinate] = at[coordinate] + h;
        double above = density.gradient(x, unused);
        x[coordinate] = at[coordinate] - h;
        return (above - density.gradient(x, unused)) / (2 * h);
    }
}
