/**
 * Hamiltonian Monte Carlo: algorithms as values over shared parts ({@link org.pmodel.infer.hmc.Integrator}, {@link org.pmodel.infer.hmc.Metric},
 * {@link org.pmodel.infer.hmc.Termination}), states and transitions as records, buffers inside samplers.
 */
package org.pmodel.infer.hmc;
