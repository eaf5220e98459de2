package org.pmodel.kernel.pass;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;

/**
 * Writes the operations of a loop's turns out as what they are made of, where that does not make the loop long: then what they have in common is
 * computed once, and what does not change can leave the loop. A C++ compiler does as much by itself.
 */
final class Expand extends Rewriter {
    private static final int LONG = 200;
    private static final String ABSOLUTE = "fabs_real_";

    /** The composite operations of the loop that is being written. */
    private Set<Op> expanded = Set.of();
    /** What negations are of. */
    private final Map<Atom, Atom> negated;

    private Expand(Builder out, Map<Atom, Atom> negated) {
        super(out);
        this.negated = negated;
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        new Expand(out, new HashMap<>()).block(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    public void statement(Stmt statement) {
        switch (statement) {
            case Stmt.For loop -> {
                Set<Op> outer = expanded;
                expanded = size(loop.body()) <= LONG ? operations(loop.body()) : Set.of();
                copy(loop);
                expanded = outer;
            }
            case Stmt.Let let when expanded.contains(let.op()) && let.op().definition() instanceof Op.Definition.Composite(Op.Snippet body) -> {
                Expand inside = new Expand(out, negated); // identities of one operation mean nothing in another
                inside.expanded = expanded;
                for (int i = 0; i < body.parameters().size(); i++) {
                    inside.substitute(body.parameters().get(i), atom(let.arguments().get(i)));
                }
                inside.block(body.body());
                substitute(let.result(), inside.atom(body.result()));
            }
            // a function of both x and -x has the exponential of -|x| in common
            case Stmt.Let let when let.op().name().equals(ABSOLUTE) -> {
                Atom x = atom(let.arguments().getFirst());
                substitute(let.result(), out.let(let.result().name(), let.op(), List.of(negated.getOrDefault(x, x))));
            }
            case Stmt.Let let when let.op() == Ops.NEGATE -> {
                copy(let);
                negated.put(atom(let.result()), atom(let.arguments().getFirst()));
            }
            default -> copy(statement);
        }
    }

    /** Statements of a block when its operations are written out; many where it nests. */
    private static int size(Block block) {
        int size = 0;
        for (Stmt s : block.statements()) {
            size += switch (s) {
                case Stmt.Let let when let.op().definition() instanceof Op.Definition.Composite c -> 1 + size(c.body().body());
                case Stmt.For f -> LONG;
                case Stmt.While w -> LONG;
                case Stmt.If i -> 1 + size(i.then()) + size(i.otherwise());
                default -> 1;
            };
        }
        return size;
    }

    /** The composite operations of a block at any depth of their own. */
    private static Set<Op> operations(Block block) {
        Set<Op> operations = new HashSet<>();
        for (Stmt s : block.statements()) {
            switch (s) {
                case Stmt.Let let when let.op().definition() instanceof Op.Definition.Composite c -> {
                    operations.add(let.op());
                    operations.addAll(operations(c.body().body()));
                }
                case Stmt.If i -> {
                    operations.addAll(operations(i.then()));
                    operations.addAll(operations(i.otherwise()));
                }
                default -> { }
            }
        }
        return operations;
    }
}
