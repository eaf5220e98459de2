package org.pmodel.infer.hmc;

import org.pmodel.infer.LogDensity;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;

/** {@link Nuts} on a density, with the buffers of one chain. */
final class NutsSampler implements Sampler {
    private final Nuts nuts;
    private final PhaseSpace space;
    private final Segment whole;
    /** The subtree under construction at each depth; the last is the one that doubles the trajectory. */
    private final Segment[] subtrees;

    // The trajectory in progress.
    private Metric metric;
    private double signedStepSize;
    private double initialEnergy;
    private RandomStream random;
    private int leapfrogs;
    private double acceptSum;

    NutsSampler(Nuts nuts, LogDensity density) {
        this.nuts = nuts;
        this.space = new PhaseSpace(density, nuts.integrator());
        this.whole = new Segment(density.dimension());
        this.subtrees = new Segment[nuts.maxDepth() + 1];
        for (int i = 0; i < subtrees.length; i++) {
            subtrees[i] = new Segment(density.dimension());
        }
    }

    @Override
    public State init(double[] position) {
        return space.state(position);
    }

    @Override
    public double energyLoss(Key key, State state, Tuning tuning) {
        return space.energyLoss(key, state, tuning);
    }

    @Override
    public Transition step(Key key, State state, Tuning tuning) {
        begin(key, state, tuning);
        Growth growth = Growth.EXTENDED;
        int depth = 0;
        while (growth == Growth.EXTENDED && depth < nuts.maxDepth()) {
            boolean forward = random.uniform() > 0.5;
            signedStepSize = forward ? tuning.stepSize() : -tuning.stepSize();
            Segment added = subtrees[nuts.maxDepth()];
            growth = build(depth, forward ? whole.last : whole.first, added);
            if (growth == Growth.EXTENDED) {
                depth++;
                growth = join(added, forward);
            }
        }
        Point chosen = whole.proposal;
        Info.Divergence divergence = growth instanceof Growth.Diverging d ? d.divergence() : null;
        Info info = new Info(acceptSum / leapfrogs, tuning.stepSize(), depth, leapfrogs, chosen.energy(), divergence);
        return new Transition(chosen.state(), info);
    }

    private void begin(Key key, State state, Tuning tuning) {
        space.pool.reclaim();
        random = key.stream();
        metric = tuning.metric();
        Point point = space.depart(state, metric, random);
        initialEnergy = point.energy();
        leapfrogs = 0;
        acceptSum = 0;
        whole.single(point, 0);
    }

    /** Adds a tree as large as the trajectory itself to one end of it. */
    private Growth join(Segment added, boolean forward) {
        // Biased progressive sampling: the new half is preferred in proportion to its weight against the old half, not against both.
        if (random.uniform() < Math.exp(added.logWeight - whole.logWeight)) {
            whole.propose(added.proposal, whole.proposal, space.pool);
        } else {
            space.pool.release(added.proposal);
        }
        Point outer = forward ? whole.first : whole.last;
        Point inner = forward ? whole.last : whole.first;
        boolean turning = nuts.termination().turning(outer, inner, whole.momentumSum, added.first, added.last, added.momentumSum);
        if (forward) {
            whole.last = added.last;
        } else {
            whole.first = added.last;
        }
        whole.absorb(added);
        space.pool.release(inner);
        space.pool.release(added.first);
        return turning ? Growth.TURNING : Growth.EXTENDED;
    }

    /** Builds a tree of 2^depth points that continues from {@code from}; {@code tree} is defined when it is extended. */
    private Growth build(int depth, Point from, Segment tree) {
        if (depth == 0) {
            return leaf(from, tree);
        }
        Growth growth = build(depth - 1, from, tree);
        if (growth != Growth.EXTENDED) {
            return growth;
        }
        Segment second = subtrees[depth - 1];
        growth = build(depth - 1, tree.last, second);
        if (growth != Growth.EXTENDED) {
            return growth;
        }
        return merge(tree, second);
    }

    /** Extends a tree by the one that continues it. */
    private Growth merge(Segment tree, Segment second) {
        boolean turning = nuts.termination().turning(tree.first, tree.last, tree.momentumSum, second.first, second.last, second.momentumSum);
        // Multinomial sampling: each half by its share of the weight of both.
        if (random.uniform() < tree.absorb(second)) {
            tree.propose(second.proposal, tree.proposal, space.pool);
        } else {
            space.pool.release(second.proposal);
        }
        space.pool.release(tree.last);
        space.pool.release(second.first);
        tree.last = second.last;
        return turning ? Growth.TURNING : Growth.EXTENDED;
    }

    private Growth leaf(Point from, Segment tree) {
        Point point = space.step(from, metric, signedStepSize);
        leapfrogs++;
        double loss = initialEnergy - point.energy();
        acceptSum += loss > 0 ? 1 : Math.exp(loss);
        if (-loss > nuts.maxEnergyError()) {
            return new Growth.Diverging(new Info.Divergence(from.position.clone(), point.position.clone(), -loss));
        }
        tree.single(point, loss);
        return Growth.EXTENDED;
    }
}
