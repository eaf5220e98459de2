package org.pmodel.distribution;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Numbers in a rectangular shape, the last index fastest; never changes. A single number has the shape of no dimensions. */
public final class Tensor {
    private final int[] shape;
    /** Read by the classes of this package, which leave it as it is. */
    final double[] values;

    /** Takes over both arrays. */
    Tensor(int[] shape, double[] values) {
        this.shape = shape;
        this.values = values;
        if (Shapes.size(shape) != values.length) {
            throw new IllegalArgumentException(values.length + " numbers do not fill the shape " + Arrays.toString(shape));
        }
    }

    public static Tensor scalar(double value) {
        return new Tensor(new int[0], new double[] {value});
    }

    public static Tensor of(double... values) {
        return new Tensor(new int[] {values.length}, values.clone());
    }

    public static Tensor of(int... values) {
        return new Tensor(new int[] {values.length}, Arrays.stream(values).asDoubleStream().toArray());
    }

    /** @throws IllegalArgumentException when the rows have different lengths */
    public static Tensor of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        return new Tensor(new int[] {rows.length, columns}, Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    }

    /** @throws IllegalArgumentException when there are more or fewer values than the shape has places */
    public static Tensor shaped(int[] shape, double... values) {
        return new Tensor(shape.clone(), values.clone());
    }

    /** The same number everywhere. */
    public static Tensor filled(double value, int... shape) {
        double[] values = new double[Shapes.size(shape)];
        Arrays.fill(values, value);
        return new Tensor(shape.clone(), values);
    }

    public int[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    public int size() {
        return values.length;
    }

    public double[] values() {
        return values.clone();
    }

    /** @throws IllegalStateException when there is not one number */
    public double scalar() {
        if (values.length != 1) {
            throw new IllegalStateException("the shape " + Arrays.toString(shape) + " holds " + values.length + " numbers, not one");
        }
        return values[0];
    }

    public double get(int... index) {
        if (index.length != shape.length) {
            throw new IllegalArgumentException(index.length + " indices for " + shape.length + " dimensions");
        }
        int at = 0;
        for (int k = 0; k < index.length; k++) {
            at = at * shape[k] + Objects.checkIndex(index[k], shape[k]);
        }
        return values[at];
    }

    public Tensor reshape(int... to) {
        return new Tensor(to.clone(), values);
    }

    /** The same numbers repeated along dimensions of size one and along new ones in front. */
    public Tensor broadcast(int... to) {
        int[] elements = Shapes.elements(shape, to);
        double[] all = new double[elements.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[elements[i]];
        }
        return new Tensor(to.clone(), all);
    }

    /** A number of two, place by place, both repeated to a common shape. */
    Tensor zip(Tensor other, DoubleBinaryOperator function) {
        int[] both = Shapes.broadcast(shape, other.shape);
        if (both == null) {
            throw new IllegalArgumentException("the shapes " + Arrays.toString(shape) + " and " + Arrays.toString(other.shape) + " do not go together");
        }
        double[] a = broadcast(both).values;
        double[] b = other.broadcast(both).values;
        double[] result = new double[a.length];
        Arrays.setAll(result, i -> function.applyAsDouble(a[i], b[i]));
        return new Tensor(both, result);
    }

    Tensor map(DoubleUnaryOperator function) {
        return new Tensor(shape, Arrays.stream(values).map(function).toArray());
    }

    /** One number for all along the last dimension, from the first on. */
    Tensor reduceLast(DoubleBinaryOperator function) {
        int n = Shapes.fromEnd(shape, 1);
        double[] result = new double[values.length / n];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i * n];
            for (int k = 1; k < n; k++) {
                result[i] = function.applyAsDouble(result[i], values[i * n + k]);
            }
        }
        return new Tensor(Shapes.outer(shape, 1), result);
    }

    /** With the last dimension in front of so many of those before it. */
    Tensor moveLast(int before) {
        int n = Shapes.fromEnd(shape, 1);
        int[] inner = Shapes.last(Shapes.outer(shape, 1), before);
        int[] to = Shapes.joined(Shapes.joined(Shapes.outer(shape, 1 + before), new int[] {n}), inner);
        return new Tensor(to, transposed(Shapes.size(inner), n));
    }

    /** The other way: with the dimension in front of so many last ones behind them. */
    Tensor moveToLast(int after) {
        int n = Shapes.fromEnd(shape, 1 + after);
        int[] inner = Shapes.last(shape, after);
        int[] to = Shapes.joined(Shapes.joined(Shapes.outer(shape, 1 + after), inner), new int[] {n});
        return new Tensor(to, transposed(n, Shapes.size(inner)));
    }

    /** Blocks of so many rows and columns with rows and columns exchanged. */
    private double[] transposed(int rows, int columns) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            int within = i % (rows * columns);
            result[i - within + within % columns * rows + within / columns] = values[i];
        }
        return result;
    }

    /** Sums over the last dimensions. */
    public Tensor sumLast(int dimensions) {
        int[] kept = Arrays.copyOf(shape, shape.length - dimensions);
        double[] sums = new double[Shapes.size(kept)];
        int each = sums.length == 0 ? 0 : values.length / sums.length;
        for (int i = 0; i < sums.length; i++) {
            for (int k = 0; k < each; k++) {
                sums[i] += values[i * each + k];
            }
        }
        return new Tensor(kept, sums);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor t && Arrays.equals(shape, t.shape) && Arrays.equals(values, t.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    /** Nested brackets; a single number stands alone. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        print(0, 0, text);
        return text.toString();
    }

    private void print(int dimension, int from, StringBuilder text) {
        if (dimension == shape.length) {
            text.append(number(values[from]));
            return;
        }
        int step = Shapes.size(Arrays.copyOfRange(shape, dimension + 1, shape.length));
        text.append('[');
        for (int i = 0; i < shape[dimension]; i++) {
            text.append(i > 0 ? ", " : "");
            print(dimension + 1, from + i * step, text);
        }
        text.append(']');
    }

    static String number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
    }
}
