package org.pmodel.runtime.lower;

import java.util.List;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;

/** Where a variable that statements change is kept. */
sealed interface Place {
    record Memory(Array array, List<Atom> sizes) implements Place {
        public Memory {
            sizes = List.copyOf(sizes);
        }
    }

    /** One place for each element of a tuple or of an array of tuples, or for the parts of complex numbers. */
    record Tuple(List<Place> elements) implements Place {
        public Tuple {
            elements = List.copyOf(elements);
        }

        @Override
        public List<Atom> sizes() {
            return elements.get(0).sizes();
        }
    }

    /** The sizes of the first part that is no tuple, as {@link Shaped#sizes}. */
    List<Atom> sizes();
}
