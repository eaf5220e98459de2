package org.pmodel.kernel.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;

/** What elements of arrays are known to hold at a point of a walk over nested blocks. What a block changes is undone at its end. */
final class Known {
    private final Map<Array, Map<List<Atom>, Atom>> elements = new HashMap<>();
    /** What the block that is being walked has changed, as it was before. */
    private Map<Array, Map<List<Atom>, Atom>> before = new HashMap<>();

    /** The value of an element, or {@code null}. */
    Atom at(Array array, List<Atom> index) {
        Map<List<Atom>, Atom> known = elements.get(array);
        return known == null ? null : known.get(index);
    }

    void put(Array array, List<Atom> index, Atom value) {
        change(array).put(index, value);
    }

    void forget(Array array) {
        if (elements.containsKey(array)) {
            change(array).clear();
        }
    }

    /** Forgets the elements that an index may name. */
    void forget(Array array, List<Atom> index) {
        if (elements.containsKey(array)) {
            change(array).keySet().removeIf(i -> !differ(i, index));
        }
    }

    void nested(Runnable block) {
        Map<Array, Map<List<Atom>, Atom>> outer = before;
        before = new HashMap<>();
        block.run();
        before.forEach((array, known) -> {
            if (known == null) {
                elements.remove(array);
            } else {
                elements.put(array, known);
            }
        });
        before = outer;
    }

    private Map<List<Atom>, Atom> change(Array array) {
        if (!before.containsKey(array)) {
            Map<List<Atom>, Atom> known = elements.get(array);
            before.put(array, known);
            elements.put(array, known == null ? new HashMap<>() : new HashMap<>(known));
        }
        return elements.get(array);
    }

    private static boolean differ(List<Atom> a, List<Atom> b) {
        for (int k = 0; k < a.size(); k++) {
            if (a.get(k) instanceof Atom.Int x && b.get(k) instanceof Atom.Int y && x.value() != y.value()) {
                return true;
            }
        }
        return false;
    }
}
