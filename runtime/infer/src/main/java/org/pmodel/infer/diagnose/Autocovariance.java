package org.pmodel.infer.diagnose;

import java.util.Arrays;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * The autocovariance of half chains by lag, averaged over them, with divisor {@code length}. Well mixed chains need few lags, which are
 * summed directly; beyond those, all lags come from one Fourier transform per chain.
 */
final class Autocovariance {
    private static final int DIRECT_LAGS = 64;

    private final int chains;
    private final int length;
    private final double[] centred;
    private double[] transformed;

    Autocovariance(SplitChains draws) {
        chains = draws.chains();
        length = draws.length();
        centred = draws.values().clone();
        for (int c = 0; c < chains; c++) {
            double mean = draws.mean(c);
            for (int i = c * length; i < (c + 1) * length; i++) {
                centred[i] -= mean;
            }
        }
    }

    double at(int lag) {
        if (lag < DIRECT_LAGS) {
            return direct(lag);
        }
        if (transformed == null) {
            transformed = transform();
        }
        return transformed[lag];
    }

    double direct(int lag) {
        // Four sums: a single one would wait for each addition.
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int c = 0; c < chains; c++) {
            int end = (c + 1) * length - lag;
            int i = c * length;
            for (; i < end - 3; i += 4) {
                s0 += centred[i] * centred[i + lag];
                s1 += centred[i + 1] * centred[i + 1 + lag];
                s2 += centred[i + 2] * centred[i + 2 + lag];
                s3 += centred[i + 3] * centred[i + 3 + lag];
            }
            for (; i < end; i++) {
                s0 += centred[i] * centred[i + lag];
            }
        }
        return (s0 + s1 + (s2 + s3)) / length / chains;
    }

    /** The transform of the summed power spectra: Wiener and Khinchin, with zeros appended against wrapping around. */
    double[] transform() {
        int size = Integer.highestOneBit(2 * length - 1) << 1;
        double[][] spectrum = new double[2][size];
        double[][] work = new double[2][size];
        for (int c = 0; c < chains; c++) {
            Arrays.fill(work[0], 0);
            Arrays.fill(work[1], 0);
            System.arraycopy(centred, c * length, work[0], 0, length);
            FastFourierTransformer.transformInPlace(work, DftNormalization.STANDARD, TransformType.FORWARD);
            for (int i = 0; i < size; i++) {
                spectrum[0][i] += work[0][i] * work[0][i] + work[1][i] * work[1][i];
            }
        }
        FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.INVERSE);
        for (int i = 0; i < length; i++) {
            spectrum[0][i] /= (double) length * chains;
        }
        return spectrum[0];
    }
}
