package org.pmodel.compiler.lint;

import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Stmt;

/** Conditions and ranges that parameters decide: the density may jump where they change. */
final class ParameterControl {
    private ParameterControl() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        each(subject, value -> {
            if (subject.dependencies().onParameters(value)) {
                String parameters = subject.dependencies().parameters(value).stream().sorted().map(p -> "`" + p + "`").collect(Collectors.joining(", "));
                report.accept(Diagnostic.warning("W0317", value.span(), "what runs here depends on parameters: " + parameters)
                        .withNote("where the density jumps, gradients mislead the sampler"));
            }
        });
    }

    /** What decides which statements of the density run, and how often. */
    static void each(Subject subject, Consumer<Expr> visit) {
        subject.eachOfDensity(statement -> {
            switch (statement) {
                case Stmt.If i -> visit.accept(i.condition());
                case Stmt.While w -> visit.accept(w.condition());
                case Stmt.For f -> {
                    visit.accept(f.from());
                    visit.accept(f.to());
                }
                default -> { }
            }
        });
    }
}
