package org.pmodel.compiler.lint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Model;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;

/** Variables that nothing reads; those that blocks give out as results are read by the user. */
final class UnusedVariable {
    private UnusedVariable() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        for (Function function : subject.functions()) {
            if (function.body() != null) {
                Set<String> read = new HashSet<>();
                read(function.body(), read);
                Walk.statements(function.body(), s -> declared(s, read, report));
            }
        }
        Model model = subject.model();
        Set<String> read = new HashSet<>();
        model.parameters().forEach(p -> Walk.each(p.sized(), e -> variable(e, read)));
        List.of(model.transformedData(), model.transformedParameters(), model.model(), model.generatedQuantities()).forEach(b -> read(b, read));
        Walk.statements(model.transformedData(), s -> declared(s, read, report));
        Walk.statements(model.model(), s -> declared(s, read, report));
        for (List<Stmt> block : List.of(model.transformedParameters(), model.generatedQuantities())) {
            block.forEach(s -> Walk.bodies(s).forEach(inner -> Walk.statements(inner, i -> declared(i, read, report))));
        }
    }

    private static void read(List<Stmt> body, Set<String> into) {
        Walk.each(body, e -> variable(e, into));
    }

    private static void variable(Expr value, Set<String> into) {
        if (value instanceof Expr.Variable v) {
            into.add(v.name());
        }
    }

    private static void declared(Stmt statement, Set<String> read, Consumer<Diagnostic> report) {
        if (statement instanceof Stmt.Declare(Declaration declaration, var value, var span) && !read.contains(declaration.name())) {
            report.accept(Diagnostic.warning("W0319", declaration.span(), "`" + declaration.name() + "` is never read"));
        }
    }
}
