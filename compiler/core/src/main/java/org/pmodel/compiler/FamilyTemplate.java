package org.pmodel.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pmodel.compiler.elaborate.DerivedDefinitions;
import org.pmodel.compiler.syntax.Definition.Distribution;
import org.pmodel.compiler.syntax.Definition.Item;
import org.pmodel.compiler.syntax.Definition.Parameter;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Span;

/**
 * A distribution that is made of any other: {@code distribution zero_inflated<base>(real gate, ...) : int} makes {@code zero_inflated_poisson(gate, lambda)}
 * of {@code poisson(lambda)}.
 *
 * <p>It is a template. In its text {@code base_lpmf}, {@code base_rng} and so on are the functions of the base, {@code base_log_density} its density of
 * either kind, {@code zero_inflated_base_lcdf} what follows from the template itself, {@code base} alone the type of its variate, and {@code ...} its
 * parameters. After {@code array[] ...} in the head the parameters are containers of those of {@code base_count} members of the base, and {@code ...[j]} are
 * their elements; the members may then be of several families, each with parameters of its own, and loops {@code for (j in 1:base_count)} are written out
 * for them. An item that uses a function which a base lacks is left out.
 */
public record FamilyTemplate(String name, Source text) {
    private static final Pattern HEAD = Pattern.compile("distribution +(\\w+)<base>\\((.*?)\\) *: *(.*?) *\\{", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("^distribution", Pattern.MULTILINE);
    /** Stands for the parameters of the base until these are put in. */
    private static final String REST = "parameters_of_base";
    private static final String LOOP = "for (j in 1:base_count) ";

    /** A base, its functions, and the names that its parameters have in the distribution that is made. */
    private record Base(Distribution family, Set<String> functions, List<String> parameters) {
        static Base of(Distribution family, String suffix) {
            return new Base(family, DerivedDefinitions.of(family).values().stream().map(f -> f.name().text()).collect(Collectors.toSet()),
                family.parameters().stream().map(p -> p.name().text() + suffix).toList());
        }

        String name() {
            return family.name().text();
        }

        /** The parameters under their new names; a bound that is another parameter has its new name too, and what is made of parameters is no bound. */
        void addRenamed(List<Parameter> all) {
            for (int i = 0; i < parameters.size(); i++) {
                Parameter p = family.parameters().get(i);
                all.add(new Parameter(p.data(), renamed(p.type()), new Name(parameters.get(i), p.name().span())));
            }
        }

        private TypeExpression renamed(TypeExpression type) {
            return switch (type) {
                case TypeExpression.Basic(var word, var bounds, var sizes, var span) -> {
                    List<TypeExpression.Bound> kept = new ArrayList<>();
                    for (TypeExpression.Bound b : bounds) {
                        if (number(b.value()) != null) {
                            kept.add(b);
                        } else if (b.value() instanceof Expression.Variable(Name v) && index(v) >= 0) {
                            kept.add(new TypeExpression.Bound(b.kind(), new Expression.Variable(new Name(parameters.get(index(v)), v.span())), b.span()));
                        }
                    }
                    yield new TypeExpression.Basic(word, kept, sizes, span);
                }
                case TypeExpression.Array(var dimensions, int rank, var element, var span) -> new TypeExpression.Array(dimensions, rank, renamed(element), span);
                default -> type;
            };
        }

        private int index(Name parameter) {
            return family.parameters().stream().map(p -> p.name().text()).toList().indexOf(parameter.text());
        }

        /** A text of the template for this base, whose parameters are written so. */
        String in(String text, String parameters) {
            String made = !parameters.isEmpty() ? text : text.replaceAll(", *\\.\\.\\.(\\[.*?\\])?", "").replaceAll("\\.\\.\\.(\\[.*?\\])? *,? *", "");
            String density = functions.contains(name() + "_lpdf") ? "_lpdf" : "_lpmf";
            return made.replaceAll("\\.\\.\\.(\\[.*?\\])?", parameters).replaceAll("\\bbase_log_density\\b", name() + density).replaceAll("\\bbase_(\\w+)", name() + "_$1");
        }
    }

    /** The distribution made of a base, or {@code null} where the base does not suit. */
    public Distribution of(Distribution base) {
        String variate = variate(base);
        if (variate == null) {
            return null;
        }
        Base only = Base.of(base, "");
        String code = code();
        for (String parameter : only.parameters()) {
            code = code.replaceAll("\\b" + parameter + "\\b", parameter + "_"); // the base keeps its names
        }
        String count = only.parameters().isEmpty() ? "weights" : only.parameters().get(0);
        String elements = only.parameters().stream().map(p -> p + "[$1]").collect(Collectors.joining(", "));
        code = code.replaceFirst("(array\\[\\] )?\\.\\.\\.", "int " + REST).replaceAll("\\bbase_count\\b", "size(" + count + ")");
        code = elements.isEmpty() ? code : code.replaceAll("\\.\\.\\.\\[(.*?)\\]", elements);
        String made = only.in(code, String.join(", ", only.parameters()));
        return made(name + "_" + base.name(), made, List.of(only), isOfBase() ? base.variate() : null, variate);
    }

    /** Whether the members may be of several families. */
    public boolean takesSeveral() {
        return head(2).contains("array[] ...");
    }

    /** The distribution whose members are of several families, all of the same type of variate; the parameters of the k-th have names that end with k. */
    public Distribution of(String madeName, List<Distribution> families) {
        List<Base> bases = IntStream.range(0, families.size()).mapToObj(k -> Base.of(families.get(k), "_" + (k + 1))).toList();
        String made = code().replaceFirst("(array\\[\\] )?\\.\\.\\.", "int " + REST);
        for (int at = made.indexOf(LOOP); at >= 0; at = made.indexOf(LOOP)) {
            int end = endOfStatement(made, at + LOOP.length());
            made = made.substring(0, at) + unrolled(made.substring(at + LOOP.length(), end), bases) + made.substring(end);
        }
        List<String> all = bases.stream().flatMap(b -> b.parameters().stream()).toList();
        made = all.isEmpty() ? made.replaceAll(", *\\.\\.\\.", "") : made.replace("...", String.join(", ", all));
        made = made.replaceAll("\\bbase_count\\b", Integer.toString(bases.size()));
        return made(madeName, made, bases, commonVariate(families), variate(families.get(0)));
    }

    /** A statement for each base, on the lines of the first. */
    private static String unrolled(String statement, List<Base> bases) {
        StringBuilder all = new StringBuilder("{ ");
        for (int k = 0; k < bases.size(); k++) {
            String own = bases.get(k).in(statement, String.join(", ", bases.get(k).parameters())).replaceAll("\\bj\\b", Integer.toString(k + 1));
            all.append(k == 0 ? own : own.replace('\n', ' ')).append(' ');
        }
        return all.append('}').toString();
    }

    private static int endOfStatement(String code, int start) {
        int depth = 0;
        for (int i = start; ; i++) {
            char c = code.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0 && (c == ';' || c == '}')) {
                return i + 1;
            }
        }
    }

    /** The type of variates, with those bounds that are the same numbers for all. */
    private static TypeExpression commonVariate(List<Distribution> families) {
        TypeExpression.Basic first = (TypeExpression.Basic) families.get(0).variate();
        List<TypeExpression.Bound> bounds = first.bounds().stream().filter(b -> families.stream().allMatch(f -> ((TypeExpression.Basic) f.variate()).bounds().stream()
            .anyMatch(o -> o.kind().equals(b.kind()) && number(b.value()) != null && number(b.value()).equals(number(o.value()))))).toList();
        return new TypeExpression.Basic(first.word(), bounds, null, first.span());
    }

    /** The word for the variate's type, {@code int} or {@code real}; {@code null} for containers. */
    public static String variate(Distribution family) {
        return family.variate() instanceof TypeExpression.Basic basic && Set.of("int", "real").contains(basic.word()) ? basic.word() : null;
    }

    private static Double number(Expression expression) {
        return switch (expression) {
            case Expression.IntNumber n -> Double.valueOf(n.digits());
            case Expression.RealNumber r -> r.value();
            case Expression.Prefix(String operator, Expression operand, Span span) when operator.equals("-") && number(operand) != null -> -number(operand);
            default -> null;
        };
    }

    // ---- the text

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

    private int start() {
        Matcher start = CODE.matcher(text.text());
        return start.find() ? start.start() : 0;
    }

    private String code() {
        return text.text().substring(start());
    }

    /**
     * @param code with the names of the bases in it
     * @param type of the variate; {@code null} for what the template says
     */
    private Distribution made(String madeName, String code, List<Base> bases, TypeExpression type, String variate) {
        String density = bases.get(0).functions().contains(bases.get(0).name() + "_lpdf") ? "pdf" : "pmf";
        String before = text.text().substring(0, start()); // documentation, and lines that keep the places of what follows
        String all = before + code.replaceFirst("<base>", "").replaceFirst("(distribution +)" + name, "$1" + madeName)
            .replaceAll("(?m)^  log_density\\(", "  log" + density + "(").replaceAll("\\b" + name + "_base_(\\w+)", madeName + "_$1").replaceAll("\\bbase\\b", variate);
        Distribution distribution = (Distribution) LibraryEntry.parse(new Source(text.file(), all)).get(0);
        List<Item> items = distribution.items().stream().filter(i -> isPossible(excerpt(all, i.span()), bases)).toList();
        boolean suits = distribution.variate() instanceof TypeExpression.Basic own && own.word().equals(variate)
            && items.stream().anyMatch(i -> i.name().text().equals("logpdf") || i.name().text().equals("logpmf"));
        return !suits ? null : new Distribution(distribution.name(), parameters(distribution, bases), type != null ? type : distribution.variate(),
                items, distribution.documentation(), distribution.span());
    }

    private static String excerpt(String text, Span span) {
        List<String> lines = new ArrayList<>(text.lines().skip(span.line() - 1).limit(span.endLine() - span.line() + 1).toList());
        lines.set(0, lines.get(0).substring(span.column() - 1));
        return String.join("\n", lines);
    }

    /** Whether the bases have all functions of theirs that an item uses. */
    private static boolean isPossible(String item, List<Base> bases) {
        return bases.stream().allMatch(base -> Pattern.compile("\\b" + base.name() + "_\\w+").matcher(item).results()
            .allMatch(used -> bases.stream().anyMatch(b -> b.functions().contains(used.group()))));
    }

    private List<Parameter> parameters(Distribution distribution, List<Base> bases) {
        List<Parameter> parameters = new ArrayList<>();
        for (Parameter parameter : distribution.parameters()) {
            if (!parameter.name().text().equals(REST)) {
                parameters.add(parameter);
            } else if (bases.size() == 1) {
                bases.get(0).family().parameters().forEach(p -> parameters.add(new Parameter(p.data(), takesSeveral() ? several(p.type()) : p.type(), p.name())));
            } else {
                bases.forEach(b -> b.addRenamed(parameters));
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
