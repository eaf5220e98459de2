package org.pmodel.compiler.lint;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Lift;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;

/** {@code 1 < x < 2}, which compares the truth value of {@code 1 < x} with 2. */
final class ChainedComparison {
    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=");

    private ChainedComparison() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        for (List<Stmt> body : subject.bodies()) {
            Walk.each(body, value -> {
                if (value instanceof Expr.Call(String function, Lift lift, List<Expr> arguments, var type, Span span) && COMPARISONS.contains(function)
                        && isChained(arguments.getFirst(), span)) {
                    report.accept(Diagnostic.warning("W0304", span, "this compares the truth value of the comparison on the left, which is 0 or 1")
                            .withNote("write `a < b && b < c` if that is meant, and parentheses if not"));
                }
            });
        }
    }

    /** A comparison in parentheses starts behind the expression that it is part of. */
    private static boolean isChained(Expr left, Span whole) {
        return switch (left) {
            case Expr.Promotion p -> isChained(p.value(), whole);
            case Expr.Call c -> COMPARISONS.contains(c.function()) && c.span().line() == whole.line() && c.span().column() == whole.column();
            default -> false;
        };
    }
}
