package org.pmodel.infer.adapt;

/**
 * The state of Nesterov dual averaging of the log step size towards a mean acceptance probability.
 * Hoffman and Gelman (2014), JMLR 15, section 3.2.1.
 *
 * @param target where the iterates are shrunk to: log(10 · initial step size), as large steps are cheap to try
 * @param updates the number of transitions seen
 * @param meanError the weighted mean of (delta - acceptance)
 * @param logStepSize the current iterate, used during warm-up
 * @param meanLogStepSize the weighted mean of the iterates, used afterwards
 */
public record DualAveraging(double target, long updates, double meanError, double logStepSize, double meanLogStepSize) {
    /**
     * @param delta the acceptance probability to reach
     * @param gamma shrinkage towards {@code target}
     * @param kappa how fast early iterates are forgotten
     * @param offset updates by which the first ones are damped (t0)
     */
    public record Settings(double delta, double gamma, double kappa, double offset) {
        /** Stan's values, which are the paper's except for delta. */
        public static final Settings STANDARD = new Settings(0.8, 0.05, 0.75, 10);

        public Settings {
            if (!(delta > 0 && delta < 1 && gamma > 0 && kappa > 0 && offset > 0)) {
                throw new IllegalArgumentException("delta " + delta + ", gamma " + gamma + ", kappa " + kappa + ", offset " + offset);
            }
        }

        public Settings withDelta(double newDelta) {
            return new Settings(newDelta, gamma, kappa, offset);
        }
    }

    public static DualAveraging start(double initialStepSize) {
        return new DualAveraging(Math.log(10 * initialStepSize), 0, 0, Math.log(initialStepSize), 0);
    }

    /** Learns from the mean acceptance probability of one transition: algorithm 5 of the paper. */
    public DualAveraging update(Settings settings, double acceptStat) {
        long t = updates + 1;
        double weight = 1 / (t + settings.offset());
        double error = (1 - weight) * meanError + weight * (settings.delta() - Math.min(1, acceptStat));
        double log = target - error * Math.sqrt(t) / settings.gamma();
        double share = Math.pow(t, -settings.kappa());
        return new DualAveraging(target, t, error, log, share * log + (1 - share) * meanLogStepSize);
    }

    public double stepSize() {
        return Math.exp(logStepSize);
    }

    /** What remains of adaptation: the averaged step size; the initial one where nothing was learned. */
    public double finalStepSize() {
        return updates == 0 ? stepSize() : Math.exp(meanLogStepSize);
    }
}
