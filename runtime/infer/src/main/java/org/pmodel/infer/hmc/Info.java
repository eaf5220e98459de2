package org.pmodel.infer.hmc;

/**
 * What happened in one transition.
 *
 * @param acceptStat the mean Metropolis acceptance probability over the trajectory, which step size adaptation steers
 * @param stepSize the step size that was used
 * @param treeDepth the number of doublings that were kept; 0 for static trajectories
 * @param leapfrogs the number of gradient evaluations
 * @param energy the Hamiltonian at the new state
 * @param divergence where the trajectory left the level set, or {@code null}
 */
public record Info(double acceptStat, double stepSize, int treeDepth, int leapfrogs, double energy, Divergence divergence) {
    /**
     * A step after which the energy error was beyond bounds: the curvature there is too high for the step size.
     *
     * @param start where the step began, the last point that was still good: look here for the cause
     * @param end where it led
     * @param energyError of the end, against the start of the trajectory
     */
    public record Divergence(double[] start, double[] end, double energyError) {}

    public boolean divergent() {
        return divergence != null;
    }
}
