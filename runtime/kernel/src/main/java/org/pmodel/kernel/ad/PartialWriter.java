package org.pmodel.kernel.ad;

import java.util.List;
import java.util.function.UnaryOperator;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;

/** Writes the formula of a partial derivative at the arguments of an operation; where the formula repeats the operation, its result is taken. */
final class PartialWriter extends Rewriter {
    private final Stmt.Let operation;
    private final UnaryOperator<Atom> primal;
    private List<Atom> arguments;

    PartialWriter(Builder out, Stmt.Let operation, UnaryOperator<Atom> primal) {
        super(out);
        this.operation = operation;
        this.primal = primal;
    }

    Atom write(Op.Snippet formula) {
        arguments = operation.arguments().stream().map(primal).toList();
        for (int i = 0; i < arguments.size(); i++) {
            substitute(formula.parameters().get(i), arguments.get(i));
        }
        block(formula.body());
        return atom(formula.result());
    }

    @Override
    public void statement(Stmt statement) {
        if (statement instanceof Stmt.Let let && let.op().equals(operation.op()) && atoms(let.arguments()).equals(arguments)) {
            substitute(let.result(), primal.apply(operation.result()));
        } else if (statement instanceof Stmt.Let let && let.op().equals(operation.op())) {
            substitute(let.result(), out.let(operation.op(), atoms(let.arguments())));
        } else {
            copy(statement);
        }
    }
}
