package org.pmodel.distribution;

/** Two transforms, one after the other. */
public record Composition(Transform first, Transform second) implements Transform {
    @Override
    public int domainRank() {
        return first.domainRank() + Math.max(0, second.domainRank() - first.codomainRank());
    }

    @Override
    public int codomainRank() {
        return second.codomainRank() + Math.max(0, first.codomainRank() - second.domainRank());
    }

    @Override
    public Tensor forward(Tensor x) {
        return second.forward(first.forward(x));
    }

    @Override
    public Tensor inverse(Tensor y) {
        return first.inverse(second.inverse(y));
    }

    /** The parts' logarithms, summed to one for each value that the whole maps. */
    @Override
    public Tensor logAbsDetJacobian(Tensor x) {
        Tensor a = first.logAbsDetJacobian(x).sumLast(domainRank() - first.domainRank());
        Tensor b = second.logAbsDetJacobian(first.forward(x)).sumLast(codomainRank() - second.codomainRank());
        return a.zip(b, Double::sum);
    }

    @Override
    public Tensor forwardPullback(Tensor x, Tensor weights) {
        return first.forwardPullback(x, second.forwardPullback(first.forward(x), weights));
    }

    @Override
    public Tensor inversePullback(Tensor y, Tensor weights) {
        return second.inversePullback(y, first.inversePullback(second.inverse(y), weights));
    }

    @Override
    public Tensor logAbsDetJacobianPullback(Tensor x, Tensor weights) {
        Tensor between = first.forward(x);
        Tensor a = first.logAbsDetJacobianPullback(x, repeated(weights, domainRank() - first.domainRank(), x, first.domainRank()));
        Tensor b = second.logAbsDetJacobianPullback(between, repeated(weights, codomainRank() - second.codomainRank(), between, second.domainRank()));
        return a.zip(first.forwardPullback(x, b), Double::sum);
    }

    /** A weight for each value that a part maps. */
    private static Tensor repeated(Tensor weights, int dimensions, Tensor x, int rank) {
        return weights.reshape(Shapes.joined(weights.shape(), Shapes.ones(dimensions))).broadcast(Shapes.outer(x.shape(), rank));
    }

    @Override
    public Tensor reaches(Tensor y) {
        Tensor bySecond = second.reaches(y);
        Tensor somewhere = second.forward(first.forward(Tensor.filled(0, inverseShape(y.shape()))));
        Tensor kept = bySecond.reshape(Shapes.joined(bySecond.shape(), Shapes.ones(second.codomainRank())));
        Tensor byFirst = first.reaches(second.inverse(Smooth.choose(kept, Smooth.constant(y), Smooth.constant(somewhere)).value()));
        return all(bySecond, codomainRank() - second.codomainRank()).zip(all(byFirst, domainRank() - first.domainRank()), Math::min);
    }

    private static Tensor all(Tensor each, int dimensions) {
        Tensor all = each;
        for (int k = 0; k < dimensions; k++) {
            all = all.reduceLast(Math::min);
        }
        return all;
    }

    @Override
    public Constraint codomain() {
        return second.codomain();
    }

    @Override
    public int[] forwardShape(int... shape) {
        return second.forwardShape(first.forwardShape(shape));
    }

    @Override
    public int[] inverseShape(int... shape) {
        return first.inverseShape(second.inverseShape(shape));
    }
}
