package org.pmodel.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.pmodel.numerics.Numerics;

/**
 * Numbers with the way back of their derivatives: weights of the numbers become the derivatives of the weighted sum with respect to what they were computed
 * from. Where a weight is zero nothing flows back, whatever the derivative is there.
 *
 * <p>Distributions that are made of others state their densities once with it; the derivatives follow.
 */
final class Smooth {
    /** The name of the value whose density is taken. */
    static final String VALUE = "";

    /** Where weights, in the shape of the numbers, go. */
    interface Back {
        void flow(Tensor weights, Slopes slopes);
    }

    private final Tensor value;
    private final Back back;

    /** @param back {@code null} for constants */
    Smooth(Tensor value, Back back) {
        this.value = value;
        this.back = back;
    }

    static Smooth constant(Tensor value) {
        return new Smooth(value, null);
    }

    static Smooth leaf(String name, Tensor value) {
        return new Smooth(value, (weights, slopes) -> slopes.add(name, weights));
    }

    /** Something else that this depends on, whose derivatives are wanted where those of this are. */
    Smooth with(String name, Tensor other) {
        return isTracked() ? leaf(name, other) : constant(other);
    }

    /** Numbers that nothing flows back to, in a computation of derivatives where this is one. */
    Smooth still(Tensor other) {
        return isTracked() ? new Smooth(other, (weights, slopes) -> { }) : constant(other);
    }

    Tensor value() {
        return value;
    }

    boolean isTracked() {
        return back != null;
    }

    void flow(Tensor weights, Slopes slopes) {
        if (back != null) {
            back.flow(weights, slopes);
        }
    }

    /** The derivatives of the sum of the numbers, each times a weight. */
    Slopes slopes(Tensor weights) {
        Slopes slopes = new Slopes();
        flow(weights, slopes);
        return slopes;
    }

    /** Something computed from this. */
    Smooth into(Tensor result, UnaryOperator<Tensor> pullback) {
        return new Smooth(result, !isTracked() ? null : (weights, slopes) -> flow(pullback.apply(weights), slopes));
    }

    // ---- element by element

    Smooth map(DoubleUnaryOperator function, DoubleUnaryOperator slope) {
        double[] result = new double[value.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = function.applyAsDouble(value.values[i]);
        }
        return new Smooth(new Tensor(value.shape(), result), !isTracked() ? null : (weights, slopes) -> flow(weights.zip(value, (w, x) -> times(w, slope.applyAsDouble(x))), slopes));
    }

    private static double times(double weight, double slope) {
        return weight == 0 ? 0 : weight * slope;
    }

    private Smooth combine(Smooth other, DoubleBinaryOperator function, DoubleBinaryOperator slope, DoubleBinaryOperator otherSlope) {
        Tensor result = value.zip(other.value, function);
        return new Smooth(result, !isTracked() && !other.isTracked() ? null : (weights, slopes) -> {
            flowTo(this, weights, value.zip(other.value, slope), slopes);
            flowTo(other, weights, value.zip(other.value, otherSlope), slopes);
        });
    }

    private static void flowTo(Smooth part, Tensor weights, Tensor slope, Slopes slopes) {
        if (part.isTracked()) {
            part.flow(Parameters.summedTo(weights.zip(slope, Smooth::times), part.value.shape()), slopes);
        }
    }

    Smooth negated() {
        return map(x -> -x, x -> -1);
    }

    Smooth log() {
        return map(Math::log, x -> 1 / x);
    }

    Smooth log1m() {
        return map(x -> Math.log1p(-x), x -> -1 / (1 - x));
    }

    /** The logarithm of one less the exponential. */
    Smooth log1mExp() {
        return map(Numerics::log1m_exp, x -> -1 / Math.expm1(-x));
    }

    Smooth plus(Smooth other) {
        return combine(other, Double::sum, (a, b) -> 1, (a, b) -> 1);
    }

    Smooth minus(Smooth other) {
        return combine(other, (a, b) -> a - b, (a, b) -> 1, (a, b) -> -1);
    }

    Smooth times(Smooth other) {
        return combine(other, (a, b) -> a * b, (a, b) -> b, (a, b) -> a);
    }

    Smooth logSumExp(Smooth other) {
        return combine(other, Smooth::logSumExp, (a, b) -> share(a, logSumExp(a, b)), (a, b) -> share(b, logSumExp(a, b)));
    }

    private static double logSumExp(double a, double b) {
        double most = Math.max(a, b);
        return Double.isInfinite(most) ? most : most + Math.log1p(Math.exp(-Math.abs(a - b)));
    }

    private static double share(double term, double sum) {
        return term == Double.NEGATIVE_INFINITY ? 0 : Math.exp(term - sum);
    }

    /** The logarithm of the difference of the exponentials. */
    Smooth logDiffExp(Smooth other) {
        return combine(other, (a, b) -> a == Double.NEGATIVE_INFINITY ? a : a + Numerics.log1m_exp(b - a), (a, b) -> -1 / Math.expm1(b - a), (a, b) -> -1 / Math.expm1(a - b));
    }

    /** One of two numbers for each place: the first where the condition is not zero. */
    static Smooth choose(Tensor condition, Smooth yes, Smooth no) {
        Tensor both = yes.value.zip(no.value, (a, b) -> 0);
        int[] shape = condition.zip(both, (a, b) -> 0).shape();
        Tensor chosen = condition.broadcast(shape);
        Tensor first = yes.value.broadcast(shape);
        Tensor second = no.value.broadcast(shape);
        double[] result = new double[chosen.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = chosen.values[i] != 0 ? first.values[i] : second.values[i];
        }
        return new Smooth(new Tensor(shape, result), !yes.isTracked() && !no.isTracked() ? null : (weights, slopes) -> {
            flowTo(yes, weights, chosen, slopes);
            flowTo(no, weights, chosen.zip(chosen, (a, b) -> a != 0 ? 0 : 1), slopes);
        });
    }

    // ---- shapes

    Smooth reshape(int... shape) {
        return new Smooth(value.reshape(shape), !isTracked() ? null : (weights, slopes) -> flow(weights.reshape(value.shape()), slopes));
    }

    Smooth broadcast(int... shape) {
        return new Smooth(value.broadcast(shape), !isTracked() ? null : (weights, slopes) -> flow(Parameters.summedTo(weights, value.shape()), slopes));
    }

    /** Sums over the last dimensions. */
    Smooth sumLast(int dimensions) {
        int[] ones = Shapes.ones(dimensions);
        return new Smooth(value.sumLast(dimensions),
                !isTracked() ? null : (weights, slopes) -> flow(weights.reshape(Shapes.joined(weights.shape(), ones)).broadcast(value.shape()), slopes));
    }

    /** Along a new last dimension, all repeated to a common shape. */
    static Smooth stacked(List<Smooth> parts) {
        Tensor common = parts.get(0).value;
        for (Smooth part : parts) {
            common = common.zip(part.value, (a, b) -> 0);
        }
        int[] each = common.shape();
        int n = parts.size();
        double[] all = new double[common.size() * n];
        for (int k = 0; k < n; k++) {
            double[] own = parts.get(k).value.broadcast(each).values;
            for (int i = 0; i < own.length; i++) {
                all[i * n + k] = own[i];
            }
        }
        List<Smooth> kept = new ArrayList<>(parts);
        return new Smooth(new Tensor(Shapes.joined(each, new int[] {n}), all), parts.stream().noneMatch(Smooth::isTracked) ? null : (weights, slopes) -> {
            for (int k = 0; k < n; k++) {
                double[] own = new double[weights.size() / n];
                for (int i = 0; i < own.length; i++) {
                    own[i] = weights.values[i * n + k];
                }
                kept.get(k).flow(Parameters.summedTo(new Tensor(each, own), kept.get(k).value.shape()), slopes);
            }
        });
    }

    /** The logarithm of the sum of the exponentials along the last dimension. */
    Smooth logSumExpLast() {
        int n = Shapes.fromEnd(value.shape(), 1);
        int[] shape = Shapes.outer(value.shape(), 1);
        double[] result = new double[Shapes.size(shape)];
        for (int i = 0; i < result.length; i++) {
            double most = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int k = 0; k < n; k++) {
                most = Math.max(most, value.values[i * n + k]);
            }
            for (int k = 0; k < n; k++) {
                sum += Double.isInfinite(most) ? 0 : Math.exp(value.values[i * n + k] - most);
            }
            result[i] = Double.isInfinite(most) ? most : most + Math.log(sum);
        }
        return new Smooth(new Tensor(shape, result), !isTracked() ? null : (weights, slopes) -> {
            double[] each = new double[value.size()];
            for (int i = 0; i < each.length; i++) {
                each[i] = times(weights.values[i / n], share(value.values[i], result[i / n]));
            }
            flow(new Tensor(value.shape(), each), slopes);
        });
    }
}
