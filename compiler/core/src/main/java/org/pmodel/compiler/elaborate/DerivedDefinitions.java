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
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Span;

/**
 * The functions that follow from the definition of a distribution or transform, by role.
 *
 * <p>From {@code distribution normal(real mu, real sigma) : real} with its items follow {@code normal_lpdf(y, mu, sigma)},
 * {@code normal_cdf}, {@code normal_lcdf}, {@code normal_lccdf}, {@code normal_qf(p, mu, sigma)}, {@code normal_rng(mu, sigma)},
 * {@code normal_mean(mu, sigma)} and so on; {@code kl(mu2, sigma2)} gives {@code normal_kl(mu, sigma, mu2, sigma2)}, the divergence of that distribution
 * from this one. From {@code transform simplex() : vector[K]} follow {@code simplex__constrain(K, x)},
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
        ImpliedItems.complete(distribution, functions);
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
    static String suffix(String role) {
        return switch (role) {
            case "logpdf" -> "_lpdf";
            case "logpmf" -> "_lpmf";
            case "quantile" -> "_qf";
            case "sample" -> "_rng";
            default -> "_" + role;
        };
    }

    private static Function function(Definition.Distribution distribution, String role, Item item) {
        List<Parameter> parameters = new ArrayList<>();
        if (role.equals("kl")) {
            parameters.addAll(distribution.parameters());
            parameters.addAll(ofOther(distribution, item));
        } else {
            TypeExpression given = role.equals("quantile") ? word("real", item.span()) : plain(distribution.variate());
            item.parameters().forEach(name -> parameters.add(new Parameter(false, given, name)));
            parameters.addAll(distribution.parameters());
        }
        return new Function(new Name(distribution.name().text() + suffix(role), item.name().span()), true, List.of(), parameters,
                result(role, plain(distribution.variate()), item.span()), item.body(), List.of(), distribution.documentation(), item.span());
    }

    /** The parameters of the other distribution of the family in {@code kl(other …)}, with the names that the item gives them. */
    private static List<Parameter> ofOther(Definition.Distribution distribution, Item item) {
        if (item.parameters().size() != distribution.parameters().size()) {
            throw BodyContext.error("E0118", item.span(), "`kl` takes a parameter for each of the " + distribution.parameters().size()
                + " of `" + distribution.name() + "`: those of the other distribution");
        }
        List<Parameter> others = new ArrayList<>();
        for (int i = 0; i < item.parameters().size(); i++) {
            others.add(new Parameter(false, distribution.parameters().get(i).type(), item.parameters().get(i)));
        }
        return others;
    }

    private static TypeExpression result(String role, TypeExpression variate, Span span) {
        return switch (role) {
            case "sample", "quantile", "mode" -> variate;
            case "mean", "median", "variance" -> averaged(variate, span);
            case "covariance" -> word("matrix", span);
            default -> word("real", span);
        };
    }

    /** The type of means of a variate: with real numbers for whole ones. */
    private static TypeExpression averaged(TypeExpression variate, Span span) {
        return switch (variate) {
            case TypeExpression.Basic(var name, var bounds, var sizes, var at) when name.equals("int") -> word("real", span);
            case TypeExpression.Array(var dimensions, int rank, var element, var at) -> new TypeExpression.Array(dimensions, rank, averaged(element, span), at);
            default -> variate;
        };
    }

    /** How a function is called: {@code normal_lpdf(real y | real mu, real sigma) : real}. */
    public static String signature(Function function) {
        List<String> parameters = function.parameters().stream().map(p -> Types.text(p.type()) + " " + p.name().text().replaceAll("_+$", "")).toList();
        boolean bar = function.name().text().matches(".*_(lpdf|lpmf|cdf|lcdf|lccdf)") && parameters.size() > 1;
        return function.name() + "(" + (bar ? parameters.get(0) + " | " + String.join(", ", parameters.subList(1, parameters.size())) : String.join(", ", parameters))
            + ") : " + Types.text(function.result());
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
    static TypeExpression plain(TypeExpression type) {
        return switch (type) {
            case TypeExpression.Basic(var word, var bounds, var sizes, var span) -> word(word, span);
            case TypeExpression.Array(var dimensions, int rank, var element, var span) -> new TypeExpression.Array(null, rank, plain(element), span);
            default -> type;
        };
    }

    static TypeExpression word(String word, Span span) {
        return new TypeExpression.Basic(word, List.of(), null, span);
    }
}
