package org.pmodel.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * A set of values: the whole line, or what a transform of the library maps it onto. {@link Constraints} has one for each transform; arguments such as bounds
 * may be batches.
 */
public final class Constraint {
    private static final Constraint REAL = new Constraint(null, List.of(), new int[0], false);

    /**
     * A transform of the library.
     *
     * @param element how one value lies in kernels
     * @param free how its unconstrained coordinates do
     * @param sizes names of the sizes of one value; one for both dimensions of a square matrix
     * @param freeShape the shape of the coordinates, from the sizes
     */
    record Kind(String name, Layout element, Layout free, List<String> sizes, UnaryOperator<int[]> freeShape, Routine holds, Routine forward,
            Routine logJacobian, Routine inverse, Routine forwardSlopes, Routine logJacobianSlopes, Routine inverseSlopes) {}

    private final Kind kind;
    private final List<Tensor> arguments;
    private final int[] sizes;
    private final boolean whole;

    private Constraint(Kind kind, List<Tensor> arguments, int[] sizes, boolean whole) {
        this.kind = kind;
        this.arguments = arguments;
        this.sizes = sizes;
        this.whole = whole;
    }

    static Constraint of(Kind kind, List<Tensor> arguments, int... sizes) {
        return new Constraint(kind, arguments, sizes.clone(), false);
    }

    /** All real numbers. */
    public static Constraint real() {
        return REAL;
    }

    public static Constraint positive() {
        return Constraints.lower(0);
    }

    public static Constraint unitInterval() {
        return Constraints.lowerUpper(0, 1);
    }

    public static Constraint interval(double lower, double upper) {
        return Constraints.lowerUpper(lower, upper);
    }

    /** From one bound to another, each of which may be infinite. */
    static Constraint between(Tensor lower, Tensor upper) {
        boolean below = Arrays.stream(lower.values).allMatch(x -> x == Double.NEGATIVE_INFINITY);
        boolean above = Arrays.stream(upper.values).allMatch(x -> x == Double.POSITIVE_INFINITY);
        return below && above ? REAL : below ? Constraints.upper(upper) : above ? Constraints.lower(lower) : Constraints.lowerUpper(lower, upper);
    }

    /** The least of the numbers, which may be infinite. */
    Tensor lower() {
        return bound(List.of("lower", "lower_upper"), "upper", 0, Double.NEGATIVE_INFINITY);
    }

    /** The greatest of the numbers, which may be infinite. */
    Tensor upper() {
        return bound(List.of("upper", "lower_upper"), "lower", arguments.size() - 1, Double.POSITIVE_INFINITY);
    }

    private Tensor bound(List<String> bounded, String unbounded, int position, double none) {
        if (bounded.contains(name())) {
            return arguments.get(position);
        }
        if (kind == null || name().equals(unbounded)) {
            return Tensor.scalar(none);
        }
        throw new UnsupportedOperationException("the values that satisfy " + this + " have no bounds");
    }

    /** The whole numbers among these values. */
    public Constraint whole() {
        return new Constraint(kind, arguments, sizes, true);
    }

    public boolean isWhole() {
        return whole;
    }

    /** The name of the transform in the library; {@code real} for none. */
    public String name() {
        return kind == null ? "real" : kind.name();
    }

    Kind kind() {
        return kind;
    }

    List<Tensor> arguments() {
        return arguments;
    }

    int[] sizes() {
        return sizes;
    }

    /** The number of dimensions of one value. */
    public int rank() {
        return kind == null ? 0 : kind.element().rank();
    }

    /** The shape of one value. */
    public int[] shape() {
        int[] shape = new int[rank()];
        for (int k = 0; k < shape.length; k++) {
            shape[k] = sizes[Math.min(k, sizes.length - 1)];
        }
        return shape;
    }

    /** Whether all values satisfy the constraint. */
    public boolean holds(Tensor value) {
        return firstViolation(value) < 0;
    }

    public boolean holds(double value) {
        return holds(Tensor.scalar(value));
    }

    /** One for each value that satisfies the constraint, else zero. */
    public Tensor satisfied(Tensor value) {
        return satisfied(value, rank());
    }

    /** @param rank of one value, where it has more dimensions than this constraint, which then holds for all of its elements */
    Tensor satisfied(Tensor value, int rank) {
        Tensor each = wholeness(value, kind == null ? plain(value) : evaluated(value));
        if (rank == rank()) {
            return each;
        }
        Tensor count = each.sumLast(rank - rank());
        int all = each.size() / Math.max(1, count.size());
        return new Tensor(count.shape(), Arrays.stream(count.values).map(c -> c == all ? 1 : 0).toArray());
    }

    private static Tensor plain(Tensor value) {
        return new Tensor(value.shape(), Arrays.stream(value.values).map(x -> Double.isNaN(x) ? 0 : 1).toArray());
    }

    private Tensor wholeness(Tensor value, Tensor satisfied) {
        if (!whole) {
            return satisfied;
        }
        Tensor fractions = new Tensor(value.shape(), Arrays.stream(value.values).map(x -> x == Math.rint(x) ? 0 : 1).toArray()).sumLast(rank()).broadcast(satisfied.shape());
        double[] both = satisfied.values();
        for (int i = 0; i < both.length; i++) {
            both[i] = fractions.values[i] == 0 ? both[i] : 0;
        }
        return new Tensor(satisfied.shape(), both);
    }

    private Tensor evaluated(Tensor value) {
        return new Evaluation(argumentsWith(value, kind.element()), batchWith(value, rank())).numbers(kind.holds());
    }

    /** What the functions of the transform take: its arguments, sizes, and a value or coordinates. */
    List<Evaluation.Argument> argumentsWith(Tensor value, Layout layout) {
        List<Evaluation.Argument> all = new ArrayList<>();
        Layout number = new Layout(0, false);
        arguments.forEach(a -> all.add(new Evaluation.Argument(a, number, false)));
        Arrays.stream(sizes).forEach(n -> all.add(new Evaluation.Argument(Tensor.scalar(n), number, true)));
        all.add(new Evaluation.Argument(value, layout, false));
        return all;
    }

    /** The batch of values, each with dimensions of its own, and the arguments. */
    int[] batchWith(Tensor value, int rank) {
        int[] batch = value.rank() < rank ? null : Shapes.outer(value.shape(), rank);
        for (int i = 0; i < arguments.size() && batch != null; i++) {
            batch = Shapes.broadcast(batch, arguments.get(i).shape());
        }
        if (batch == null) {
            throw new IllegalArgumentException("value has the shape " + Shapes.text(value.shape()) + ", which does not go with the constraint " + this);
        }
        return batch;
    }

    /** The place, among the values, of the first that does not satisfy the constraint; -1 where there is none. */
    int firstViolation(Tensor value) {
        Tensor satisfied = satisfied(value);
        for (int i = 0; i < satisfied.size(); i++) {
            if (satisfied.values[i] == 0) {
                int[] own = Shapes.outer(value.shape(), rank());
                return Shapes.elements(own, satisfied.shape())[i];
            }
        }
        return -1;
    }

    /** One of the values. */
    Tensor element(Tensor value, int place) {
        int[] shape = Shapes.last(value.shape(), rank());
        int size = Shapes.size(shape);
        return new Tensor(shape, Arrays.copyOfRange(value.values, place * size, (place + 1) * size));
    }

    /**
     * All whole numbers between two bounds.
     *
     * @throws UnsupportedOperationException when the values are not finitely many, or not the same throughout a batch
     */
    double[] values() {
        boolean finite = whole && name().equals("lower_upper") && arguments.stream().allMatch(a -> Arrays.stream(a.values).allMatch(x -> x == a.values[0]));
        if (!finite) {
            throw new UnsupportedOperationException("the values that satisfy " + this + " are not one finite list");
        }
        double lower = arguments.get(0).values[0];
        if (Double.isInfinite(lower) || Double.isInfinite(arguments.get(1).values[0])) {
            throw new UnsupportedOperationException("the values that satisfy " + this + " are not a finite list");
        }
        return DoubleStream.iterate(lower, x -> x <= arguments.get(1).values[0], x -> x + 1).toArray();
    }

    /** The name with arguments and sizes: {@code lower_upper(0, 1)}, {@code simplex[3]}. */
    @Override
    public String toString() {
        String text = name() + (arguments.isEmpty() ? "" : arguments.stream().map(Tensor::toString).collect(Collectors.joining(", ", "(", ")")))
                + (sizes.length == 0 ? "" : Shapes.text(sizes));
        return whole ? "whole " + text : text;
    }
}
