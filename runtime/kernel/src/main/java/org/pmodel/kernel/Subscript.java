package org.pmodel.kernel;

import java.util.List;

/**
 * An index as a base plus a constant: {@code n + 1}, or {@code 3} with no base ({@code null}).
 */
record Subscript(Value base, int offset) {
    static Subscript of(Structure structure, Atom index) {
        return switch (index) {
            case Atom.Int c -> new Subscript(null, c.value());
            case Value v -> structure.definition(v) instanceof Stmt.Let(Value r, Op op, List<Atom> a) && op == Ops.INT_ADD
                    && a.get(0) instanceof Value base && a.get(1) instanceof Atom.Int c ? new Subscript(base, c.value()) : new Subscript(v, 0);
            case Atom.Real r -> throw new IllegalArgumentException("index " + r.value());
        };
    }

    /** Whether the two are different in all iterations: different constants, or a constant below what a loop index plus offset starts from. */
    boolean neverMeets(Subscript other, Structure structure) {
        if (base == null && other.base == null) {
            return offset != other.offset;
        }
        if (base == null) {
            return structure.isLoopIndex(other.base) && other.offset > offset;
        }
        return other.base == null && other.neverMeets(this, structure);
    }
}
