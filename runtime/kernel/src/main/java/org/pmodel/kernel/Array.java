package org.pmodel.kernel;

/**
 * A rectangular piece of memory, row by row; rank zero is a mutable scalar. Its sizes stand in the {@link Stmt.Alloc} that introduces it.
 *
 * @param id unique in a kernel
 * @param name what people see; need not be unique
 */
public record Array(int id, String name, Elem elem, int rank) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Array a && a.id == id;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
