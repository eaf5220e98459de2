package org.pmodel.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.pmodel.ir.Type;

/**
 * How the scalars of a variable lie in a row: the first index of a container runs fastest; the parts of a complex number, and the elements of a tuple, lie
 * beside each other. This is the order of Stan's files.
 */
public sealed interface Shape {
    /** The size along each index; none for one number, complex number or tuple. */
    List<Integer> sizes();

    record Numbers(List<Integer> sizes) implements Shape {
        public Numbers {
            check(sizes);
            sizes = List.copyOf(sizes);
        }
    }

    /**
     * Some numbers of a container in a row, which keep the indices that they have there.
     *
     * @param indices of each, from zero
     */
    record Entries(List<int[]> indices) implements Shape {
        public Entries {
            indices = List.copyOf(indices);
        }

        @Override
        public List<Integer> sizes() {
            return List.of(indices.size());
        }
    }

    record Complex(List<Integer> sizes) implements Shape {
        public Complex {
            check(sizes);
            sizes = List.copyOf(sizes);
        }
    }

    record Tuple(List<Integer> sizes, List<Shape> elements) implements Shape {
        public Tuple {
            check(sizes);
            sizes = List.copyOf(sizes);
            elements = List.copyOf(elements);
        }
    }

    private static void check(List<Integer> sizes) {
        if (sizes.stream().anyMatch(n -> n < 0)) {
            throw new IllegalArgumentException("sizes " + sizes);
        }
    }

    /** @param sizes gives those of arrays, then those of the elements of tuples */
    static Shape of(Type type, IntSupplier sizes) {
        List<Integer> own = new ArrayList<>();
        for (int k = 0; k < type.rank(); k++) {
            own.add(sizes.getAsInt());
        }
        return type.scalar() instanceof Type.Tuple(List<Type> elements) ? new Tuple(own, elements.stream().map(e -> of(e, sizes)).toList())
                : type.scalar() == Type.COMPLEX ? new Complex(own) : new Numbers(own);
    }

    /** How many sizes {@link #of} asks for. */
    static int sizes(Type type) {
        int[] count = new int[1];
        of(type, () -> {
            count[0]++;
            return 0;
        });
        return count[0];
    }

    /** The number of elements of the container. */
    default int count() {
        return sizes().stream().reduce(1, (a, b) -> a * b);
    }

    /** The number of scalars of one element. */
    default int step() {
        return switch (this) {
            case Numbers n -> 1;
            case Entries e -> 1;
            case Complex c -> 2;
            case Tuple t -> t.elements().stream().mapToInt(Shape::size).sum();
        };
    }

    /** The number of scalars. */
    default int size() {
        return count() * step();
    }

    /**
     * The names of the scalars as expressions of the language: {@code theta[1,2]}, {@code x[3].1}; {@code z.real} and {@code z.imag} of complex numbers.
     */
    default List<String> scalarNames(String name) {
        List<String> names = new ArrayList<>(size());
        int[] index = new int[sizes().size()];
        for (int i = 0; i < count(); i++) {
            String element = name + indices(index);
            switch (this) {
                case Entries e -> names.add(name + indices(e.indices().get(i)));
                case Numbers n -> names.add(element);
                case Complex c -> names.addAll(List.of(element + ".real", element + ".imag"));
                case Tuple t -> IntStream.range(0, t.elements().size()).forEach(k -> names.addAll(t.elements().get(k).scalarNames(element + "." + (k + 1))));
            }
            for (int d = 0; d < index.length && ++index[d] == sizes().get(d); d++) {
                index[d] = 0;
            }
        }
        return names;
    }

    private static String indices(int[] index) {
        if (index.length == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("[");
        for (int d = 0; d < index.length; d++) {
            text.append(d == 0 ? "" : ",").append(index[d] + 1);
        }
        return text.append(']').toString();
    }
}
