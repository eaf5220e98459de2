package org.pmodel.runtime.lower;

import java.util.List;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Span;
import org.pmodel.ir.Transform;
import org.pmodel.kernel.Atom;

/** How a parameter is made of unconstrained coordinates. */
sealed interface Layout {
    /**
     * Numbers: {@code outer} are the sizes of the elements that the transform is applied to one by one, {@code inner} those of one element, {@code free}
     * those of its coordinates.
     *
     * @param name as the program calls it, {@code x.2} in a tuple
     * @param arrayRank how many of the sizes are of arrays; the rest belong to a vector or matrix
     * @param transform {@code null} when there is no constraint
     */
    record Numbers(String name, int arrayRank, Constraint constraint, Transform transform, List<Atom> sizes, List<Atom> outer, List<Atom> inner,
            List<Atom> free, Span span) implements Layout {}

    /**
     * A tuple or complex number, or a container of them: the elements of one lie beside each other.
     *
     * @param columns how many of the sizes, the last ones, run column by column among the coordinates
     */
    record Group(String name, List<Atom> sizes, int columns, List<Layout> elements) implements Layout {
        public Group {
            elements = List.copyOf(elements);
        }
    }
}
