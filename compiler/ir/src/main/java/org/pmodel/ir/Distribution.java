package org.pmodel.ir;

import java.util.List;
import java.util.Map;

/**
 * A family of distributions: its parameters with their supports, its variate and the functions that define it.
 *
 * @param functions function id by role: {@code logpdf} or {@code logpmf}, {@code cdf}, {@code lcdf}, {@code lccdf}, {@code quantile},
 *        {@code sample}, {@code mean}, {@code variance} …
 */
public record Distribution(String name, List<Function.Parameter> parameters, List<Constraint> supports, Type variate, Constraint support,
        Map<String, String> functions, String documentation, Span span) {
    public Distribution {
        parameters = List.copyOf(parameters);
        supports = List.copyOf(supports);
        functions = Map.copyOf(functions);
    }
}
