package org.pmodel.compiler.elaborate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.ir.Walk;

/**
 * What Stan asks of embedded Laplace approximations beyond the types of their arguments: control parameters that are known, and likelihoods that it can
 * differentiate three times, which it cannot do with its functions of functions.
 */
final class LaplaceCalls {
    /** A function that is passed as a likelihood. */
    record Likelihood(Signature function, Span span) {}

    private LaplaceCalls() {}

    private static boolean concerns(BodyContext context, String name) {
        return context.functions.language.isStan() && name.startsWith("laplace_");
    }

    /** The control parameters after the guess must be known where they are written out. */
    static void check(BodyContext context, Name function, List<FunctionCalls.Given> given) {
        boolean controls = concerns(context, function.text()) && function.text().contains("_tol") && !given.isEmpty();
        if (controls && given.get(given.size() - 1) instanceof FunctionCalls.Given.Value(Expr value) && value instanceof Expr.TupleLiteral tuple) {
            for (Expr control : tuple.elements().subList(1, tuple.elements().size())) {
                if (!context.isKnown(control)) {
                    throw BodyContext.error("E0315", control.span(), "the control parameters of `" + function + "` must not depend on parameters");
                }
            }
        }
    }

    /** Remembers the likelihood of a call, whose body is known only later. */
    static void note(BodyContext context, Signature called, List<FunctionCalls.Given> given) {
        Signature likelihood = called.instance().functions().get("likelihood");
        if (concerns(context, called.name()) && likelihood != null) {
            context.functions.likelihoods.add(new Likelihood(likelihood, given.get(0).span()));
        }
    }

    /** Reports likelihoods that call functions of functions. */
    static void checkLikelihoods(Functions functions, Diagnostics diagnostics) {
        for (Likelihood likelihood : functions.likelihoods) {
            String refused = functionOfFunctions(likelihood.function().id(), functions);
            if (refused != null) {
                ModelException error = BodyContext.error("E0418", likelihood.span(), "`" + refused + "` has no higher derivatives in Stan, so the likelihood `"
                    + likelihood.function().name() + "` cannot call it");
                error.diagnostics().forEach(diagnostics::add);
            }
        }
    }

    /** A function of functions that a function calls, by whatever way, or {@code null}. */
    private static String functionOfFunctions(String id, Functions functions) {
        Map<String, Function> all = functions.elaborated();
        Set<String> reached = new HashSet<>(Set.of(id));
        Deque<String> pending = new ArrayDeque<>(reached);
        while (!pending.isEmpty()) {
            Function function = all.get(pending.remove());
            if (function == null || function.body() == null) {
                continue;
            }
            if (functions.isFunctionOfFunctions(function.name())) {
                return function.name();
            }
            Walk.each(function.body(), e -> {
                if (e instanceof Expr.Call call && reached.add(call.function())) {
                    pending.add(call.function());
                }
            });
        }
        return null;
    }
}
