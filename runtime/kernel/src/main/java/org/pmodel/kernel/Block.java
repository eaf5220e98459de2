package org.pmodel.kernel;

import java.util.List;

/** Statements in order; values and arrays that they introduce end with the block. */
public record Block(List<Stmt> statements) {
    public static final Block EMPTY = new Block(List.of());

    public Block {
        statements = List.copyOf(statements);
    }

    public boolean isEmpty() {
        return statements.isEmpty();
    }
}
