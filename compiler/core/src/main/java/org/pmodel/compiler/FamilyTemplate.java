package org.pmodel.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.pmodel.compiler.elaborate.DerivedDefinitions;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Definition.Distribution;
import org.pmodel.compiler.syntax.Definition.Item;
import org.pmodel.compiler.syntax.Definition.Parameter;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Span;

/**
 * A distribution that is made of any other: {@code distribution zero_inflated<base>(real gate, ...) : int} makes {@code zero_inflated_poisson(gate, lambda)}
 * of {@code poisson(lambda)}.
 *
 * <p>It is a template. In its text {@code base_lpmf}, {@code base_rng} and so on are the functions of the base, {@code base_log_density} its density of
 * either kind, {@code zero_inflated_base_lcdf} what follows from the template itself, {@code base} alone the type of its variate, and {@code ...} its parameters. After {@code array[] ...} in the head the parameters are
 * containers of those of the base, and {@code ...[k]} are their elements. An item that uses a function which the base lacks is left out.
 */
public record FamilyTemplate(String name, Source text) {
    private static final Pattern HEAD = Pattern.compile("distribution +(\\w+)<base>\\((.*?)\\) *: *(.*?) *\\{", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("^distribution", Pattern.MULTILINE);
    /** Stands for the parameters of the base until these are put in. */
    private static final String REST = "parameters_of_base";

    /** The distribution made of a base, or {@code null} where the base does not suit. */
    public Distribution of(Distribution base) {
        if (!(base.variate() instanceof TypeExpression.Basic variate) || !Set.of("int", "real").contains(variate.word())) {
            return null;
        }
        Set<String> functions = DerivedDefinitions.of(base).values().stream().map(f -> f.name().text()).collect(Collectors.toSet());
        Source made = new Source(text.file(), written(base, variate.word(), functions));
        Distribution distribution = (Distribution) LibraryEntry.parse(made).get(0);
        List<Item> items = distribution.items().stream().filter(i -> isPossible(excerpt(made.text(), i.span()), base, functions)).toList();
        boolean suits = distribution.variate() instanceof TypeExpression.Basic own && own.word().equals(variate.word())
            && items.stream().anyMatch(i -> i.name().text().equals("logpdf") || i.name().text().equals("logpmf"));
        return !suits ? null : new Distribution(distribution.name(), parameters(distribution, base), isOfBase() ? base.variate() : distribution.variate(),
                items, distribution.documentation(), distribution.span());
    }

    private String head(int group) {
        Matcher head = HEAD.matcher(text.text());
        if (!head.find()) {
            throw new IllegalStateException("the template " + name + " has no head");
        }
        return head.group(group);
    }

    private boolean isOfBase() {
        return head(3).equals("base");
    }

    private boolean takesArrays() {
        return head(2).contains("array[] ...");
    }

    /** The template's text with the names of the base in it. */
    private String written(Distribution base, String variate, Set<String> functions) {
        String own = base.name().text();
        List<String> parameters = base.parameters().stream().map(p -> p.name().text()).toList();
        String density = functions.contains(own + "_lpdf") ? "pdf" : "pmf";
        Matcher start = CODE.matcher(text.text());
        int from = start.find() ? start.start() : 0;
        String made = text.text().substring(from);
        for (String parameter : parameters) {
            made = made.replaceAll("\\b" + parameter + "\\b", parameter + "_"); // the base keeps its names
        }
        made = made.replaceFirst("(array\\[\\] )?\\.\\.\\.", "int " + REST);
        if (parameters.isEmpty()) {
            made = made.replaceAll(", *\\.\\.\\.(\\[.*?\\])?", "").replaceAll("\\.\\.\\.(\\[.*?\\])? *,? *", "");
        }
        String elements = parameters.stream().map(p -> p + "[$1]").collect(Collectors.joining(", "));
        made = made.replaceAll("\\.\\.\\.\\[(.*?)\\]", elements).replace("...", String.join(", ", parameters));
        String before = text.text().substring(0, from); // documentation, and lines that keep the places of what follows
        return before + made.replaceFirst("<base>", "").replaceFirst("(distribution +)" + name, "$1" + name + "_" + own)
            .replaceAll("\\bbase_log_density\\b", own + "_l" + density).replaceAll("(?m)^  log_density\\(", "  log" + density + "(")
            .replaceAll("\\b(" + name + "_)?base_(\\w+)", "$1" + own + "_$2").replaceAll("\\bbase\\b", variate);
    }

    private static String excerpt(String text, Span span) {
        List<String> lines = new ArrayList<>(text.lines().skip(span.line() - 1).limit(span.endLine() - span.line() + 1).toList());
        lines.set(0, lines.get(0).substring(span.column() - 1));
        return String.join("\n", lines);
    }

    private static boolean isPossible(String item, Distribution base, Set<String> functions) {
        return Pattern.compile("\\b" + base.name() + "_\\w+").matcher(item).results().allMatch(used -> functions.contains(used.group()));
    }

    private List<Parameter> parameters(Distribution distribution, Distribution base) {
        List<Parameter> parameters = new ArrayList<>();
        for (Parameter parameter : distribution.parameters()) {
            if (parameter.name().text().equals(REST)) {
                base.parameters().forEach(p -> parameters.add(new Parameter(p.data(), takesArrays() ? several(p.type()) : p.type(), p.name())));
            } else {
                parameters.add(parameter);
            }
        }
        return parameters;
    }

    /** A container of values of that type. */
    private static TypeExpression several(TypeExpression type) {
        return switch (type) {
            case TypeExpression.Basic(var word, var bounds, var sizes, var span) when word.equals("real") ->
                new TypeExpression.Basic("vector", bounds, null, span);
            case TypeExpression.Array(var dimensions, int rank, var element, var span) -> new TypeExpression.Array(null, rank + 1, element, span);
            default -> new TypeExpression.Array(null, 1, type, type.span());
        };
    }

    /** What the documentation says. */
    public String documentation() {
        return text.text().lines().filter(line -> line.startsWith("///")).map(line -> line.substring(3).strip()).collect(Collectors.joining("\n"));
    }

    /** The name of the base in the name of a distribution that this template makes, or {@code null} where it is none. */
    String baseIn(String distribution) {
        return distribution.startsWith(name + "_") ? distribution.substring(name.length() + 1) : null;
    }
}
