package org.pmodel.compiler.outline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.pmodel.compiler.Compilation;
import org.pmodel.compiler.lint.Dependencies;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Model;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;

/**
 * What a program is made of, beside its declarations.
 *
 * @param functions names of the library functions that the program calls
 * @param distributions names of the densities, distribution functions and generators among what it calls, as it writes them; {@code normal_lupdf} for
 *        a {@code ~}
 * @param sites in order
 */
public record Outline(SortedSet<String> functions, SortedSet<String> distributions, List<Site> sites) {
    private static final List<String> OF_DISTRIBUTIONS = List.of("_lpdf", "_lpmf", "_lupdf", "_lupmf", "_cdf", "_lcdf", "_lccdf");

    /** @param compilation one that succeeded */
    public static Outline of(Compilation compilation) {
        Model model = compilation.model();
        Collection collection = new Collection(compilation);
        compilation.functions().stream().filter(f -> f.body() != null).forEach(f -> collection.body(f.body()));
        model.data().forEach(d -> Walk.each(d.sized(), collection::expression));
        model.parameters().forEach(d -> Walk.each(d.sized(), collection::expression));
        List.of(model.transformedData(), model.transformedParameters(), model.model(), model.generatedQuantities()).forEach(collection::body);
        List<Site> sites = new ArrayList<>();
        sites(model.model(), List.of(), Dependencies.of(model), sites);
        return new Outline(collection.functions, collection.distributions, List.copyOf(sites));
    }

    private static void sites(List<Stmt> body, List<String> plates, Dependencies dependencies, List<Site> into) {
        for (Stmt statement : body) {
            switch (statement) {
                case Stmt.Site s -> into.add(new Site(s.name(), dependencies.onParameters(s.variate()) ? Site.Kind.LATENT : Site.Kind.OBSERVED,
                        s.distribution(), plates, s.span()));
                case Stmt.Factor f -> into.add(new Site(f.name(), Site.Kind.FACTOR, null, plates, f.span()));
                case Stmt.Plate p -> {
                    List<String> inside = new ArrayList<>(plates);
                    inside.add(p.name());
                    sites(p.body(), inside, dependencies, into);
                }
                default -> Walk.bodies(statement).forEach(inner -> sites(inner, plates, dependencies, into));
            }
        }
    }

    /** The names that the text calls. What the front end calls by itself, for an operator or a truncation, is not in the text. */
    private static final class Collection {
        private final SourceText text;
        private final Set<String> own = new HashSet<>();
        private final SortedSet<String> functions = new TreeSet<>();
        private final SortedSet<String> distributions = new TreeSet<>();

        Collection(Compilation compilation) {
            this.text = new SourceText(compilation.texts());
            compilation.functions().stream().map(Function::name).forEach(own::add);
        }

        void body(List<Stmt> body) {
            Walk.each(body, this::expression);
            Walk.statements(body, statement -> {
                switch (statement) {
                    case Stmt.Message m -> functions.add(m.kind().name().toLowerCase());
                    case Stmt.Site s -> {
                        String density = ((Expr.Call) s.density()).function();
                        named(s.distribution() + (density.startsWith(s.distribution() + "_lpmf") ? "_lupmf" : "_lupdf"));
                    }
                    default -> { }
                }
            });
        }

        void expression(Expr value) {
            if (value instanceof Expr.Call call) {
                String name = text.firstWord(call.span());
                if (call.function().startsWith(plain(name)) && !name.isEmpty()) {
                    named(name);
                }
            }
        }

        /** {@code normal_lpdf} for {@code normal_lupdf}, which means the same function. */
        private static String plain(String name) {
            return name.endsWith("_lupdf") || name.endsWith("_lupmf") ? name.substring(0, name.length() - 4) + name.substring(name.length() - 3) : name;
        }

        private void named(String name) {
            if (!own.contains(plain(name))) {
                (OF_DISTRIBUTIONS.stream().anyMatch(name::endsWith) ? distributions : functions).add(name);
            }
        }
    }
}
