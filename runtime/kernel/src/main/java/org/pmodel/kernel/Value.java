package org.pmodel.kernel;

/**
 * A scalar that is defined once.
 *
 * @param id unique in a kernel
 * @param name what people see; need not be unique
 */
public record Value(int id, String name, Elem elem) implements Atom {
    @Override
    public boolean equals(Object other) {
        return other instanceof Value v && v.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
