package org.pmodel.distribution;

import java.util.Arrays;

/** A bijection between two sets of values, with the logarithm of the absolute determinant of its derivative. */
public sealed interface Transform permits Bijection, Composition, Identity {
    /** The number of dimensions of one value that is mapped. */
    int domainRank();

    /** The number of dimensions of what it is mapped to. */
    int codomainRank();

    Tensor forward(Tensor x);

    /** @throws IllegalArgumentException for values that are not in the image */
    Tensor inverse(Tensor y);

    /** One number for each value that is mapped. */
    Tensor logAbsDetJacobian(Tensor x);

    /** The derivatives of the sum of {@link #forward}'s numbers, each times a weight, with respect to {@code x}. */
    Tensor forwardPullback(Tensor x, Tensor weights);

    /** The derivatives of the sum of {@link #inverse}'s numbers, each times a weight, with respect to {@code y}. */
    Tensor inversePullback(Tensor y, Tensor weights);

    /** The derivatives of the sum of {@link #logAbsDetJacobian}'s numbers, each times a weight, with respect to {@code x}. */
    Tensor logAbsDetJacobianPullback(Tensor x, Tensor weights);

    /** One for each value that is in the image, else zero. */
    Tensor reaches(Tensor y);

    /** A set of values that holds the image. */
    Constraint codomain();

    int[] forwardShape(int... shape);

    int[] inverseShape(int... shape);

    /** This one, then another. */
    default Transform then(Transform next) {
        return new Composition(this, next);
    }

    /**
     * From unconstrained coordinates onto the values that satisfy a constraint.
     *
     * @throws IllegalArgumentException for whole numbers
     */
    static Transform bijectTo(Constraint constraint) {
        if (constraint.isWhole()) {
            throw new IllegalArgumentException("no bijection leads from real numbers to " + constraint);
        }
        return constraint.kind() == null ? new Identity() : new Bijection(constraint);
    }

    /** A shape whose last dimensions are replaced. */
    static int[] replaced(int[] shape, int[] from, int[] to, Object by) {
        if (shape.length < from.length || !Arrays.equals(Shapes.last(shape, from.length), from)) {
            throw new IllegalArgumentException("the shape " + Shapes.text(shape) + " does not end with " + Shapes.text(from) + ", as values of " + by + " do");
        }
        return Shapes.joined(Shapes.outer(shape, from.length), to);
    }
}
