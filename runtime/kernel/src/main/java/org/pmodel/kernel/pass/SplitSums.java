package org.pmodel.kernel.pass;

import java.util.List;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;

/**
 * Adds the terms of a sum one by one instead of their sum, so that a term that does not change in a loop, or does not depend on parameters, can go
 * its own way; {@link JoinSums} puts together what stays.
 */
final class SplitSums extends Rewriter {
    private SplitSums(Builder out) {
        super(out);
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        new SplitSums(out).block(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    public void statement(Stmt statement) {
        if (statement instanceof Stmt.Add(Array array, List<Atom> index, Atom value) && index.isEmpty()) {
            split(array(array), atom(value), false, 24);
        } else {
            copy(statement);
        }
    }

    private void split(Array array, Atom value, boolean negative, int depth) {
        Stmt.Let let = depth > 0 ? out.definition(value) : null;
        if (let != null && (let.op() == Ops.ADD || let.op() == Ops.SUBTRACT)) {
            split(array, let.arguments().get(0), negative, depth - 1);
            split(array, let.arguments().get(1), negative != (let.op() == Ops.SUBTRACT), depth - 1);
        } else if (let != null && let.op() == Ops.NEGATE) {
            split(array, let.arguments().get(0), !negative, depth - 1);
        } else {
            out.add(array, List.of(), negative ? out.let(Ops.NEGATE, value) : value);
        }
    }
}
