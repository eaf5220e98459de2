package org.pmodel.compiler.lint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;

/**
 * One summand of the log density.
 *
 * @param parameters those it depends on
 * @param observed whether it is about data: a distribution of something that no parameter enters, or a number to which data contribute
 */
record Term(Set<String> parameters, boolean observed) {
    private static final List<String> DENSITIES = List.of("_lpdf", "_lpmf", "_lupdf", "_lupmf");

    static List<Term> of(Subject subject) {
        List<Term> terms = new ArrayList<>();
        Dependencies dependencies = subject.dependencies();
        subject.eachOfDensity(statement -> {
            switch (statement) {
                case Stmt.Site s -> terms.add(distributed(s.variate(), s.arguments(), dependencies));
                case Stmt.Factor f -> summands(f.value(), dependencies, terms);
                case Stmt.AddJacobian a -> summands(a.value(), dependencies, terms);
                default -> { }
            }
        });
        for (List<Stmt> block : List.of(subject.model().transformedParameters(), subject.model().model())) {
            Walk.each(block, value -> {
                if (value instanceof Expr.Call call && addsToDensity(call)) {
                    terms.add(number(call, dependencies));
                }
            });
        }
        return terms;
    }

    private static Term distributed(Expr variate, List<Expr> arguments, Dependencies dependencies) {
        Set<String> parameters = new HashSet<>(dependencies.parameters(variate));
        boolean observed = parameters.isEmpty();
        arguments.forEach(a -> parameters.addAll(dependencies.parameters(a)));
        return new Term(parameters, observed);
    }

    private static Term number(Expr value, Dependencies dependencies) {
        return new Term(dependencies.parameters(value), dependencies.onData(value));
    }

    private static void summands(Expr value, Dependencies dependencies, List<Term> into) {
        switch (value) {
            case Expr.Promotion p -> summands(p.value(), dependencies, into);
            case Expr.Call c when c.function().equals(Operators.ADD) -> c.arguments().forEach(a -> summands(a, dependencies, into));
            case Expr.Call c when isDensity(c) ->
                into.add(distributed(c.arguments().getFirst(), c.arguments().subList(1, c.arguments().size()), dependencies));
            default -> into.add(number(value, dependencies));
        }
    }

    static boolean isDensity(Expr.Call call) {
        return DENSITIES.stream().anyMatch(name(call)::endsWith);
    }

    private static boolean addsToDensity(Expr.Call call) {
        return name(call).endsWith("_lp") || name(call).endsWith("_jacobian");
    }

    private static String name(Expr.Call call) {
        return call.function().split("[(<]", 2)[0];
    }
}
