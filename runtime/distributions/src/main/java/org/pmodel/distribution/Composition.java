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
        Tensor b = second.logAbsDetJacobian(first.forward(x));
        b = b.sumLast(codomainRank() - second.codomainRank());
        int[] shape = Shapes.broadcast(a.shape(), b.shape());
        double[] sum = a.broadcast(shape).values();
        double[] other = b.broadcast(shape).values;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
        return new Tensor(shape, sum);
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
