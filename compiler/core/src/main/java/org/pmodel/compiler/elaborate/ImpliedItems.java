package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Definition.Function;
import org.pmodel.compiler.syntax.Definition.Parameter;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.Statement;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Span;

/**
 * The functions of a distribution that it does not state but that follow from those it does: of cdf, lcdf and lccdf those that follow from another, a
 * quantile by search from these, and a draw by the quantile of a uniform number.
 */
final class ImpliedItems {
    private final Definition.Distribution distribution;
    private final Map<String, Function> functions;
    private final Span span;

    private ImpliedItems(Definition.Distribution distribution, Map<String, Function> functions) {
        this.distribution = distribution;
        this.functions = functions;
        this.span = distribution.span();
    }

    /** @param functions by role, completed here */
    static void complete(Definition.Distribution distribution, Map<String, Function> functions) {
        ImpliedItems implied = new ImpliedItems(distribution, functions);
        implied.probabilities();
        implied.quantile();
        implied.sample();
    }

    private void probabilities() {
        Function cdf = functions.get("cdf");
        Function lcdf = functions.get("lcdf");
        if (cdf == null && lcdf != null) {
            functions.put("cdf", through("exp", lcdf, "cdf"));
        }
        if (cdf != null && lcdf == null) {
            functions.put("lcdf", through("log", cdf, "lcdf"));
        }
        if (!functions.containsKey("lccdf") && (cdf != null || lcdf != null)) {
            functions.put("lccdf", cdf != null ? through("log1m", cdf, "lccdf") : through("log1m_exp", lcdf, "lccdf"));
        }
    }

    private Function through(String outer, Function inner, String role) {
        List<Expression> arguments = inner.parameters().stream().map(p -> variable(p.name().text())).toList();
        return function(role, inner.parameters(), inner.result(), call(outer, List.of(new Expression.Call(inner.name(), arguments, true, span))));
    }

    /** A real number is searched for on the log scale of the nearer tail, a whole one by its distribution function. */
    private void quantile() {
        String word = distribution.variate() instanceof TypeExpression.Basic basic ? basic.word() : "";
        boolean real = word.equals("real") && functions.containsKey("logpdf");
        boolean whole = word.equals("int") && functions.containsKey("logpmf");
        if (functions.containsKey("quantile") || !functions.containsKey("lcdf") || !real && !whole) {
            return;
        }
        List<Expression> arguments = new ArrayList<>();
        if (real) {
            arguments.add(variable(functions.get("logpdf").name().text()));
        }
        arguments.add(variable(functions.get("lcdf").name().text()));
        arguments.add(variable(functions.get("lccdf").name().text()));
        Name p = new Name("p__", span);
        arguments.add(new Expression.Variable(p));
        arguments.add(bound("lower", real ? "negative_infinity" : "least_integer"));
        arguments.add(bound("upper", real ? "positive_infinity" : "greatest_integer"));
        List<Parameter> parameters = new ArrayList<>(List.of(new Parameter(false, DerivedDefinitions.word("real", span), p)));
        for (Parameter parameter : distribution.parameters()) {
            parameters.add(parameter);
            arguments.add(variable(parameter.name().text()));
        }
        functions.put("quantile", function("quantile", parameters, DerivedDefinitions.plain(distribution.variate()),
                call(real ? "quantile_by_search" : "count_quantile_by_search", arguments)));
    }

    /** A bound of the variate, else what the function of that name gives. */
    private Expression bound(String kind, String otherwise) {
        return ((TypeExpression.Basic) distribution.variate()).bounds().stream().filter(b -> b.kind().equals(kind)).map(TypeExpression.Bound::value)
            .findFirst().orElse(call(otherwise, List.of()));
    }

    private void sample() {
        Function quantile = functions.get("quantile");
        if (functions.containsKey("sample") || quantile == null) {
            return;
        }
        List<Expression> arguments = new ArrayList<>(List.of(call("random_uniform", List.of())));
        distribution.parameters().forEach(p -> arguments.add(variable(p.name().text())));
        functions.put("sample", function("sample", distribution.parameters(), quantile.result(), call(quantile.name().text(), arguments)));
    }

    private Function function(String role, List<Parameter> parameters, TypeExpression result, Expression value) {
        return new Function(new Name(distribution.name().text() + DerivedDefinitions.suffix(role), span), true, List.of(), parameters, result,
                List.of(new Statement.Return(value, span)), List.of(), distribution.documentation(), span);
    }

    private Expression variable(String name) {
        return new Expression.Variable(new Name(name, span));
    }

    private Expression call(String function, List<Expression> arguments) {
        return new Expression.Call(new Name(function, span), arguments, false, span);
    }
}
