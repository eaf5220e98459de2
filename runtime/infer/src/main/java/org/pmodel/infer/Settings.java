package org.pmodel.infer;

import org.pmodel.infer.adapt.Adaptation;
import org.pmodel.infer.hmc.Algorithm;
import org.pmodel.infer.hmc.Nuts;

/**
 * What to run: how many chains of how many transitions, by which algorithm, from which seed. With the posterior, it determines every draw.
 *
 * @param saveWarmup whether draws of warm-up go to the sink too
 * @param threads how many chains run at once; of no consequence for the draws
 */
public record Settings(int chains, int warmup, int draws, long seed, Algorithm algorithm, Adaptation adaptation, Initial initial,
        boolean saveWarmup, int threads) {
    public Settings {
        if (chains < 1 || warmup < 0 || draws < 0 || threads < 1) {
            throw new IllegalArgumentException(chains + " chains, " + warmup + " warm-up transitions, " + draws + " draws, " + threads + " threads");
        }
    }

    /** Stan's defaults: four chains of 1000 and 1000 transitions by NUTS with a diagonal metric, on all cores. */
    public static Settings standard(long seed) {
        return new Settings(4, 1000, 1000, seed, Nuts.standard(), Adaptation.standard(), Initial.standard(), false,
                Runtime.getRuntime().availableProcessors());
    }

    public Settings withChains(int number) {
        return new Settings(number, warmup, draws, seed, algorithm, adaptation, initial, saveWarmup, threads);
    }

    public Settings withWarmup(int transitions) {
        return new Settings(chains, transitions, draws, seed, algorithm, adaptation, initial, saveWarmup, threads);
    }

    public Settings withDraws(int perChain) {
        return new Settings(chains, warmup, perChain, seed, algorithm, adaptation, initial, saveWarmup, threads);
    }

    public Settings withAlgorithm(Algorithm other) {
        return new Settings(chains, warmup, draws, seed, other, adaptation, initial, saveWarmup, threads);
    }

    public Settings withAdaptation(Adaptation other) {
        return new Settings(chains, warmup, draws, seed, algorithm, other, initial, saveWarmup, threads);
    }

    public Settings withInitial(Initial other) {
        return new Settings(chains, warmup, draws, seed, algorithm, adaptation, other, saveWarmup, threads);
    }

    public Settings withSavedWarmup(boolean save) {
        return new Settings(chains, warmup, draws, seed, algorithm, adaptation, initial, save, threads);
    }

    public Settings withThreads(int number) {
        return new Settings(chains, warmup, draws, seed, algorithm, adaptation, initial, saveWarmup, number);
    }

    /** The transitions of one chain. */
    public int transitions() {
        return warmup + draws;
    }
}
