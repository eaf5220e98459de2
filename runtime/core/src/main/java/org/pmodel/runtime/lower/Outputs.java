package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;

/**
 * Writes the values of quantities in a row, as {@code org.pmodel.runtime.Shape} describes it: containers with the first index fastest, the elements of a
 * tuple and the parts of a complex number beside each other.
 */
final class Outputs {
    private final Lowering lowering;

    Outputs(Lowering lowering) {
        this.lowering = lowering;
    }

    /** The types of the elements of a tuple, or of the parts of a complex number; none of a real type. */
    private static List<Type> elements(Type type) {
        return type.scalar() instanceof Type.Tuple(List<Type> elements) ? elements
                : type.scalar() == Type.COMPLEX ? List.of(Type.REAL, Type.REAL) : List.of();
    }

    /** The sizes of a value: of its arrays, then of the elements of its tuples. */
    static List<Atom> sizes(Shaped value, Type type) {
        List<Atom> sizes = new ArrayList<>();
        sizes(value, type, 0, sizes);
        return sizes;
    }

    private static void sizes(Shaped value, Type type, int outer, List<Atom> sizes) {
        sizes.addAll(value.sizes().subList(outer, outer + type.rank()));
        if (type.scalar() instanceof Type.Tuple(List<Type> elements)) {
            for (int k = 0; k < elements.size(); k++) {
                sizes(((Shaped.Tuple) value).elements().get(k), elements.get(k), outer + type.rank(), sizes);
            }
        }
    }

    /** The number of scalars. */
    Atom count(Shaped value, Type type) {
        return count(value, type, 0);
    }

    private Atom count(Shaped value, Type type, int outer) {
        Atom count = lowering.count(value.sizes().subList(outer, outer + type.rank()));
        return elements(type).isEmpty() ? count : lowering.out.intTimes(count, step(value, type, outer));
    }

    /** The number of scalars of one tuple or complex number. */
    private Atom step(Shaped value, Type type, int outer) {
        Atom sum = Atom.NONE;
        for (int k = 0; k < elements(type).size(); k++) {
            sum = lowering.out.intPlus(sum, count(((Shaped.Tuple) value).elements().get(k), elements(type).get(k), outer + type.rank()));
        }
        return sum;
    }

    void write(Shaped value, Type type, Array output, Atom start) {
        List<Type> elements = elements(type);
        List<Atom> sizes = value.sizes().subList(0, type.rank());
        Atom step = elements.isEmpty() ? Atom.UNIT : step(value, type, 0);
        lowering.loops(sizes, i -> {
            Atom at = lowering.out.intPlus(start, lowering.out.intTimes(Parameters.position(lowering, i, sizes, i.size()), step));
            Shaped one = lowering.part(value, i);
            if (elements.isEmpty()) {
                lowering.out.store(output, List.of(at), lowering.toReal(((Shaped.Scalar) one).atom()));
                return;
            }
            for (int k = 0; k < elements.size(); k++) {
                Shaped element = ((Shaped.Tuple) one).elements().get(k);
                write(element, elements.get(k), output, at);
                at = lowering.out.intPlus(at, count(element, elements.get(k), 0));
            }
        });
    }
}
