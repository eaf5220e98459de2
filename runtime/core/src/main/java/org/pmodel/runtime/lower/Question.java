package org.pmodel.runtime.lower;

/** What a kernel answers about a model with data. */
public sealed interface Question {
    /** The name of the kernel. */
    String name();

    /** Whether the answer is about the log density rather than about values. */
    default boolean isDensity() {
        return this instanceof LogDensity || this instanceof Gradient || this instanceof HessianVector;
    }

    /** Whether the change of variables counts. */
    default boolean withJacobian() {
        return switch (this) {
            case LogDensity(boolean jacobian) -> jacobian;
            case Gradient(boolean jacobian) -> jacobian;
            case HessianVector(boolean jacobian) -> jacobian;
            case Values values -> false;
            case Unconstrain unconstrain -> false;
        };
    }

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
     * The {@link Gradient} and its derivative in one direction: of the coordinates and then the direction, the value, the gradient, the slope of the value in that
     * direction and the product of the Hessian with it.
     */
    record HessianVector(boolean jacobian) implements Question {
        @Override
        public String name() {
            return jacobian ? "hessian_vector" : "hessian_vector_no_jacobian";
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
