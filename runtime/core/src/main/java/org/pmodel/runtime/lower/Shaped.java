package org.pmodel.runtime.lower;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Elem;

/** What an expression stands for while kernels are written. */
sealed interface Shaped {
    record Scalar(Atom atom) implements Shaped {
        @Override
        public List<Atom> sizes() {
            return List.of();
        }
    }

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

    /** A tuple, or a complex number as its real and its imaginary part. An array of either is a tuple of arrays, and so are vectors of complex numbers. */
    record Tuple(List<Shaped> elements) implements Shaped {
        public Tuple {
            elements = List.copyOf(elements);
        }

        Tuple map(UnaryOperator<Shaped> f) {
            return new Tuple(elements.stream().map(f).toList());
        }

        Shaped real() {
            return elements.get(0);
        }

        Shaped imaginary() {
            return elements.get(1);
        }

        @Override
        public List<Atom> sizes() {
            return elements.get(0).sizes();
        }
    }

    /** The name of a function that is passed to a function. */
    record FunctionName(String id) implements Shaped {
        @Override
        public List<Atom> sizes() {
            return List.of();
        }
    }

    /** The sizes of the first part that is no tuple; those of the arrays around tuples come first in the sizes of every part. */
    List<Atom> sizes();

    /** The scalars and containers that a value is made of. */
    static Stream<Shaped> leaves(Shaped value) {
        return value instanceof Tuple(List<Shaped> elements) ? elements.stream().flatMap(Shaped::leaves) : Stream.of(value);
    }

    interface Reader {
        Atom at(List<Atom> index);
    }

    /** Elements that lie in an array of the container's sizes. */
    record Stored(Array array, Builder out) implements Reader {
        @Override
        public Atom at(List<Atom> index) {
            return out.load(array.name(), array, index);
        }
    }
}
