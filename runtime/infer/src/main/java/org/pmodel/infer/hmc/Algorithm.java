package org.pmodel.infer.hmc;

import org.pmodel.infer.LogDensity;

/** A variant of Hamiltonian Monte Carlo with its settings: a value, that makes a {@link Sampler} for a density. */
public sealed interface Algorithm permits Nuts, StaticHmc {
    /** A sampler for one chain; it owns the buffers of a trajectory. */
    Sampler on(LogDensity density);
}
