package org.pmodel.runtime.lower;

/** What a kernel answers about a model with data. */
public sealed interface Question {
    /** The name of the kernel. */
    String name();

    /**
     * The log density at a point of the unconstrained space, nothing dropped.
     *
     * @param jacobian whether the change of variables counts
     */
    record LogDensity(boolean jacobian) implements Question {
        @Override
        public String name() {
            return jacobian ? "log_density" : "log_density_no_jacobian";
        }
    }

    /** The {@link LogDensity} with its gradient: the value, then the derivative with respect to each coordinate. */
    record Gradient(boolean jacobian) implements Question {
        @Override
        public String name() {
            return jacobian ? "gradient" : "gradient_no_jacobian";
        }
    }

    /**
     * The values of the model's variables at a point of the unconstrained space, containers column by column: parameters, transformed parameters and,
     * where asked for, generated quantities.
     */
    record Values(boolean generated) implements Question {
        @Override
        public String name() {
            return generated ? "quantities" : "constrained";
        }
    }

    /** The point of the unconstrained space that belongs to values of the parameters, which are given column by column. */
    record Unconstrain() implements Question {
        @Override
        public String name() {
            return "unconstrained";
        }
    }
}
