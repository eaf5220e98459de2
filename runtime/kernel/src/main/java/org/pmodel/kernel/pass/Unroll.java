package org.pmodel.kernel.pass;

import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;

/** Writes out innermost loops of a few turns whose number stands in the program, so that the loop around them becomes the innermost. */
final class Unroll extends Rewriter {
    private static final int MOST_TURNS = 8, MOST_STATEMENTS = 96;

    private Unroll(Builder out) {
        super(out);
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        new Unroll(out).block(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    public void statement(Stmt statement) {
        if (statement instanceof Stmt.For loop && atom(loop.count()) instanceof Atom.Int turns && turns.value() <= MOST_TURNS && isStraight(loop.body())
                && turns.value() * loop.body().statements().size() <= MOST_STATEMENTS) {
            for (int i = 0; i < turns.value(); i++) {
                substitute(loop.index(), Atom.of(i));
                block(loop.body());
            }
        } else {
            copy(statement);
        }
    }

    private static boolean isStraight(Block block) {
        return block.statements().stream().noneMatch(s -> s instanceof Stmt.For || s instanceof Stmt.While || s instanceof Stmt.If);
    }
}
