package org.pmodel.compiler.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;

/** Variables that are given more than one distribution; the sides of a condition exclude each other and do not count. */
final class SeveralDistributions {
    private final Map<String, Stmt.Site> first = new HashMap<>();
    private final Consumer<Diagnostic> report;

    private SeveralDistributions(Consumer<Diagnostic> report) {
        this.report = report;
    }

    static void check(Subject subject, Consumer<Diagnostic> report) {
        new SeveralDistributions(report).in(subject.model().model());
    }

    private void in(List<Stmt> body) {
        for (Stmt statement : body) {
            switch (statement) {
                case Stmt.If i -> { }
                case Stmt.Site site when site.variate() instanceof Expr.Variable v -> {
                    Stmt.Site before = first.putIfAbsent(v.name(), site);
                    if (before != null) {
                        report.accept(Diagnostic.warning("W0316", site.span(), "`" + v.name() + "` is given a second distribution; both count")
                                .withNote("the first is here", before.span()));
                    }
                }
                default -> Walk.bodies(statement).forEach(this::in);
            }
        }
    }
}
