package org.pmodel.compiler.elaborate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.ir.Type;

/**
 * A function that a call may mean: its types, and the definition they come from.
 *
 * @param definition a {@link Definition.Function} or {@link Definition.Primitive}
 * @param user defined by the program with Stan's words: takes no containers for scalars
 * @param typeVariables what the type parameters of a generic function stand for in this use
 */
record Signature(String name, List<Type> parameters, List<Boolean> dataOnly, Type result, Definition definition, boolean user,
        Map<String, Type> typeVariables) {

    static Signature of(Definition definition, boolean user, Map<String, Type> typeVariables) {
        List<Definition.Parameter> parameters = parameters(definition);
        Type result = switch (definition) {
            case Definition.Function f -> Types.of(f.result(), typeVariables);
            case Definition.Primitive p -> Types.of(p.result(), typeVariables);
            default -> throw new IllegalArgumentException("not a function: " + definition.name());
        };
        return new Signature(definition.name().text(), parameters.stream().map(p -> Types.of(p.type(), typeVariables)).toList(),
                parameters.stream().map(Definition.Parameter::data).toList(), result, definition, user, typeVariables);
    }

    static List<Definition.Parameter> parameters(Definition definition) {
        return switch (definition) {
            case Definition.Function f -> f.parameters();
            case Definition.Primitive p -> p.parameters();
            default -> throw new IllegalArgumentException("not a function: " + definition.name());
        };
    }

    String id() {
        return name + parameters.stream().map(Type::toString).collect(Collectors.joining(",", "(", ")"));
    }

    boolean isDensity() {
        return name.endsWith("_lpdf") || name.endsWith("_lpmf") || name.endsWith("_lcdf") || name.endsWith("_lccdf");
    }

    boolean isCdf() {
        return name.endsWith("_cdf");
    }

    /** Takes containers of its variate and parameters, whatever they are. */
    boolean isProbability() {
        return isDensity() || isCdf() || isRng();
    }

    boolean isRng() {
        return isRng(name);
    }

    static boolean isRng(String name) {
        return name.endsWith("_rng") || name.startsWith("random_");
    }

    /** As a person writes it: {@code real f(vector, int)}. */
    @Override
    public String toString() {
        String bar = isDensity() || isCdf() ? " | " : ", ";
        StringBuilder text = new StringBuilder(name + "(");
        for (int i = 0; i < parameters.size(); i++) {
            text.append(i == 0 ? "" : i == 1 ? bar : ", ").append(parameters.get(i)).append(' ').append(parameters(definition).get(i).name());
        }
        return text.append(") : ").append(result).toString();
    }
}
