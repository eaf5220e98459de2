package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Atom;

/** The parts of a type that are no tuples, in order: what values of the type are kept in. A complex number has two. */
final class Parts {
    private Parts() {}

    /** The number of indices of each part, arrays around tuples included. */
    static List<Integer> ranks(Type type) {
        List<Integer> ranks = new ArrayList<>();
        ranks(type, 0, ranks);
        return ranks;
    }

    private static void ranks(Type type, int outer, List<Integer> ranks) {
        int rank = outer + type.rank();
        if (type.scalar() instanceof Type.Tuple(List<Type> elements)) {
            elements.forEach(e -> ranks(e, rank, ranks));
            return;
        }
        for (int k = 0; k < (type.scalar() == Type.COMPLEX ? 2 : 1); k++) {
            ranks.add(rank);
        }
    }

    /** The sizes of each part as a declaration states them; {@code null} for each where it states none. */
    static List<List<Atom>> sizes(SizedType type, Expressions expressions) {
        List<List<Atom>> sizes = new ArrayList<>();
        sizes(type, List.of(), expressions, sizes);
        return sizes;
    }

    private static void sizes(SizedType type, List<Atom> outer, Expressions expressions, List<List<Atom>> sizes) {
        switch (type) {
            case SizedType.Tuple t -> {
                List<Atom> all = Lowering.joined(outer, t.arrayDimensions().stream().map(expressions::scalar).toList());
                t.elements().forEach(e -> sizes(e, all, expressions, sizes));
            }
            case SizedType.Plain p -> {
                boolean stated = p.dimensions().size() == p.type().rank();
                List<Atom> all = stated ? Lowering.joined(outer, p.dimensions().stream().map(expressions::scalar).toList()) : null;
                ranks(p.type()).forEach(rank -> sizes.add(all));
            }
        }
    }
}
