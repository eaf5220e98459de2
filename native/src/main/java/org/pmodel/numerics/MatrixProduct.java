package org.pmodel.numerics;

import java.util.Arrays;

/** Products of matrices, in blocks that stay in the first caches, with loops that the JVM runs in vectors. Confined to one thread. */
public final class MatrixProduct {
    private static final int TERMS = 128, COLUMNS = 64, WIDE = 32, TILE = 4;

    private double[] packed, first, second;

    /**
     * Adds {@code sign * left * right} to a matrix. Each matrix stands in memory of its own: behind {@code …At} elements it starts at {@code …Start}, and
     * its rows and columns are so far apart.
     */
    public void add(int rows, int columns, int inner, int sign, int leftStart, int leftRow, int leftColumn, int rightStart, int rightRow, int rightColumn,
            int intoStart, int intoRow, int intoColumn, double[] left, int leftAt, double[] right, int rightAt, double[] into, int intoAt) {
        if (packed == null) {
            packed = new double[TERMS * COLUMNS]; // beyond the columns there is what an earlier product left, which nobody sees
            first = new double[COLUMNS];
            second = new double[COLUMNS];
        }
        for (int k = 0; k < inner; k += TERMS) {
            int terms = Math.min(TERMS, inner - k);
            for (int j = 0; j < columns; j += COLUMNS) {
                int wide = Math.min(COLUMNS, columns - j);
                pack(right, rightAt + rightStart + k * rightRow + j * rightColumn, rightRow, rightColumn, terms, wide);
                int a = leftAt + leftStart + k * leftColumn, c = intoAt + intoStart + j * intoColumn;
                if (wide < WIDE) {
                    tiles(rows, terms, wide, sign, left, a, leftRow, leftColumn, into, c, intoRow, intoColumn);
                } else {
                    pairs(rows, terms, wide, sign, left, a, leftRow, leftColumn, into, c, intoRow, intoColumn);
                }
            }
        }
    }

    private void pack(double[] right, int at, int row, int column, int terms, int wide) {
        double[] to = packed;
        for (int k = 0; k < terms; k++) {
            if (column == 1) {
                System.arraycopy(right, at + k * row, to, k * COLUMNS, wide);
            } else {
                for (int j = 0, from = at + k * row; j < wide; j++, from += column) {
                    to[k * COLUMNS + j] = right[from];
                }
            }
        }
    }

    /** Few columns, in tiles of four rows and four columns. */
    private void tiles(int rows, int terms, int wide, int sign, double[] left, int a, int row, int step, double[] into, int c, int intoRow, int intoColumn) {
        for (int i = 0; i < rows; i += TILE) {
            int high = Math.min(TILE, rows - i), from = a + i * row;
            int r1 = high > 1 ? row : 0, r2 = high > 2 ? 2 * row : 0, r3 = high > 3 ? 3 * row : 0;
            for (int j = 0; j < wide; j += TILE) {
                tile(left, from, from + r1, from + r2, from + r3, step, packed, j, terms, first);
                for (int r = 0; r < high; r++) {
                    for (int s = 0; s < TILE && j + s < wide; s++) {
                        into[c + (i + r) * intoRow + (j + s) * intoColumn] += sign * first[r * TILE + s];
                    }
                }
            }
        }
    }

    private static void tile(double[] left, int a, int b, int c, int d, int step, double[] p, int q, int terms, double[] sums) {
        double a0 = 0, a1 = 0, a2 = 0, a3 = 0, b0 = 0, b1 = 0, b2 = 0, b3 = 0, c0 = 0, c1 = 0, c2 = 0, c3 = 0, d0 = 0, d1 = 0, d2 = 0, d3 = 0;
        for (int k = 0; k < terms; k++, a += step, b += step, c += step, d += step, q += COLUMNS) {
            double p0 = p[q], p1 = p[q + 1], p2 = p[q + 2], p3 = p[q + 3], x = left[a], y = left[b], z = left[c], w = left[d];
            a0 = Math.fma(x, p0, a0);
            a1 = Math.fma(x, p1, a1);
            a2 = Math.fma(x, p2, a2);
            a3 = Math.fma(x, p3, a3);
            b0 = Math.fma(y, p0, b0);
            b1 = Math.fma(y, p1, b1);
            b2 = Math.fma(y, p2, b2);
            b3 = Math.fma(y, p3, b3);
            c0 = Math.fma(z, p0, c0);
            c1 = Math.fma(z, p1, c1);
            c2 = Math.fma(z, p2, c2);
            c3 = Math.fma(z, p3, c3);
            d0 = Math.fma(w, p0, d0);
            d1 = Math.fma(w, p1, d1);
            d2 = Math.fma(w, p2, d2);
            d3 = Math.fma(w, p3, d3);
        }
        sums[0] = a0;
        sums[1] = a1;
        sums[2] = a2;
        sums[3] = a3;
        sums[4] = b0;
        sums[5] = b1;
        sums[6] = b2;
        sums[7] = b3;
        sums[8] = c0;
        sums[9] = c1;
        sums[10] = c2;
        sums[11] = c3;
        sums[12] = d0;
        sums[13] = d1;
        sums[14] = d2;
        sums[15] = d3;
    }

    /** Many columns, in pairs of rows. */
    private void pairs(int rows, int terms, int wide, int sign, double[] left, int a, int row, int step, double[] into, int c, int intoRow, int intoColumn) {
        for (int i = 0; i < rows; i += 2) {
            int from = a + i * row;
            sum(left, from, i + 1 < rows ? from + row : from, step, terms, wide);
            give(first, wide, sign, into, c + i * intoRow, intoColumn);
            if (i + 1 < rows) {
                give(second, wide, sign, into, c + (i + 1) * intoRow, intoColumn);
            }
        }
    }

    /** Two rows of the product, four terms at a time. */
    private void sum(double[] left, int a, int b, int step, int terms, int wide) {
        double[] x = first, y = second, p = packed;
        Arrays.fill(x, 0, wide, 0.0);
        Arrays.fill(y, 0, wide, 0.0);
        int k = 0;
        for (; k + 4 <= terms; k += 4, a += 4 * step, b += 4 * step) {
            four(x, y, p, k * COLUMNS, wide, left[a], left[a + step], left[a + 2 * step], left[a + 3 * step], left[b], left[b + step], left[b + 2 * step], left[b + 3 * step]);
        }
        for (; k < terms; k++, a += step, b += step) {
            double a0 = left[a], b0 = left[b];
            for (int j = 0, q = k * COLUMNS; j < wide; j++) {
                x[j] += a0 * p[q + j];
                y[j] += b0 * p[q + j];
            }
        }
    }

    private static void four(double[] x, double[] y, double[] p, int at, int wide, double a0, double a1, double a2, double a3, double b0, double b1, double b2, double b3) {
        int q1 = at + COLUMNS, q2 = q1 + COLUMNS, q3 = q2 + COLUMNS;
        for (int j = 0; j < wide; j++) {
            double p0 = p[at + j], p1 = p[q1 + j], p2 = p[q2 + j], p3 = p[q3 + j];
            x[j] += a0 * p0 + a1 * p1 + (a2 * p2 + a3 * p3);
            y[j] += b0 * p0 + b1 * p1 + (b2 * p2 + b3 * p3);
        }
    }

    private static void give(double[] sums, int wide, int sign, double[] into, int at, int step) {
        for (int j = 0; j < wide; j++, at += step) {
            into[at] += sign * sums[j];
        }
    }
}
