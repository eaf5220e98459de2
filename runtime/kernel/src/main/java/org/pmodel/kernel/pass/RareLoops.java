package org.pmodel.kernel.pass;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/**
 * Writes a loop in which a {@linkplain Ops#RARE rare} condition from outside chooses twice, without that side and with it: the loop that runs nearly always is
 * as short as if there were no choice. At the outermost level, where threads share the turns of loops, one of the two has no turns; inside of others a
 * branch chooses between them.
 */
final class RareLoops extends Rewriter {
    /** A loop is written four times at most. */
    private static final int CONDITIONS = 2;

    private final Set<Value> rare;
    private int taken;
    private int depth;

    private RareLoops(Builder out, Set<Value> rare) {
        super(out);
        this.rare = rare;
    }

    static Kernel apply(Kernel kernel) {
        Set<Value> rare = conditions(kernel);
        if (rare.isEmpty()) {
            return kernel;
        }
        Builder out = new Builder(Fresh.after(kernel));
        new RareLoops(out, rare).block(kernel.body());
        return kernel.withBody(out.finish());
    }

    /** The rare conditions of a kernel. */
    static Set<Value> conditions(Kernel kernel) {
        Set<Value> rare = new HashSet<>();
        find(kernel.body(), rare);
        return rare;
    }

    private static void find(Block block, Set<Value> rare) {
        for (Stmt s : block.statements()) {
            switch (s) {
                case Stmt.Let let when let.op() == Ops.RARE -> rare.add(let.result());
                case Stmt.For loop -> find(loop.body(), rare);
                case Stmt.If branch -> {
                    find(branch.then(), rare);
                    find(branch.otherwise(), rare);
                }
                case Stmt.While loop -> find(loop.body(), rare);
                default -> { }
            }
        }
    }

    @Override
    public void statement(Stmt statement) {
        switch (statement) {
            case Stmt.For loop -> loop(loop);
            default -> copy(statement);
        }
    }

    @Override
    protected void nested(Block block) {
        depth++;
        block(block);
        depth--;
    }

    private void loop(Stmt.For loop) {
        Set<Value> choices = new LinkedHashSet<>();
        collect(loop.body(), choices);
        Value choice = choices.stream().filter(c -> atom(c) instanceof Value).findFirst().orElse(null);
        if (choice == null || taken == CONDITIONS) {
            copy(loop);
            return;
        }
        Atom condition = atom(choice);
        taken++;
        if (depth == 0) {
            Atom count = atom(loop.count());
            without(choice, 0, () -> turns(loop, out.let(Ops.INT_SELECT, condition, Atom.NONE, count)));
            without(choice, 1, () -> turns(loop, out.let(Ops.INT_SELECT, condition, count, Atom.NONE)));
        } else {
            out.branch(condition, () -> without(choice, 1, () -> loop(loop)), () -> without(choice, 0, () -> loop(loop)));
        }
        taken--;
        substitute(choice, condition);
    }

    private void turns(Stmt.For loop, Atom count) {
        loop(new Stmt.For(loop.index(), count, loop.body()));
    }

    private void without(Value choice, int value, Runnable writer) {
        substitute(choice, Atom.of(value));
        writer.run();
    }

    /** The rare conditions from outside of a block by which branches in it choose. */
    private void collect(Block block, Set<Value> choices) {
        Set<Value> own = new HashSet<>();
        for (Stmt s : block.statements()) {
            switch (s) {
                case Stmt.Let let -> own.add(let.result());
                case Stmt.For inner -> collect(inner.body(), choices);
                case Stmt.If branch -> {
                    if (branch.condition() instanceof Value c && rare.contains(c)) {
                        choices.add(c);
                    }
                    collect(branch.then(), choices);
                    collect(branch.otherwise(), choices);
                }
                case Stmt.While inner -> collect(inner.body(), choices);
                default -> { }
            }
        }
        choices.removeAll(own);
    }
}
