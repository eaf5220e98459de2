package org.pmodel.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parameters that a family takes, found from the constraints of its definition: for pictures, examples and checks of all families alike. */
public final class Typical {
    /** Elements of a vector, rows and columns of a matrix. */
    private static final int SIZE = 3;
    /** Free coordinates to start from, one list for each choice. */
    private static final double[][] COORDINATES = {{0.3, -0.4, 0.2, 0.5, -0.1, 0.4}, {-0.6, 0.5, -0.2, 0.1, 0.7, -0.5}, {1.1, 0.2, 0.6, -0.7, 0.3, 0.1}};

    private Typical() {}

    /** A distribution of the family; there are three choices, 0 to 2. */
    public static Family of(String family, int choice) {
        return Families.of(family, parameters(family, choice).toArray(Tensor[]::new));
    }

    public static List<Tensor> parameters(String family, int choice) {
        Definition definition = Families.definition(family);
        List<Tensor> parameters = new ArrayList<>(definition.parameters().stream().map(p -> Tensor.filled(0, shape(p))).toList());
        for (int i = 0; i < parameters.size(); i++) {
            Definition.Parameter p = definition.parameters().get(i);
            int[] shape = p.sizes() == null ? shape(p) : p.sizes().needed().apply(parameters);
            parameters.set(i, Tensor.filled(0, shape));
            parameters.set(i, value(p.whole(), p.constraint().apply(parameters), shape, i, choice));
        }
        return parameters;
    }

    private static int[] shape(Definition.Parameter parameter) {
        int[] shape = new int[parameter.layout().rank()];
        Arrays.fill(shape, SIZE);
        return shape;
    }

    private static Tensor value(boolean whole, Constraint constraint, int[] shape, int position, int choice) {
        if (whole) {
            double least = constraint.arguments().isEmpty() ? 0 : constraint.arguments().get(0).values[0];
            return Tensor.filled(Math.max(least, 0) + 4 + 3 * choice + 2 * position, shape);
        }
        Transform transform = Transform.bijectTo(constraint);
        int[] free = transform.inverseShape(shape);
        Tensor x = Tensor.filled(0, free);
        double[] source = COORDINATES[choice];
        double[] coordinates = x.values();
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = source[(i + 2 * position) % source.length];
        }
        Tensor value = transform.forward(new Tensor(free, coordinates));
        Tensor rounded = new Tensor(shape, Arrays.stream(value.values).map(v -> Math.rint(v * 10) / 10).toArray());
        return constraint.holds(rounded) && Arrays.stream(rounded.values).noneMatch(v -> shape.length == 0 && v == 0) ? rounded : value;
    }
}
