package org.pmodel.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pmodel.numerics.RandomStream;

/** Arguments of a routine, each repeated to a common batch, and what the routine gives for each element of that batch. */
final class Evaluation {
    /** @param layout of one element of the batch */
    record Argument(Tensor value, Layout layout, boolean whole) {
        int[] batch() {
            return Shapes.outer(value.shape(), layout.rank());
        }

        int[] sizes() {
            return Shapes.last(value.shape(), layout.rank());
        }
    }

    /** @param slopes the derivative with respect to each argument, in the shape of the batch and an element; {@code null} for a whole one */
    record Slopes(Tensor value, List<Tensor> slopes) {}

    private final List<Argument> arguments;
    private final int[] batch;
    private final List<int[]> elements = new ArrayList<>();
    private final int count;
    private final int coordinates;
    private int[][] bound;
    private Tensor chosen;

    Evaluation(List<Argument> arguments, int[] batch) {
        this.arguments = arguments;
        this.batch = batch;
        this.count = Shapes.size(batch);
        int reals = 0;
        for (Argument a : arguments) {
            elements.add(Shapes.elements(a.batch(), batch));
            reals += a.whole() ? 0 : Shapes.size(a.sizes());
        }
        this.coordinates = reals;
    }

    /** Elements of the batch where this is zero are passed over: zero is what they give. */
    Evaluation where(Tensor chosen) {
        this.chosen = chosen;
        return this;
    }

    /** One number for each element. */
    Tensor numbers(Routine routine) {
        double[] values = new double[count];
        double[] out = new double[1 + coordinates];
        each(routine.start(), (run, in, i) -> {
            run.run(in, out);
            values[i] = out[0];
        });
        return new Tensor(batch, values);
    }

    /** A number for each element, with its derivatives. */
    Slopes slopes(Routine routine) {
        double[] values = new double[count];
        List<double[]> slopes = emptySlopes();
        double[] out = new double[1 + coordinates];
        each(routine.start(), (run, in, i) -> {
            run.run(in, out);
            values[i] = out[0];
            addSlopes(out, i, slopes);
        });
        return new Slopes(new Tensor(batch, values), tensors(slopes));
    }

    /** The derivatives of the sum of all elements of a quantity times weights of its shape, for arguments as they are in the batch. */
    List<Tensor> pullback(Routine routine, int[] quantity, Tensor weights, RandomStream stream) {
        List<double[]> slopes = emptySlopes();
        double[] out = new double[1 + coordinates];
        int size = Shapes.size(quantity);
        Layout columns = new Layout(quantity.length, quantity.length == 2);
        Run start = started(routine, stream);
        start.sizes("weights", size);
        each(start, (run, in, i) -> {
            double[] own = new double[size];
            columns.toKernel(weights.values, i * size, quantity, own, 0);
            run.real("weights", own);
            run.bind();
            run.run(in, out);
            addSlopes(out, i, slopes);
        });
        return tensors(slopes);
    }

    /**
     * @param rank of the quantity of one element
     * @param known its shape; {@code null} where the kernels are to tell, which they do when it follows from sizes alone
     */
    Tensor quantities(Routine routine, int rank, int[] known, RandomStream stream) {
        List<double[]> results = new ArrayList<>();
        int[][] shape = new int[1][];
        each(started(routine, stream), (run, in, i) -> {
            shape[0] = known == null ? Shapes.last(run.sizes(), rank) : known;
            double[] out = new double[coordinates + Shapes.size(shape[0])];
            run.run(in, out);
            double[] result = new double[Shapes.size(shape[0])];
            Layout.fromQuantity(out, coordinates, shape[0], result, 0);
            results.add(result);
        });
        int[] each = shape[0] == null ? new int[rank] : shape[0];
        if (results.stream().anyMatch(r -> r.length != Shapes.size(each))) {
            throw new IllegalArgumentException("the elements of the batch have different sizes");
        }
        return new Tensor(Shapes.joined(batch, each), results.stream().flatMapToDouble(Arrays::stream).toArray());
    }

    /** @param stream {@code null} where nothing is drawn */
    private static Run started(Routine routine, RandomStream stream) {
        return stream == null ? routine.start() : routine.start().drawingFrom(stream);
    }

    /** What is done with one element of the batch. */
    private interface Step {
        void run(Run run, double[] in, int element);
    }

    private void each(Run run, Step step) {
        if (count == 0) {
            return;
        }
        for (int a = 0; a < arguments.size(); a++) {
            run.sizes("a" + a, arguments.get(a).sizes());
        }
        double[] in = new double[coordinates];
        bound = null;
        for (int i = 0; i < count; i++) {
            if (chosen == null || chosen.values[i] != 0) {
                load(run, in, i);
                step.run(run, in, i);
            }
        }
    }

    private void load(Run run, double[] in, int element) {
        int[][] whole = new int[arguments.size()][];
        int at = 0;
        for (int a = 0; a < whole.length; a++) {
            Argument argument = arguments.get(a);
            int size = Shapes.size(argument.sizes());
            int start = elements.get(a)[element] * size;
            if (argument.whole()) {
                whole[a] = whole(argument.value().values, start, size);
            } else {
                argument.layout().toKernel(argument.value().values, start, argument.sizes(), in, at);
                at += size;
            }
        }
        if (bound == null || !Arrays.deepEquals(whole, bound)) {
            for (int a = 0; a < whole.length; a++) {
                if (whole[a] != null) {
                    run.whole("a" + a, whole[a]);
                }
            }
            run.bind();
            bound = whole;
        }
    }

    /** Whole numbers; those that an integer cannot hold become the nearest that has a successor. */
    private static int[] whole(double[] values, int start, int size) {
        int[] whole = new int[size];
        for (int k = 0; k < size; k++) {
            whole[k] = (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE - 1, Math.floor(values[start + k])));
        }
        return whole;
    }

    private List<double[]> emptySlopes() {
        List<double[]> slopes = new ArrayList<>();
        arguments.forEach(a -> slopes.add(a.whole() ? null : new double[count * Shapes.size(a.sizes())]));
        return slopes;
    }

    private void addSlopes(double[] out, int element, List<double[]> slopes) {
        int at = 1;
        for (int a = 0; a < arguments.size(); a++) {
            Argument argument = arguments.get(a);
            if (!argument.whole()) {
                int size = Shapes.size(argument.sizes());
                argument.layout().addFromKernel(out, at, argument.sizes(), slopes.get(a), element * size);
                at += size;
            }
        }
    }

    private List<Tensor> tensors(List<double[]> slopes) {
        List<Tensor> tensors = new ArrayList<>();
        for (int a = 0; a < arguments.size(); a++) {
            tensors.add(slopes.get(a) == null ? null : new Tensor(Shapes.joined(batch, arguments.get(a).sizes()), slopes.get(a)));
        }
        return tensors;
    }
}
