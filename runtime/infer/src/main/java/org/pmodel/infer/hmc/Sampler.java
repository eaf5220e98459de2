package org.pmodel.infer.hmc;

import org.pmodel.numerics.Key;

/** An algorithm on a density: {@code init} and {@code step}. Its results depend on nothing but the arguments; its buffers belong to one thread. */
public interface Sampler {
    /** The state at a position; its log density or gradient may be non-finite, then no step may start there. */
    State init(double[] position);

    /** One transition of the chain. */
    Transition step(Key key, State state, Tuning tuning);

    /** The energy lost, {@code H(start) - H(end)}, by one integrator step from a fresh momentum; {@code -Infinity} where undefined. */
    double energyLoss(Key key, State state, Tuning tuning);
}
