package org.pmodel.compiler.lint;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;

/** Functions and forms that Stan keeps for older programs. */
final class Deprecated {
    private static final Map<String, String> NEWER = Map.of("integrate_ode", "ode_rk45", "integrate_ode_rk45", "ode_rk45", "integrate_ode_bdf", "ode_bdf",
            "integrate_ode_adams", "ode_adams", "algebra_solver", "solve_powell", "algebra_solver_newton", "solve_newton");

    private Deprecated() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        for (List<Stmt> body : subject.bodies()) {
            Walk.each(body, value -> {
                if (value instanceof Expr.Call call && NEWER.containsKey(name(call))) {
                    report.accept(Diagnostic.warning("W0306", call.span(), "`" + name(call) + "` is deprecated")
                            .withNote("`" + NEWER.get(name(call)) + "` does the same; its function takes and returns vectors, and any further arguments"));
                }
            });
        }
        Walk.each(subject.model().transformedParameters(), value -> {
            if (value instanceof Expr.Call call && name(call).endsWith("_lp")) {
                report.accept(Diagnostic.warning("W0306", call.span(), "`" + name(call) + "` in transformed parameters is deprecated")
                        .withNote("a function ending in `_jacobian` adds what a change of variables asks for, and only where it is asked for"));
            }
        });
        for (Definition.Function function : subject.program().functions()) {
            if (function.body() == null) {
                report.accept(Diagnostic.warning("W0307", function.span(), "`" + function.name() + "` need not be declared before it is defined")
                        .withNote("functions can be used wherever they are defined"));
            }
        }
    }

    private static String name(Expr.Call call) {
        return call.function().split("[(<]", 2)[0];
    }
}
