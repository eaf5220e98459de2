package org.pmodel.numerics;

/** Evaluates c₀ + c₁ x + c₂ x² + …. */
final class Polynomial {
    private Polynomial() {}

    static double horner(double x, double[] c) {
        double sum = c[c.length - 1];
        for (int i = c.length - 2; i >= 0; i--) {
            sum = sum * x + c[i];
        }
        return sum;
    }
}
