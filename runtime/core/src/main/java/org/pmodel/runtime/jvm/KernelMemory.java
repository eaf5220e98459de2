package org.pmodel.runtime.jvm;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import org.pmodel.numerics.MatrixProduct;
import org.pmodel.numerics.RandomStream;

/** The memory that a kernel of the Java engine works in, one per thread: the counterpart of the native context. */
public final class KernelMemory implements AutoCloseable {
    /** Data and bound arrays by slot; an array of integers has its place in {@link #ints} instead. */
    public final double[][] reals;
    public final int[][] ints;
    /** Grows to what the kernel needs on its first runs. */
    public double[] workspace = new double[256];
    public int[] intWorkspace = new int[256];
    /** What a divided loop finds free: the workspaces from here on, up to the stack of saved values. */
    public int top, itop;
    /** Also where the stack begins after a piece of a kernel that saved or took some. */
    public int stack;
    /** What a divided loop adds to: Java arrays, and where in them memory of so many numbers begins. */
    public double[][] sums = new double[8][];
    public int[] sumBegins = new int[8];
    private int[] sumLengths = new int[8];
    private int sumCount;
    public int fault;
    public int faultCount;
    public final double[] faultValues = new double[4];
    /** Source of random numbers for kernels that draw. */
    public RandomStream random;
    public final MatrixProduct product = new MatrixProduct();
    private final StringBuilder messages = new StringBuilder();

    private final int threads;
    private final Parts parts;

    public KernelMemory(int slots, RandomStream random) {
        this(slots, random, 1);
    }

    /** @param threads for the parts of divided loops; they end with {@link #close} */
    public KernelMemory(int slots, RandomStream random, int threads) {
        reals = new double[slots][];
        ints = new int[slots][];
        this.random = random;
        this.threads = threads;
        parts = threads > 0 ? new Parts(this, threads) : null;
    }

    /** Runs a kernel; where the workspace has grown it starts over, with the same random numbers and nothing printed. */
    public int run(CompiledKernel kernel, double[] in, double[] out) {
        long drawn = random.counter();
        int status = kernel.run(this, in, out);
        while (status == CompiledKernel.WORKSPACE_HAS_GROWN) {
            startOver(drawn);
            status = kernel.run(this, in, out);
        }
        return status;
    }

    /** As before a run that is to be repeated: so many blocks of random bits drawn, nothing printed. */
    public void startOver(long drawn) {
        random.rewind(drawn);
        messages.setLength(0);
    }

    /** Another memory over the same bound arrays, for another thread. */
    public KernelMemory fork() {
        return fork(threads);
    }

    /** Memory for a part of a divided loop. */
    KernelMemory part() {
        return fork(0);
    }

    private KernelMemory fork(int threads) {
        KernelMemory other = new KernelMemory(reals.length, random, threads);
        System.arraycopy(reals, 0, other.reals, 0, reals.length);
        System.arraycopy(ints, 0, other.ints, 0, ints.length);
        return other;
    }

    @Override
    public void close() {
        parts.close();
    }

    // ---- divided loops

    /** Says what is free where a divided loop stands; {@link #sum} follows for each array that the loop adds to. */
    public void begin(int top, int itop, int stack) {
        this.top = top;
        this.itop = itop;
        this.stack = stack;
        sumCount = 0;
    }

    public void sum(double[] array, int begin, long length) {
        if (sumCount == sums.length) {
            sums = Arrays.copyOf(sums, 2 * sumCount);
            sumBegins = Arrays.copyOf(sumBegins, 2 * sumCount);
            sumLengths = Arrays.copyOf(sumLengths, 2 * sumCount);
        }
        sums[sumCount] = array;
        sumBegins[sumCount] = begin;
        sumLengths[sumCount++] = (int) length;
    }

    /** How many parts the loop that has begun is divided into; a turn costs so many simple operations. */
    public int parts(int count, long cost) {
        long total = 0;
        for (int s = 0; s < sumCount; s++) {
            total += sumLengths[s];
        }
        return Parts.number(count, cost, total);
    }

    /** Runs the loop that has begun in parts. */
    public int divide(DividedKernel kernel, int loop, int number, int count, double[] in, double[] out) {
        return parts.run(kernel, loop, number, count, in, out);
    }

    /** Lays out sums like those of the whole, all zero; false where they do not fit and the workspace has grown. */
    boolean beginPart(KernelMemory whole) {
        begin(0, 0, workspace.length);
        for (int s = 0; s < whole.sumCount; s++) {
            int begin = top;
            top = reals(top, stack, whole.sumLengths[s], 0.0);
            if (top < 0) {
                return false;
            }
            sum(workspace, begin, whole.sumLengths[s]);
        }
        return true;
    }

    void addSums(KernelMemory part) {
        for (int s = 0; s < sumCount; s++) {
            double[] to = sums[s], from = part.sums[s];
            int at = sumBegins[s], begin = part.sumBegins[s];
            for (int i = 0; i < sumLengths[s]; i++) {
                to[at + i] += from[begin + i];
            }
        }
    }

    void takeFault(KernelMemory part) {
        fault = part.fault;
        faultCount = part.faultCount;
        System.arraycopy(part.faultValues, 0, faultValues, 0, faultCount);
    }

    // ---- messages

    public void print(String text) {
        messages.append(text);
    }

    public void print(int value) {
        messages.append(value);
    }

    /** Appends a number as Stan prints it, {@code %g} of C: six significant digits, no zeros at the end. */
    public void print(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            messages.append(Double.isNaN(value) ? "nan" : value == 0 ? 1 / value < 0 ? "-0" : "0" : value > 0 ? "inf" : "-inf");
            return;
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(6, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            messages.append(rounded.toPlainString());
        } else {
            messages.append(rounded.movePointLeft(exponent).toPlainString()).append(exponent < 0 ? "e-" : "e+").append(Math.abs(exponent) < 10 ? "0" : "")
                    .append(Math.abs(exponent));
        }
    }

    /** What was printed since this was last asked for. */
    public String takeMessages() {
        if (messages.isEmpty()) {
            return "";
        }
        String text = messages.toString();
        messages.setLength(0);
        return text;
    }

    // ---- statuses and memory

    /** Ends a run with a fault; the value is the status to return. */
    public int fail(int fault, double... values) {
        this.fault = fault;
        faultCount = values.length;
        System.arraycopy(values, 0, faultValues, 0, values.length);
        return 1;
    }

    /** Takes {@code n} numbers of the workspace between the top and the stack; the new top, or a negative number where they do not fit and the workspace has grown. */
    public int reals(int top, int stack, long n) {
        if (n > stack - top) {
            grow(n, 0);
            return -1;
        }
        return top + (int) n;
    }

    /** The same, and sets them all. */
    public int reals(int top, int stack, long n, double value) {
        int end = reals(top, stack, n);
        if (end >= 0) {
            Arrays.fill(workspace, top, end, value);
        }
        return end;
    }

    public int ints(int top, long n) {
        if (n > intWorkspace.length - top) {
            grow(0, n);
            return -1;
        }
        return top + (int) n;
    }

    public int ints(int top, long n, int value) {
        int end = ints(top, n);
        if (end >= 0) {
            Arrays.fill(intWorkspace, top, end, value);
        }
        return end;
    }

    /** Asks for a workspace that holds {@code reals} and {@code ints} more than it does now. */
    public int grow(long reals, long ints) {
        workspace = Arrays.copyOf(workspace, size(workspace.length * 2L + reals));
        intWorkspace = Arrays.copyOf(intWorkspace, size(intWorkspace.length * 2L + ints));
        return 2;
    }

    private static int size(long wanted) {
        if (wanted > Integer.MAX_VALUE - 8) {
            throw new OutOfMemoryError("workspace of " + wanted + " numbers");
        }
        return (int) wanted;
    }
}
