package org.pmodel.distribution;

import java.util.List;

/** The map of a constraint: from unconstrained coordinates to the values that satisfy it. */
public record Bijection(Constraint constraint) implements Transform {
    private Constraint.Kind kind() {
        return constraint.kind();
    }

    private int[] free() {
        return kind().freeShape().apply(constraint.sizes());
    }

    @Override
    public int domainRank() {
        return kind().free().rank();
    }

    @Override
    public int codomainRank() {
        return constraint.rank();
    }

    @Override
    public int[] forwardShape(int... shape) {
        return Transform.replaced(shape, free(), constraint.shape(), "the coordinates of " + constraint);
    }

    @Override
    public int[] inverseShape(int... shape) {
        return Transform.replaced(shape, constraint.shape(), free(), constraint);
    }

    @Override
    public Tensor forward(Tensor x) {
        forwardShape(x.shape());
        return mapped(kind().forward(), x, kind().free(), 0, constraint.shape(), kind().element());
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x) {
        forwardShape(x.shape());
        return mapped(kind().logJacobian(), x, kind().free(), 0, new int[0], new Layout(0, false));
    }

    @Override
    public Tensor inverse(Tensor y) {
        inverseShape(y.shape());
        int wrong = constraint.firstViolation(y);
        if (wrong >= 0) {
            throw new IllegalArgumentException("value = " + constraint.element(y, wrong) + " does not satisfy the constraint " + constraint);
        }
        return mapped(kind().inverse(), y, kind().element(), 0, free(), kind().free());
    }

    @Override
    public Tensor forwardPullback(Tensor x, Tensor weights) {
        return pullback(kind().forwardSlopes(), x, kind().free(), constraint.shape(), weights);
    }

    @Override
    public Tensor inversePullback(Tensor y, Tensor weights) {
        return pullback(kind().inverseSlopes(), y, kind().element(), free(), weights);
    }

    @Override
    public Tensor logAbsDetJacobianPullback(Tensor x, Tensor weights) {
        Tensor slopes = mapped(kind().logJacobianSlopes(), x, kind().free(), 1, free(), kind().free());
        Tensor each = weights.reshape(Shapes.joined(weights.shape(), Shapes.ones(free().length)));
        return Parameters.summedTo(each.zip(slopes, (w, s) -> w == 0 ? 0 : w * s), x.shape());
    }

    private Tensor pullback(Routine routine, Tensor input, Layout layout, int[] quantity, Tensor weights) {
        Evaluation evaluation = new Evaluation(constraint.argumentsWith(input, layout), constraint.batchWith(input, layout.rank()));
        return Parameters.summedTo(evaluation.pullback(routine, quantity, weights, null).getLast(), input.shape());
    }

    @Override
    public Tensor reaches(Tensor y) {
        return constraint.satisfied(y);
    }

    @Override
    public Constraint codomain() {
        return constraint;
    }

    /** @param before how many numbers the routine gives before those that are wanted */
    private Tensor mapped(Routine routine, Tensor input, Layout from, int before, int[] toShape, Layout to) {
        int[] fromShape = Shapes.last(input.shape(), from.rank());
        int[] batch = constraint.batchWith(input, from.rank());
        int[] places = Shapes.elements(Shapes.outer(input.shape(), from.rank()), batch);
        List<int[]> argumentPlaces = constraint.arguments().stream().map(a -> Shapes.elements(a.shape(), batch)).toList();
        int inSize = Shapes.size(fromShape);
        int outSize = Shapes.size(toShape);
        double[] results = new double[places.length * outSize];
        double[] in = new double[inSize];
        double[] out = new double[1 + Math.max(inSize, outSize)];
        Run run = started(routine);
        for (int i = 0; i < places.length; i++) {
            for (int a = 0; a < argumentPlaces.size(); a++) {
                run.real("a" + a, constraint.arguments().get(a).values[argumentPlaces.get(a)[i]]);
            }
            run.bind();
            from.toKernel(input.values, places[i] * inSize, fromShape, in, 0);
            run.run(in, out);
            to.addFromKernel(out, before, toShape, results, i * outSize);
        }
        return new Tensor(Shapes.joined(batch, toShape), results);
    }

    private Run started(Routine routine) {
        Run run = routine.start();
        for (int k = 0; k < kind().sizes().size(); k++) {
            run.whole(kind().sizes().get(k), constraint.sizes()[k]);
        }
        return run;
    }
}
