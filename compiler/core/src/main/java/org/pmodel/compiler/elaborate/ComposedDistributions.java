package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pmodel.compiler.FamilyTemplate;
import org.pmodel.compiler.syntax.Definition.Distribution;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.Statement.DistributionCall;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

/**
 * Distributions that stand among the arguments of what the library makes of them: {@code truncated(normal(mu, sigma), 0, 9)} is
 * {@code truncated_normal(mu, sigma, 0, 9)}, and {@code mixture(weights, normal(mu, 1), cauchy(mu, 1))} a family that is made for the program.
 */
final class ComposedDistributions {
    private static final List<String> DENSITIES = List.of("_lpdf", "_lpmf");

    private final Functions functions;

    ComposedDistributions(Functions functions) {
        this.functions = functions;
    }

    /** A distribution with the arguments of those that stood among them in their places. */
    private record Flat(Name name, List<Expression> arguments) {}

    /** The distribution of a statement as one family. */
    DistributionCall flat(DistributionCall call) {
        Flat flat = template(call.name().text()) == null ? null : flat(call.name(), call.name(), call.arguments());
        return flat == null ? call : new DistributionCall(flat.name(), flat.arguments(), call.truncation(), call.span());
    }

    /** A call of a function that follows from such a distribution: {@code mixture_rng(weights, normal(mu, 1), cauchy(mu, 1))}. */
    Expression.Call flat(Expression.Call call) {
        String name = call.function().text();
        int end = name.lastIndexOf('_');
        while (end > 0 && template(name.substring(0, end)) == null) {
            end = name.lastIndexOf('_', end - 1);
        }
        if (end <= 0 || functions.exists(name)) {
            return call;
        }
        Name template = new Name(name.substring(0, end), call.function().span());
        Flat flat = flat(template, call.function(), call.arguments());
        return flat == null ? call
            : new Expression.Call(new Name(flat.name() + name.substring(end), call.function().span()), flat.arguments(), call.conditional(), call.span());
    }

    /** What makes distributions under that name, unless the program has a distribution of that name itself. */
    private FamilyTemplate template(String name) {
        boolean own = functions.isOwnDistribution(name) || DENSITIES.stream().anyMatch(suffix -> functions.exists(name + suffix));
        return functions.language.isStan() || own ? null : functions.library.templates().get(name);
    }

    /** @return {@code null} where no distribution is among the arguments */
    private Flat flat(Name template, Name written, List<Expression> arguments) {
        List<Expression> all = new ArrayList<>();
        List<Name> bases = new ArrayList<>();
        for (Expression argument : arguments) {
            Flat base = argument instanceof Expression.Call call ? base(call) : null;
            if (base == null) {
                all.add(argument);
            } else {
                bases.add(base.name());
                all.addAll(base.arguments());
            }
        }
        return bases.isEmpty() ? null : new Flat(made(template, written, bases), all);
    }

    /** A distribution among the arguments of another; {@code null} for a call of a function. */
    private Flat base(Expression.Call call) {
        String name = call.function().text();
        if (!functions.defined(name).isEmpty() || call.conditional()) {
            return null;
        }
        if (template(name) != null) {
            Flat flat = flat(call.function(), call.function(), call.arguments());
            return known(flat != null ? flat : new Flat(call.function(), call.arguments()));
        }
        boolean value = functions.distribution(name) == null && functions.isFunction(name);
        return value ? null : known(new Flat(call.function(), call.arguments()));
    }

    private Flat known(Flat base) {
        Distribution family = functions.distribution(base.name().text());
        if (family == null) {
            List<String> densities = DENSITIES.stream().map(suffix -> base.name() + suffix).toList();
            throw new ModelException(CallErrors.of(functions, densities, base.name(), List.of(), List.of()));
        }
        int wanted = family.parameters().size();
        if (base.arguments().size() != wanted) {
            throw BodyContext.error("E0301", base.name().span(), "`" + base.name() + "` takes " + wanted + (wanted == 1 ? " argument" : " arguments") + ", not "
                + base.arguments().size());
        }
        return base;
    }

    private Name made(Name template, Name written, List<Name> bases) {
        List<Distribution> families = bases.stream().map(b -> functions.distribution(b.text())).toList();
        if (bases.size() == 1) {
            return new Name(template + "_" + bases.get(0), written.span());
        }
        FamilyTemplate maker = functions.library.templates().get(template.text());
        if (!maker.takesSeveral()) {
            throw BodyContext.error("E0301", written.span(), "`" + template + "` takes one distribution, not " + bases.size());
        }
        checkAlike(template, bases, families);
        String and = bases.stream().map(Name::text).anyMatch(b -> b.contains("_and_")) ? "_and__" : "_and_";
        String name = template + "_" + bases.stream().map(Name::text).collect(Collectors.joining(and));
        if (!functions.isOwnDistribution(name)) {
            functions.define(maker.of(name, families));
        }
        return new Name(name, written.span());
    }

    private static void checkAlike(Name template, List<Name> bases, List<Distribution> families) {
        String first = FamilyTemplate.variate(families.get(0));
        for (int i = 0; i < families.size(); i++) {
            String own = FamilyTemplate.variate(families.get(i));
            Span span = bases.get(i).span();
            if (own == null) {
                throw BodyContext.error("E0302", span, "values of `" + bases.get(i) + "` are containers: `" + template + "` takes distributions of numbers");
            }
            if (!own.equals(first)) {
                throw new ModelException(Diagnostic.error("E0302", span, "values of `" + bases.get(i) + "` are " + words(own) + ", those of `" + bases.get(0) + "` are " + words(first))
                    .withNote("`" + template + "` takes distributions of the same kind of numbers"));
            }
        }
    }

    private static String words(String variate) {
        return variate.equals("int") ? "whole numbers" : "real numbers";
    }
}
