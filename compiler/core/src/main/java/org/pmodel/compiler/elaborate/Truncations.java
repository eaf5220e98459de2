package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.Statement.DistributionCall;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Lift;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;

/**
 * What a truncation takes off the density: the log probability of the interval, once per element of the variate.
 *
 * <p>With F the cdf it is {@code log(1 - F(l))} above {@code l}, {@code log F(u)} below {@code u} and {@code log(F(u) - F(l))} between; a discrete
 * variate may equal its lower bound, so that {@code l - 1} stands for {@code l}.
 */
final class Truncations {
    private final ExpressionElaborator expressions;

    Truncations(ExpressionElaborator expressions) {
        this.expressions = expressions;
    }

    Stmt.Truncation of(DistributionCall call, Signature density, Expr variate, List<Expr> arguments) {
        boolean discrete = density.name().endsWith("_lpmf");
        Expr lower = bound(call.truncation().lower(), discrete);
        Expr upper = bound(call.truncation().upper(), discrete);
        Expr below = lower == null ? null : discrete
            ? new Expr.Call(Operators.SUBTRACT, Lift.NONE, List.of(lower, new Expr.IntLiteral(1, lower.span())), Type.INT, lower.span()) : lower;
        String name = call.name().text();
        Span span = call.truncation().span();
        Expr log;
        if (lower == null) {
            log = probability(name + "_lcdf", upper, arguments, span);
        } else if (upper == null) {
            log = probability(name + "_lccdf", below, arguments, span);
        } else {
            Expr atUpper = elementwise(probability(name + "_lcdf", upper, arguments, span));
            Expr atLower = elementwise(probability(name + "_lcdf", below, arguments, span));
            Expr difference = expressions.calls().library("log_diff_exp", List.of(atUpper, atLower), span);
            log = difference.type() == Type.REAL ? difference : expressions.calls().library("sum", List.of(difference), span);
        }
        boolean one = arguments.stream().anyMatch(a -> a.type().rank() > 0) || variate.type().rank() == 0;
        return new Stmt.Truncation(lower, upper, one ? log : timesElements(log, variate, span));
    }

    private Expr bound(Expression bound, boolean discrete) {
        return bound == null ? null : expressions.ofType(bound, discrete ? Type.INT : Type.REAL, "a bound of this truncation");
    }

    private Expr probability(String function, Expr bound, List<Expr> arguments, Span span) {
        List<Expr> all = new ArrayList<>(List.of(bound));
        all.addAll(arguments);
        try {
            return expressions.calls().library(function, all, span);
        } catch (ModelException e) {
            throw new ModelException(Diagnostic.error("E0411", span, "this distribution cannot be truncated here: there is no `" + new Name(function, span)
                + "` of " + Overloads.list(all.stream().map(Expr::type).toList())));
        }
    }

    /** The probabilities one by one, where a call sums them up. */
    private static Expr elementwise(Expr call) {
        if (call instanceof Expr.Call(String function, Lift lift, List<Expr> arguments, Type type, Span span) && lift == Lift.SUM) {
            Type container = arguments.stream().map(Expr::type).filter(t -> t.rank() > 0).findFirst().orElseThrow();
            return new Expr.Call(function, Lift.ELEMENTWISE, arguments, Conversions.withScalar(container, Type.REAL), span);
        }
        return call;
    }

    private Expr timesElements(Expr log, Expr variate, Span span) {
        Expr count = expressions.calls().library("num_elements", List.of(variate), span);
        return new Expr.Call(Operators.MULTIPLY, Lift.NONE, List.of(Conversions.promote(count, Type.REAL), log), Type.REAL, span);
    }
}
