package org.pmodel.runtime.lower;

import java.util.List;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Elem;

/** What an expression stands for while kernels are written. */
sealed interface Shaped {
    record Scalar(Atom atom) implements Shaped {}

    /**
     * A container of any kind as a function from indices, counted from zero, to elements.
     *
     * @param sizes one per dimension, array dimensions first
     * @param repeatable whether reading an element twice costs no more than two loads
     */
    record Tensor(Elem elem, List<Atom> sizes, Reader reader, boolean repeatable) implements Shaped {
        public Tensor {
            sizes = List.copyOf(sizes);
        }

        int rank() {
            return sizes.size();
        }

        Atom at(List<Atom> index) {
            return reader.at(index);
        }

        Atom at(Atom... index) {
            return reader.at(List.of(index));
        }
    }

    /** The name of a function that is passed to a function. */
    record FunctionName(String id) implements Shaped {}

    interface Reader {
        Atom at(List<Atom> index);
    }

    /** A variable that statements change. */
    record Variable(Array array, List<Atom> sizes) {
        public Variable {
            sizes = List.copyOf(sizes);
        }
    }
}
