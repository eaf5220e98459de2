package org.pmodel.infer;

import org.pmodel.infer.adapt.Adaptation;
import org.pmodel.infer.adapt.Schedule;
import org.pmodel.infer.hmc.Sampler;
import org.pmodel.infer.hmc.State;
import org.pmodel.infer.hmc.Transition;
import org.pmodel.numerics.Key;

/**
 * One chain of a run. All its randomness is keyed by seed, chain and transition, so a chain that is stopped and goes on from its
 * {@link Checkpoint} makes the draws it would have made.
 */
public final class Chain {
    /**
     * A chain between two transitions: a plain value of numbers, to be written as JSON.
     *
     * @param chain counted from zero
     * @param transition the number of transitions made
     */
    public record Checkpoint(int chain, int transition, State state, Adaptation.Progress adaptation) {}

    /** A transition made, and where the chain is after it. */
    record Advance(Checkpoint checkpoint, Transition transition) {}

    private static final int START = 0;
    private static final int SEARCH = 1;
    private static final int TRANSITIONS = 2;
    private static final int OUTPUTS = 3;

    private final Posterior posterior;
    private final Settings settings;
    private final int number;
    private final Schedule schedule;
    private final Sampler sampler;
    private final Key key;

    Chain(Posterior posterior, Settings settings, int number) {
        this.posterior = posterior;
        this.settings = settings;
        this.number = number;
        this.schedule = Schedule.of(settings.warmup());
        this.sampler = settings.algorithm().on(posterior.logDensity());
        this.key = Key.of(settings.seed()).fold(number);
    }

    Checkpoint begin() {
        State state = settings.initial().find(posterior, sampler, number, key.fold(START));
        return new Checkpoint(number, 0, state, settings.adaptation().begin(sampler, searchKey(0), state));
    }

    Advance advance(Checkpoint at) {
        int transition = at.transition();
        Transition made = sampler.step(key.fold(TRANSITIONS).fold(transition), at.state(), at.adaptation().tuning());
        Adaptation.Progress adaptation = at.adaptation();
        if (transition < settings.warmup()) {
            adaptation = settings.adaptation().update(schedule, transition, adaptation, made, sampler, searchKey(transition + 1));
        }
        return new Advance(new Checkpoint(number, transition + 1, made.state(), adaptation), made);
    }

    /** The key for the random quantities of the draw that a transition made. */
    Key outputKey(int transition) {
        return key.fold(OUTPUTS).fold(transition);
    }

    private Key searchKey(int search) {
        return key.fold(SEARCH).fold(search);
    }
}
