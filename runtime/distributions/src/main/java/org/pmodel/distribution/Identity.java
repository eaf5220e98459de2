package org.pmodel.distribution;

/** Every number to itself. */
public record Identity() implements Transform {
    @Override
    public int domainRank() {
        return 0;
    }

    @Override
    public int codomainRank() {
        return 0;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x;
    }

    @Override
    public Tensor inverse(Tensor y) {
        return y;
    }

    @Override
    public Tensor logAbsDetJacobian(Tensor x) {
        return Tensor.filled(0, x.shape());
    }

    @Override
    public Tensor forwardPullback(Tensor x, Tensor weights) {
        return weights;
    }

    @Override
    public Tensor inversePullback(Tensor y, Tensor weights) {
        return weights;
    }

    @Override
    public Tensor logAbsDetJacobianPullback(Tensor x, Tensor weights) {
        return Tensor.filled(0, x.shape());
    }

    @Override
    public Tensor reaches(Tensor y) {
        return codomain().satisfied(y);
    }

    @Override
    public Constraint codomain() {
        return Constraint.real();
    }

    @Override
    public int[] forwardShape(int... shape) {
        return shape.clone();
    }

    @Override
    public int[] inverseShape(int... shape) {
        return shape.clone();
    }
}
