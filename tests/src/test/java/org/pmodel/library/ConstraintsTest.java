package org.pmodel.library;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.compiler.Library;
import org.pmodel.distribution.Constraint;
import org.pmodel.distribution.Constraints;
import org.pmodel.distribution.Identity;
import org.pmodel.distribution.Tensor;
import org.pmodel.distribution.Transform;

/** Constraints and the bijections that lead to them: laws of all of them. */
class ConstraintsTest {
    static List<Constraint> constraints() {
        return Constraints.examples();
    }

    @Test
    void everyTransformHasAConstraint() {
        assertEquals(Library.standard().transformNames().stream().toList(), constraints().stream().map(Constraint::name).toList());
    }

    private static Tensor coordinates(Transform transform, Constraint constraint, int batch) {
        int[] free = transform.inverseShape(constraint.shape());
        int[] shape = new int[free.length + 1];
        shape[0] = batch;
        System.arraycopy(free, 0, shape, 1, free.length);
        double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.setAll(values, i -> Math.sin(1.0 + 1.7 * i));
        return Tensor.shaped(shape, values);
    }

    @ParameterizedTest
    @MethodSource("constraints")
    void thereAndBack(Constraint constraint) {
        Transform transform = Transform.bijectTo(constraint);
        Tensor x = coordinates(transform, constraint, 3);
        Tensor y = transform.forward(x);
        assertTrue(constraint.holds(y), constraint + " at " + y);
        assertArrayEquals(transform.forwardShape(x.shape()), y.shape());
        assertArrayEquals(x.shape(), transform.inverseShape(y.shape()));
        assertArrayEquals(y.values(), transform.forward(transform.inverse(y)).values(), 1e-12);
        if (!constraint.name().equals("unit_vector")) { // whose coordinates keep a length that the value has not
            assertArrayEquals(x.values(), transform.inverse(y).values(), 1e-11);
        }
        assertFalse(constraint.holds(Tensor.filled(Double.NaN, y.shape())));
        assertThrows(IllegalArgumentException.class, () -> transform.inverse(Tensor.filled(Double.NaN, y.shape())));
        assertThrows(IllegalArgumentException.class, () -> Transform.bijectTo(constraint.whole()));
    }

    /** The volume of the image of a small cube of coordinates, by finite differences. */
    @ParameterizedTest
    @MethodSource("constraints")
    void theJacobianIsTheVolume(Constraint constraint) {
        Transform transform = Transform.bijectTo(constraint);
        if (constraint.name().equals("unit_vector")) { // a density stands in for the volume
            return;
        }
        Tensor x = coordinates(transform, constraint, 1);
        int n = x.size();
        double h = 1e-5;
        double[][] columns = new double[n][];
        for (int k = 0; k < n; k++) {
            double[] above = x.values();
            double[] below = x.values();
            above[k] += h;
            below[k] -= h;
            double[] up = transform.forward(Tensor.shaped(x.shape(), above)).values();
            double[] down = transform.forward(Tensor.shaped(x.shape(), below)).values();
            columns[k] = new double[up.length];
            for (int i = 0; i < up.length; i++) {
                columns[k][i] = (up[i] - down[i]) / (2 * h);
            }
        }
        double volume = logVolume(constraint, columns);
        assertEquals(volume, transform.logAbsDetJacobian(x).scalar(), 1e-7 * (1 + Math.abs(volume)), constraint.toString());
    }

    /** Weighted sums of values, of coordinates and of the log Jacobian move as their derivatives say. */
    @ParameterizedTest
    @MethodSource("constraints")
    void pullbacksAreFiniteDifferences(Constraint constraint) {
        Transform transform = Transform.bijectTo(constraint).then(new Identity());
        Tensor x = coordinates(transform, constraint, 2);
        Tensor y = transform.forward(x);
        Tensor volume = transform.logAbsDetJacobian(x);
        slopes(x, transform::forward, transform.forwardPullback(x, weights(y)), constraint + " forward");
        slopes(x, transform::logAbsDetJacobian, transform.logAbsDetJacobianPullback(x, weights(volume)), constraint + " log Jacobian");
        if (!constraint.name().equals("unit_vector")) { // whose coordinates keep a length that the value has not
            Tensor back = transform.forwardPullback(x, transform.inversePullback(y, weights(x)));
            assertArrayEquals(weights(x).values(), back.values(), 1e-9, constraint + " there and back");
        }
    }

    private static Tensor weights(Tensor of) {
        double[] weights = new double[of.size()];
        Arrays.setAll(weights, i -> Math.cos(0.3 + i));
        return Tensor.shaped(of.shape(), weights);
    }

    private static void slopes(Tensor x, UnaryOperator<Tensor> function, Tensor slopes, String what) {
        double h = 1e-6;
        for (int k = 0; k < x.size(); k++) {
            double[] moved = x.values();
            moved[k] += h;
            double above = weighted(function.apply(Tensor.shaped(x.shape(), moved)));
            moved[k] -= 2 * h;
            double wanted = (above - weighted(function.apply(Tensor.shaped(x.shape(), moved)))) / (2 * h);
            assertEquals(wanted, slopes.values()[k], 1e-6 * Math.max(1, Math.abs(wanted)), what + " by coordinate " + k);
        }
    }

    private static double weighted(Tensor values) {
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += weights(values).values()[i] * values.values()[i];
        }
        return sum;
    }

    /** In the elements that are free; where these lie on a plane, in an orthonormal basis of it. */
    private static double logVolume(Constraint constraint, double[][] columns) {
        int n = columns.length;
        boolean plane = constraint.name().startsWith("sum_to_zero");
        double[][] matrix = new double[n][n];
        int[] chosen = plane ? null : freeElements(columns);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double s = 0;
                for (int k = 0; plane && k < columns[0].length; k++) {
                    s += columns[i][k] * columns[j][k];
                }
                matrix[i][j] = plane ? s : columns[j][chosen[i]];
            }
        }
        double determinant = new LUDecomposition(new Array2DRowRealMatrix(matrix)).getDeterminant();
        return Math.log(Math.abs(determinant)) * (plane ? 0.5 : 1);
    }

    /** The first elements that are independent functions of the coordinates: of a symmetric matrix a triangle, of a simplex all but one. */
    private static int[] freeElements(double[][] columns) {
        int n = columns.length;
        int[] chosen = new int[n];
        int count = 0;
        for (int e = 0; e < columns[0].length && count < n; e++) {
            chosen[count] = e;
            double[][] gram = new double[count + 1][count + 1];
            for (int i = 0; i <= count; i++) {
                for (int j = 0; j <= count; j++) {
                    for (double[] column : columns) {
                        gram[i][j] += column[chosen[i]] * column[chosen[j]];
                    }
                }
            }
            count += Math.abs(new LUDecomposition(new Array2DRowRealMatrix(gram)).getDeterminant()) > 1e-12 ? 1 : 0;
        }
        return chosen;
    }

    @Test
    void compositionsAddTheirParts() {
        Transform both = Transform.bijectTo(Constraint.interval(1, 2)).then(Transform.bijectTo(Constraint.positive()));
        Tensor x = Tensor.of(0.3, -1);
        assertArrayEquals(x.values(), both.inverse(both.forward(x)).values(), 1e-12);
        double h = 1e-6;
        double slope = (both.forward(Tensor.scalar(0.3 + h)).scalar() - both.forward(Tensor.scalar(0.3 - h)).scalar()) / (2 * h);
        assertEquals(Math.log(slope), both.logAbsDetJacobian(x).get(0), 1e-8);
        Transform shares = Transform.bijectTo(Constraints.offsetMultiplier(1, 2)).then(Transform.bijectTo(Constraints.simplex(3)));
        assertEquals(Transform.bijectTo(Constraints.simplex(3)).logAbsDetJacobian(Tensor.of(1.6, -1)).scalar() + 2 * Math.log(2),
                shares.logAbsDetJacobian(x).scalar(), 1e-14);
    }

    @Test
    void messagesSayWhatIsWrong() {
        assertEquals("value = [0.2, 0.2, 0.2] does not satisfy the constraint simplex[3]", assertThrows(IllegalArgumentException.class,
                () -> Transform.bijectTo(Constraints.simplex(3)).inverse(Tensor.of(0.2, 0.2, 0.2))).getMessage());
        assertEquals("the shape [3] does not end with [2], as values of the coordinates of simplex[3] do", assertThrows(IllegalArgumentException.class,
                () -> Transform.bijectTo(Constraints.simplex(3)).forward(Tensor.of(1, 2, 3))).getMessage());
    }
}
