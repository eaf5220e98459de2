package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Definition.Function;
import org.pmodel.compiler.syntax.Definition.Item;
import org.pmodel.compiler.syntax.Definition.Parameter;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.Statement;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Span;

/**
 * The functions that follow from the definition of a distribution or transform, by role.
 *
 * <p>From {@code distribution normal(real mu, real sigma) : real} with its items follow {@code normal_lpdf(y, mu, sigma)},
 * {@code normal_cdf}, {@code normal_lcdf}, {@code normal_lccdf}, {@code normal_qf(p, mu, sigma)}, {@code normal_rng(mu, sigma)},
 * {@code normal_mean(mu, sigma)} and so on. From {@code transform simplex() : vector[K]} follow {@code simplex__constrain(K, x)},
 * {@code simplex__log_jacobian(K, x, y)}, {@code simplex__unconstrain(K, y)} and {@code simplex__holds(K, y)}.
 */
public final class DerivedDefinitions {
    private DerivedDefinitions() {}

    public static Map<String, Function> of(Definition.Distribution distribution) {
        Map<String, Function> functions = new LinkedHashMap<>();
        for (Item item : distribution.items()) {
            String role = role(item.name().text());
            functions.put(role, function(distribution, role, item));
        }
        complete(distribution, functions);
        return functions;
    }

    /** The role of an item; some have two usual names. */
    private static String role(String item) {
        return switch (item) {
            case "logcdf", "log_cdf" -> "lcdf";
            case "logccdf", "log_ccdf" -> "lccdf";
            default -> item;
        };
    }

    /** What follows the distribution's name in the function for a role. */
    private static String suffix(String role) {
        return switch (role) {
            case "logpdf" -> "_lpdf";
            case "logpmf" -> "_lpmf";
            case "quantile" -> "_qf";
            case "sample" -> "_rng";
            default -> "_" + role;
        };
    }

    private static Function function(Definition.Distribution distribution, String role, Item item) {
        TypeExpression variate = plain(distribution.variate());
        TypeExpression real = word("real", item.span());
        List<Parameter> parameters = new ArrayList<>();
        for (Name name : item.parameters()) {
            parameters.add(new Parameter(false, role.equals("quantile") ? real : variate, name));
        }
        parameters.addAll(distribution.parameters());
        boolean isScalar = variate instanceof TypeExpression.Basic(var word, var bounds, var sizes, var span) && Types.basic(word).isScalar();
        TypeExpression result = switch (role) {
            case "sample", "quantile", "mode" -> variate;
            case "logpdf", "logpmf", "cdf", "lcdf", "lccdf" -> real;
            case "mean", "median" -> isScalar ? real : variate;
            case "variance" -> isScalar ? real : word("matrix", item.span());
            default -> real;
        };
        return new Function(new Name(distribution.name().text() + suffix(role), item.name().span()), true, List.of(), parameters, result,
                item.body(), List.of(), distribution.documentation(), item.span());
    }

    /** Adds those of cdf, lcdf and lccdf that are not stated but follow from one that is. */
    private static void complete(Definition.Distribution distribution, Map<String, Function> functions) {
        Function cdf = functions.get("cdf");
        Function lcdf = functions.get("lcdf");
        if (cdf == null && lcdf != null) {
            functions.put("cdf", through("exp", lcdf, distribution, "_cdf"));
        }
        if (cdf != null && lcdf == null) {
            functions.put("lcdf", through("log", cdf, distribution, "_lcdf"));
        }
        if (!functions.containsKey("lccdf") && (cdf != null || lcdf != null)) {
            functions.put("lccdf", cdf != null ? through("log1m", cdf, distribution, "_lccdf") : through("log1m_exp", lcdf, distribution, "_lccdf"));
        }
    }

    private static Function through(String outer, Function inner, Definition.Distribution distribution, String suffix) {
        Span span = inner.span();
        List<Expression> arguments = inner.parameters().stream().map(p -> (Expression) new Expression.Variable(new Name(p.name().text(), span))).toList();
        Expression call = new Expression.Call(inner.name(), arguments, true, span);
        Expression value = new Expression.Call(new Name(outer, span), List.of(call), false, span);
        return new Function(new Name(distribution.name().text() + suffix, span), true, List.of(), inner.parameters(), inner.result(),
                List.of(new Statement.Return(value, span)), List.of(), distribution.documentation(), span);
    }

    public static Map<String, Function> of(Definition.Transform transform) {
        TypeExpression type = plain(transform.type());
        TypeExpression free = plain(transform.from() == null ? transform.type() : transform.from());
        List<Parameter> shared = new ArrayList<>(transform.parameters());
        sizes(transform).forEach(size -> shared.add(new Parameter(false, word("int", size.span()), size)));
        Map<String, Function> functions = new LinkedHashMap<>();
        for (Item item : transform.items()) {
            String role = item.name().text();
            List<TypeExpression> types = switch (role) {
                case "constrain" -> List.of(free);
                case "log_jacobian" -> List.of(free, type);
                default -> List.of(type);
            };
            List<Parameter> parameters = new ArrayList<>(shared);
            for (int i = 0; i < types.size(); i++) {
                Name name = i < item.parameters().size() ? item.parameters().get(i) : new Name("unused__" + i, item.span());
                parameters.add(new Parameter(false, types.get(i), name));
            }
            TypeExpression result = switch (role) {
                case "constrain" -> type;
                case "unconstrain" -> free;
                case "holds" -> word("int", item.span());
                default -> word("real", item.span());
            };
            functions.put(role, new Function(new Name(transform.name().text() + "__" + role, item.name().span()), true, List.of(), parameters, result,
                    item.body(), List.of(), transform.documentation(), item.span()));
        }
        return functions;
    }

    /** The names of the sizes of one element, each once: {@code K} for {@code matrix[K, K]}. */
    static List<Name> sizes(Definition.Transform transform) {
        Set<String> seen = new LinkedHashSet<>();
        List<Name> names = new ArrayList<>();
        if (transform.type() instanceof TypeExpression.Basic(var word, var bounds, List<Expression> sizes, var span) && sizes != null) {
            for (Expression size : sizes) {
                if (size instanceof Expression.Variable(Name name) && seen.add(name.text())) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** The type without sizes and bounds. */
    private static TypeExpression plain(TypeExpression type) {
        return switch (type) {
            case TypeExpression.Basic(var word, var bounds, var sizes, var span) -> word(word, span);
            case TypeExpression.Array(var dimensions, int rank, var element, var span) -> new TypeExpression.Array(null, rank, plain(element), span);
            default -> type;
        };
    }

    private static TypeExpression word(String word, Span span) {
        return new TypeExpression.Basic(word, List.of(), null, span);
    }
}
