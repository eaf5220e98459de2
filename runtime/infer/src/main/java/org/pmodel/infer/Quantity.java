package org.pmodel.infer;

import java.util.List;
import org.pmodel.runtime.Shape;

/** A named output of a posterior: a number, a container, a complex number or a tuple, with its shape. */
public record Quantity(String name, Shape shape, Role role) {
    /** The block a quantity comes from. */
    public enum Role { PARAMETER, TRANSFORMED_PARAMETER, GENERATED }

    public Quantity {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a quantity without name");
        }
    }

    public static Quantity scalar(String name) {
        return new Quantity(name, new Shape.Numbers(List.of()), Role.PARAMETER);
    }

    public static Quantity vector(String name, int size) {
        return new Quantity(name, new Shape.Numbers(List.of(size)), Role.PARAMETER);
    }

    /** The number of scalars. */
    public int size() {
        return shape.size();
    }

    /** The names of its scalars, {@code theta[1,1]}, {@code theta[2,1]} …, in the order of {@link Shape}. */
    public List<String> scalarNames() {
        return shape.scalarNames(name);
    }
}
