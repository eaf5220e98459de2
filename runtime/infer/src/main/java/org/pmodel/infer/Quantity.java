package org.pmodel.infer;

import java.util.ArrayList;
import java.util.List;

/**
 * A named output of a posterior: a scalar, or a container with its shape.
 *
 * @param shape the size along each index, {@code []} for a scalar
 */
public record Quantity(String name, List<Integer> shape, Role role) {
    /** The block a quantity comes from. */
    public enum Role { PARAMETER, TRANSFORMED_PARAMETER, GENERATED }

    public Quantity {
        shape = List.copyOf(shape);
        if (name.isEmpty() || shape.stream().anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("quantity '" + name + "' of shape " + shape);
        }
    }

    public static Quantity scalar(String name) {
        return new Quantity(name, List.of(), Role.PARAMETER);
    }

    public static Quantity vector(String name, int size) {
        return new Quantity(name, List.of(size), Role.PARAMETER);
    }

    /** The number of scalars. */
    public int size() {
        return shape.stream().reduce(1, (a, b) -> a * b);
    }

    /** The names of its scalars, {@code theta[1,1]}, {@code theta[2,1]} …: the first index runs fastest, as Stan writes containers. */
    public List<String> scalarNames() {
        if (shape.isEmpty()) {
            return List.of(name);
        }
        int size = size();
        int[] index = new int[shape.size()];
        List<String> names = new ArrayList<>(size);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.setLength(0);
            text.append(name).append('[');
            for (int d = 0; d < index.length; d++) {
                text.append(d == 0 ? "" : ",").append(index[d] + 1);
            }
            names.add(text.append(']').toString());
            for (int d = 0; d < index.length && ++index[d] == shape.get(d); d++) {
                index[d] = 0;
            }
        }
        return names;
    }
}
