package org.pmodel.infer.hmc;

import org.pmodel.infer.LogDensity;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;

/**
 * Hamiltonian Monte Carlo with trajectories of a fixed length in time, whose last point is accepted or rejected.
 * Duane, Kennedy, Pendleton and Roweth (1987); Neal (2011), Handbook of MCMC, section 5.3.2.
 *
 * @param integrationTime the length of a trajectory; the number of steps is this over the step size, rounded down, at least one
 * @param maxEnergyError the energy error beyond which a trajectory counts as divergent
 */
public record StaticHmc(double integrationTime, double maxEnergyError, Integrator integrator) implements Algorithm {
    public StaticHmc {
        if (!(integrationTime > 0) || !(maxEnergyError > 0)) {
            throw new IllegalArgumentException("integration time " + integrationTime + ", maximum energy error " + maxEnergyError);
        }
    }

    /** Stan's settings: time 2 pi. */
    public static StaticHmc standard() {
        return new StaticHmc(2 * Math.PI, 1000, Integrator.LEAPFROG);
    }

    @Override
    public Sampler on(LogDensity density) {
        PhaseSpace space = new PhaseSpace(density, integrator);
        return new Sampler() {
            @Override
            public State init(double[] position) {
                return space.state(position);
            }

            @Override
            public Transition step(Key key, State state, Tuning tuning) {
                return StaticHmc.this.step(space, key.stream(), state, tuning);
            }

            @Override
            public double energyLoss(Key key, State state, Tuning tuning) {
                return space.energyLoss(key, state, tuning);
            }
        };
    }

    private Transition step(PhaseSpace space, RandomStream random, State state, Tuning tuning) {
        space.pool.reclaim();
        Point start = space.depart(state, tuning.metric(), random);
        start.users = 2;
        Point end = start;
        int steps = (int) Math.max(1, Math.min(integrationTime / tuning.stepSize(), 1 << 20));
        Info.Divergence divergence = null;
        int taken = 0;
        double loss = 0;
        while (taken < steps && divergence == null) {
            Point next = space.step(end, tuning.metric(), tuning.stepSize());
            next.users = 1;
            taken++;
            loss = start.energy() - next.energy();
            if (-loss > maxEnergyError) {
                divergence = new Info.Divergence(end.position.clone(), next.position.clone(), -loss);
            }
            space.pool.release(end);
            end = next;
        }
        double accept = Math.min(1, Math.exp(loss));
        boolean accepted = random.uniform() < accept;
        Point chosen = accepted ? end : start;
        Info info = new Info(accept, tuning.stepSize(), 0, taken, chosen.energy(), divergence);
        return new Transition(accepted ? end.state() : state, info);
    }
}
