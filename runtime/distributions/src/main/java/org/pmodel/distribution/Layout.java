package org.pmodel.distribution;

/**
 * Where the elements of one argument stand in the input of a kernel: arrays row by row, the matrices in them column by column.
 *
 * @param rank of the argument
 * @param matrix whether its last two dimensions are those of a matrix
 */
record Layout(int rank, boolean matrix) {
    /** From the order of a tensor to the order of kernels. */
    void toKernel(double[] from, int start, int[] sizes, double[] to, int at) {
        copy(from, start, sizes, to, at, true);
    }

    /** From the order of kernels to the order of a tensor, adding. */
    void addFromKernel(double[] from, int start, int[] sizes, double[] to, int at) {
        copy(to, at, sizes, from, start, false);
    }

    private void copy(double[] tensor, int start, int[] sizes, double[] kernel, int at, boolean toKernel) {
        int n = Shapes.size(sizes);
        int rows = matrix ? sizes[rank - 2] : 1;
        int columns = matrix ? sizes[rank - 1] : n;
        for (int i = 0; i < n; i++) {
            int within = i % (rows * columns);
            int place = at + i - within + within % columns * rows + within / columns;
            if (toKernel) {
                kernel[place] = tensor[start + i];
            } else {
                tensor[start + i] += kernel[place];
            }
        }
    }

    /** From a quantity of a kernel, its first index fastest, to the order of a tensor. */
    static void fromQuantity(double[] from, int start, int[] sizes, double[] to, int at) {
        int n = Shapes.size(sizes);
        int[] index = new int[sizes.length];
        for (int i = 0; i < n; i++) {
            int place = 0;
            for (int k = sizes.length - 1; k >= 0; k--) {
                place = place * sizes[k] + index[k];
            }
            to[at + i] = from[start + place];
            for (int k = sizes.length - 1; k >= 0 && ++index[k] == sizes[k]; k--) {
                index[k] = 0;
            }
        }
    }
}
