package org.pmodel.kernel.pass;

import java.util.HashSet;
import java.util.Set;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;

/** The values that change by one from turn to turn of a loop: its index, and sums and differences of it and something else. */
final class Moving {
    private final Set<Atom> values;

    Moving(Set<Atom> values) {
        this.values = new HashSet<>(values);
    }

    boolean contains(Atom atom) {
        return values.contains(atom);
    }

    /** Takes in what a statement defines. */
    void follow(Stmt statement) {
        if (statement instanceof Stmt.Let let && (let.op() == Ops.INT_ADD || let.op() == Ops.INT_SUBTRACT)
                && contains(let.arguments().get(0)) != contains(let.arguments().get(1))) {
            values.add(let.result());
        }
    }

    Set<Atom> values() {
        return values;
    }
}
