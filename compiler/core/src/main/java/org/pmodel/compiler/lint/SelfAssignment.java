package org.pmodel.compiler.lint;

import java.util.function.Consumer;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.ModelPrinter;
import org.pmodel.ir.Stmt;

/** {@code x = x;} and {@code x[i] = x[i];}. */
final class SelfAssignment {
    private SelfAssignment() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        subject.eachStatement(statement -> {
            if (statement instanceof Stmt.Assign assign && isSame(assign)) {
                report.accept(Diagnostic.warning("W0303", assign.span(), "`" + ModelPrinter.print(assign.value()) + "` is assigned to itself"));
            }
        });
    }

    private static boolean isSame(Stmt.Assign assign) {
        if (assign.path().isEmpty()) {
            return names(assign.value(), assign.variable());
        }
        return assign.path().size() == 1 && assign.path().getFirst() instanceof Stmt.Step.At(var subscripts) && assign.value() instanceof Expr.Index index
                && names(index.base(), assign.variable())
                && ModelPrinter.print(new Expr.Index(assign.variable(), subscripts, index.type(), index.span())).equals(ModelPrinter.print(index));
    }

    private static boolean names(Expr value, Expr.Variable variable) {
        return value instanceof Expr.Variable v && v.name().equals(variable.name());
    }
}
