package org.pmodel.infer;

import java.util.List;
import org.pmodel.infer.draws.Draws;
import org.pmodel.infer.hmc.Tuning;

/**
 * What a run came to: its draws, and of each chain how it was tuned, how long it took and where it can go on.
 *
 * @param stopped whether it was stopped before the draws asked for were made
 */
public record Run(Settings settings, Draws draws, List<ChainReport> chains, boolean stopped, double wallSeconds) {
    /** @param checkpoint {@code null} where the chain did not start before the run was stopped */
    public record ChainReport(Chain.Checkpoint checkpoint, double warmupSeconds, double samplingSeconds) {
        public Tuning tuning() {
            return checkpoint.adaptation().tuning();
        }
    }

    public Run {
        chains = List.copyOf(chains);
    }

    /** Seconds of warm-up, summed over chains. */
    public double warmupSeconds() {
        return chains.stream().mapToDouble(ChainReport::warmupSeconds).sum();
    }

    /** Seconds of sampling, summed over chains. */
    public double samplingSeconds() {
        return chains.stream().mapToDouble(ChainReport::samplingSeconds).sum();
    }
}
