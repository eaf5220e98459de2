package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;

/** Adds up in registers what a block adds to the same scalar, and adds the sum once. */
final class JoinSums extends Rewriter {
    private Map<Array, Atom> pending = new LinkedHashMap<>();

    private JoinSums(Builder out) {
        super(out);
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        JoinSums pass = new JoinSums(out);
        pass.block(kernel.body());
        pass.flush();
        return kernel.withBody(out.finish());
    }

    @Override
    public void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Add(Array array, List<Atom> index, Atom value) when index.isEmpty() ->
                pending.merge(array(array), atom(value), array.elem() == Elem.REAL ? out::plus : out::intPlus);
            default -> {
                flush(Effects.of(statement));
                copy(statement);
            }
        }
    }

    @Override
    protected void nested(Block block) {
        Map<Array, Atom> outer = pending;
        pending = new LinkedHashMap<>();
        block(block);
        flush();
        pending = outer;
    }

    /** Writes the sums that a statement reads or overwrites. */
    private void flush(Effects effects) {
        for (Array touched : union(effects)) {
            Array array = array(touched);
            Atom value = pending.remove(array);
            if (value != null) {
                out.add(array, List.of(), value);
            }
        }
    }

    private static List<Array> union(Effects effects) {
        List<Array> touched = new ArrayList<>(effects.loads());
        touched.addAll(effects.stores());
        return touched;
    }

    private void flush() {
        pending.forEach((array, value) -> out.add(array, List.of(), value));
        pending.clear();
    }
}
