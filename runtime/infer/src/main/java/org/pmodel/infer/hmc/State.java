package org.pmodel.infer.hmc;

/**
 * Where a chain is: a point with its log density and gradient, so that the next transition need not compute them again.
 * The arrays belong to the state and are not changed.
 */
public record State(double[] position, double logDensity, double[] gradient) {}
