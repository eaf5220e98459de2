package org.pmodel.kernel.ad;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Uses;
import org.pmodel.kernel.Value;

/** Writes the formula of a partial derivative at the arguments of an operation, asking for those that it uses; where the formula repeats the operation, its result is taken. */
final class PartialWriter extends Rewriter {
    private final Stmt.Let operation;
    private final UnaryOperator<Atom> primal;
    /** {@code null} for those that the formula does not use. */
    private List<Atom> arguments;

    PartialWriter(Builder out, Stmt.Let operation, UnaryOperator<Atom> primal) {
        super(out);
        this.operation = operation;
        this.primal = primal;
    }

    Atom write(Op.Snippet formula) {
        Set<Value> used = new HashSet<>();
        formula.body().statements().forEach(s -> used.addAll(Uses.of(s)));
        arguments = new ArrayList<>();
        for (int i = 0; i < operation.arguments().size(); i++) {
            Value parameter = formula.parameters().get(i);
            boolean needed = used.contains(parameter) || parameter.equals(formula.result());
            arguments.add(needed ? primal.apply(operation.arguments().get(i)) : null);
            if (needed) {
                substitute(parameter, arguments.get(i));
            }
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
