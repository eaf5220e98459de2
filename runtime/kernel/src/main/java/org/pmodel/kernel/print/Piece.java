package org.pmodel.kernel.print;

import java.util.List;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/**
 * Consecutive statements of a block.
 *
 * @param method the name of the method that they stand in, or {@code null}
 * @param around what the method is given
 * @param results what it defines and others use
 */
record Piece(List<Stmt> statements, String method, Surroundings around, List<Value> results) {
    /** Statements that stay where they are. */
    static Piece inPlace(List<Stmt> statements) {
        return new Piece(statements, null, null, List.of());
    }

    boolean isInPlace() {
        return method == null;
    }
}
