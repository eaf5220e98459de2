package org.pmodel.infer.hmc;

import org.pmodel.infer.LogDensity;

/**
 * The no-U-turn sampler: Hamiltonian trajectories are doubled until they turn back, and the next state is drawn from the points passed.
 *
 * <p>Doubling follows Hoffman and Gelman (2014), JMLR 15, algorithm 3. Points are drawn by weight instead of by slice: multinomial sampling
 * within subtrees and biased progressive sampling between them, Betancourt (2017), arXiv:1701.02434, appendix A.3. This is the sampler Stan runs;
 * see {@link Termination#GENERALISED} for when a trajectory ends.
 *
 * @param maxDepth the largest number of doublings; a trajectory has at most 2^maxDepth - 1 steps
 * @param maxEnergyError the energy error beyond which a trajectory counts as divergent
 */
public record Nuts(int maxDepth, double maxEnergyError, Integrator integrator, Termination termination) implements Algorithm {
    public Nuts {
        if (maxDepth < 1 || maxDepth > 30 || !(maxEnergyError > 0 && maxEnergyError < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("maximum depth " + maxDepth + ", maximum energy error " + maxEnergyError);
        }
    }

    /** Stan's settings: depth 10, energy error 1000. */
    public static Nuts standard() {
        return new Nuts(10, 1000, Integrator.LEAPFROG, Termination.GENERALISED);
    }

    public Nuts withMaxDepth(int depth) {
        return new Nuts(depth, maxEnergyError, integrator, termination);
    }

    @Override
    public Sampler on(LogDensity density) {
        return new NutsSampler(this, density);
    }
}
