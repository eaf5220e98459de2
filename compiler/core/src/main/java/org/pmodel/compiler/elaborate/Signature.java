package org.pmodel.compiler.elaborate;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.ir.Type;

/**
 * A function that a call may mean: its types, and the definition they come from.
 *
 * @param definition a {@link Definition.Function} or {@link Definition.Primitive}
 * @param id unique among all functions: {@code name(type,type)}
 * @param own defined by the program, not by the library
 * @param typeVariables what the type parameters of a generic function stand for in this use
 */
record Signature(String id, String name, List<Type> parameters, List<Boolean> dataOnly, Type result, Definition definition, boolean own,
        Map<String, Type> typeVariables) {

    static Signature of(Definition definition, boolean own, Map<String, Type> typeVariables) {
        List<Definition.Parameter> parameters = parameters(definition);
        Type result = switch (definition) {
            case Definition.Function f -> Types.of(f.result(), typeVariables);
            case Definition.Primitive p -> Types.of(p.result(), typeVariables);
            default -> throw new IllegalArgumentException("not a function: " + definition.name());
        };
        String name = definition.name().text();
        List<Type> types = parameters.stream().map(p -> Types.of(p.type(), typeVariables)).toList();
        return new Signature(name + types.stream().map(Type::toString).collect(Collectors.joining(",", "(", ")")), name, types,
                parameters.stream().map(Definition.Parameter::data).toList(), result, definition, own, typeVariables);
    }

    static List<Name> typeVariables(Definition definition) {
        return definition instanceof Definition.Function f ? f.typeVariables() : List.of();
    }

    static List<Definition.Parameter> parameters(Definition definition) {
        return switch (definition) {
            case Definition.Function f -> f.parameters();
            case Definition.Primitive p -> p.parameters();
            default -> throw new IllegalArgumentException("not a function: " + definition.name());
        };
    }

    /** The program's own function beside one of the library with the same name and types. */
    Signature besideLibrary() {
        return new Signature("own." + id, name, parameters, dataOnly, result, definition, own, typeVariables);
    }

    /** Defined with Stan's words: takes no containers for scalars. */
    boolean user() {
        return definition instanceof Definition.Function f && !f.library();
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
