package org.pmodel.ir;

import java.util.List;
import java.util.Map;

/**
 * A family of distributions: its parameters with their supports, its variate and the functions that define it.
 *
 * @param parameterSizes of each parameter, expressions over the parameters; empty where the definition does not state them
 * @param sizes of the variate, expressions over the parameters; empty where the definition does not state them
 * @param functions function id by role: {@code logpdf} or {@code logpmf}, {@code cdf}, {@code lcdf}, {@code lccdf}, {@code quantile},
 *        {@code sample}, {@code mean}, {@code variance} …
 */
public record Distribution(String name, List<Function.Parameter> parameters, List<Constraint> supports, List<List<Expr>> parameterSizes, Type variate,
        Constraint support, List<Expr> sizes, Map<String, String> functions, String documentation, Span span) {
    public Distribution {
        parameters = List.copyOf(parameters);
        supports = List.copyOf(supports);
        parameterSizes = List.copyOf(parameterSizes);
        sizes = List.copyOf(sizes);
        functions = Map.copyOf(functions);
    }
}
