package org.pmodel.library;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pmodel.compiler.Library;
import org.pmodel.compiler.elaborate.DerivedDefinitions;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.TypeExpression;

/** A family of distributions of the library as tests see it: its functions, and values of its parameters that their declarations allow. */
record Family(Definition.Distribution definition, Map<String, Definition.Function> functions) {
    private static final Pattern BOUND = Pattern.compile("(lower|upper)=([^,>]+)");

    /** A base of each kind for what is made of any other: on the line, on the half-line, of counts; and on the circle for what takes no other. */
    private static final List<String> BASES = List.of("logistic", "exponential", "geometric");
    private static final String CIRCULAR = "von_mises";

    /** All families of the standard library, with some of those that its templates make. */
    static List<Family> all() {
        Library library = Library.standard();
        Stream<String> composed = library.templates().keySet().stream().flatMap(template -> {
            List<String> names = BASES.stream().map(base -> template + "_" + base).filter(name -> library.distribution(name) != null).toList();
            return names.isEmpty() ? Stream.of(template + "_" + CIRCULAR) : names.stream();
        });
        return Stream.concat(library.distributionNames().stream(), composed).sorted().map(name -> of(library.distribution(name))).toList();
    }

    private static Family of(Definition.Distribution definition) {
        return new Family(definition, DerivedDefinitions.of(definition));
    }

    String name() {
        return definition.name().text();
    }

    boolean has(String role) {
        return functions.containsKey(role);
    }

    boolean isReal() {
        return isScalar("real") && has("logpdf");
    }

    boolean isCount() {
        return isScalar("int");
    }

    /** The role of its density. */
    String density() {
        return has("logpdf") ? "logpdf" : "logpmf";
    }

    boolean isScalar() {
        return isScalar("real") || isScalar("int");
    }

    /** Whether it is a density without parameters and nothing else: not one of a probability. */
    boolean isImproper() {
        return definition.parameters().isEmpty() && functions.size() == 1;
    }

    /** The declaration of a variable for a value of the variate, with sizes where it has some: three of each. */
    String declared(String name) {
        return switch (definition.variate()) {
            case TypeExpression.Basic(var word, var bounds, var sizes, var span) when isScalar() -> word + " " + name;
            case TypeExpression.Basic(var word, var bounds, var sizes, var span) -> {
                boolean matrix = ParameterValues.declared(word).startsWith("matrix");
                yield (matrix ? "matrix" : "vector") + "[" + (sizes == null || sizes.isEmpty() ? matrix ? "3, 3" : "3"
                    : sizes.stream().map(size -> prefixed(text(size), "a_")).collect(Collectors.joining(", "))) + (matrix && sizes != null && sizes.size() == 1
                    ? ", " + prefixed(text(sizes.get(0)), "a_") : "") + "] " + name;
            }
            default -> "array[3] int " + name;
        };
    }

    private boolean isScalar(String word) {
        return definition.variate() instanceof TypeExpression.Basic basic && basic.word().equals(word);
    }

    /** The function for a role, as a call with some value before the parameters. */
    String call(String role, String value, String prefix) {
        String bar = role.equals("quantile") ? ", " : " | ";
        List<String> arguments = arguments(prefix);
        return functions.get(role).name().text() + "(" + value + (arguments.isEmpty() ? "" : bar + String.join(", ", arguments)) + ")";
    }

    /** The function for a role that takes the parameters alone, or those of two distributions. */
    String parameterCall(String role, String... prefixes) {
        List<String> arguments = new ArrayList<>();
        for (String prefix : prefixes) {
            arguments.addAll(arguments(prefix));
        }
        return functions.get(role).name().text() + "(" + String.join(", ", arguments) + ")";
    }

    List<String> arguments(String prefix) {
        return definition.parameters().stream().map(p -> prefix + p.name().text()).toList();
    }

    /**
     * Declarations of variables with the parameters' values, those that bounds of others mention first.
     *
     * @param values the choices; which of them is taken, the program's variable {@code setting} says
     */
    String declarations(String prefix, ParameterValues... values) {
        List<Definition.Parameter> parameters = new ArrayList<>(definition.parameters());
        parameters.sort(Comparator.comparingInt(p -> BOUND.matcher(text(p.type())).results()
                .anyMatch(b -> definition.parameters().stream().anyMatch(q -> mentions(b.group(2), q.name().text()))) ? 1 : 0));
        StringBuilder text = new StringBuilder();
        for (Definition.Parameter p : parameters) {
            String type = text(p.type());
            int position = definition.parameters().indexOf(p);
            StringBuilder value = new StringBuilder();
            for (int i = 0; i < values.length; i++) {
                String chosen = values[i].of(type, bound(type, "lower", prefix), bound(type, "upper", prefix), position);
                value.append(i + 1 < values.length ? "setting == " + (i + 1) + " ? " + chosen + " : " : chosen);
            }
            text.append(ParameterValues.declared(type)).append(' ').append(prefix).append(p.name().text()).append(" = ").append(value).append(";\n");
        }
        return text.toString();
    }

    /** The parameters that are no whole numbers, each with how many numbers it has. */
    Map<String, Integer> realParameters() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Definition.Parameter p : definition.parameters()) {
            String type = ParameterValues.declared(text(p.type()));
            if (!type.contains("int")) {
                sizes.put(p.name().text(), type.equals("real") ? 1 : type.startsWith("vector") ? 3 : 9);
            }
        }
        return sizes;
    }

    /** Declarations of variables that are those of another prefix, moved by elements of arrays where they are no whole numbers. */
    String moved(String prefix, String from, String arrays, String index) {
        StringBuilder text = new StringBuilder();
        for (Definition.Parameter p : definition.parameters()) {
            String name = p.name().text();
            String type = ParameterValues.declared(text(p.type()));
            text.append(type).append(' ').append(prefix).append(name).append(" = ").append(from).append(name)
                .append(type.contains("int") ? "" : " + " + arrays + name + "[" + index + "]").append(";\n");
        }
        return text.toString();
    }

    /** A bound of the variate in terms of the parameters, or {@code null}. */
    String bound(String kind, String prefix) {
        return bound(text(definition.variate()), kind, prefix);
    }

    private String bound(String type, String kind, String prefix) {
        Matcher bounds = BOUND.matcher(type);
        while (bounds.find()) {
            if (bounds.group(1).equals(kind)) {
                return "(" + prefixed(bounds.group(2), prefix) + ")";
            }
        }
        return null;
    }

    private String prefixed(String text, String prefix) {
        String result = text;
        for (Definition.Parameter p : definition.parameters()) {
            result = result.replaceAll("\\b" + p.name().text() + "\\b", prefix + p.name().text());
        }
        return result;
    }

    private static boolean mentions(String text, String name) {
        return Pattern.compile("\\b" + name + "\\b").matcher(text).find();
    }

    /** A type as it is written, without sizes. */
    private static String text(TypeExpression type) {
        return switch (type) {
            case TypeExpression.Basic(var word, var bounds, var sizes, var span) -> bounds.isEmpty() ? word
                : bounds.stream().map(b -> b.kind() + "=" + text(b.value())).collect(Collectors.joining(", ", word + "<", ">"));
            case TypeExpression.Array(var dimensions, int rank, var element, var span) -> "array[" + ",".repeat(rank - 1) + "] " + text(element);
            default -> throw new IllegalArgumentException("a parameter or variate of the type " + type);
        };
    }

    private static String text(Expression value) {
        return switch (value) {
            case Expression.IntNumber(String digits, var span) -> digits;
            case Expression.RealNumber(double number, var span) -> String.valueOf(number);
            case Expression.Variable(var name) -> name.text();
            case Expression.Prefix(String operator, Expression operand, var span) -> operator + text(operand);
            case Expression.Binary(Expression left, String operator, var at, Expression right, var span) -> text(left) + " " + operator + " " + text(right);
            case Expression.Call(var function, var arguments, var conditional, var span) ->
                function + arguments.stream().map(Family::text).collect(Collectors.joining("; ", "(", ")"));
            default -> throw new IllegalArgumentException("a bound " + value);
        };
    }

    @Override
    public String toString() {
        return name();
    }
}
