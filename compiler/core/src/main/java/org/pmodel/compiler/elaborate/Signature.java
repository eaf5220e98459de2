package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Type;

/**
 * A function that a call may mean: its types, and the definition they come from.
 *
 * @param definition a {@link Definition.Function} or {@link Definition.Primitive}
 * @param id unique among all functions: {@code name(type,type)}
 * @param parameters the types of the values it takes; functions that it takes are known to the {@code instance}
 * @param own defined by the program, not by the library
 * @param instance what type parameters, parameters that are functions and {@code ...} stand for in this use
 * @param captured the variables around a local function that it uses: their values go with every call, behind the others
 */
record Signature(String id, String name, List<Type> parameters, List<Boolean> dataOnly, Type result, Definition definition, boolean own,
        Instance instance, List<Value> captured) {

    /** A parameter that takes a value. */
    record Value(Name name, Type type, boolean data) {}

    static Signature of(Definition definition, boolean own, Instance instance) {
        List<Value> values = values(definition, instance);
        Type result = switch (definition) {
            case Definition.Function f -> Types.of(f.result(), instance.types());
            case Definition.Primitive p -> Types.of(p.result(), instance.types());
            default -> throw new IllegalArgumentException("not a function: " + definition.name());
        };
        return new Signature(id(definition, instance), definition.name().text(), values.stream().map(Value::type).toList(),
                values.stream().map(Value::data).toList(), result, definition, own, instance, List.of());
    }

    private static String id(Definition definition, Instance instance) {
        List<String> parts = new ArrayList<>();
        for (Definition.Parameter p : parameters(definition)) {
            switch (p.type()) {
                case TypeExpression.Callable c -> parts.add(instance.functions().get(p.name().text()).id());
                case TypeExpression.Rest rest -> instance.rest().forEach(argument -> parts.add(switch (argument) {
                    case Instance.Argument.Value(Type type, boolean data) -> type.toString();
                    case Instance.Argument.Passed(Signature function) -> function.id();
                }));
                default -> parts.add(Types.of(p.type(), instance.types()).toString());
            }
        }
        return definition.name().text() + parts.stream().collect(Collectors.joining(",", "(", ")"));
    }

    /** The values that a definition takes, in order, those that {@code ...} stands for at the end. */
    static List<Value> values(Definition definition, Instance instance) {
        List<Value> values = new ArrayList<>();
        for (Definition.Parameter p : parameters(definition)) {
            switch (p.type()) {
                case TypeExpression.Callable c -> { }
                case TypeExpression.Rest rest -> {
                    for (Instance.Argument argument : instance.rest()) {
                        if (argument instanceof Instance.Argument.Value(Type type, boolean data)) {
                            values.add(new Value(p.name(), type, data));
                        }
                    }
                }
                default -> values.add(new Value(p.name(), Types.of(p.type(), instance.types()), p.data()));
            }
        }
        return values;
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

    /** Whether a definition takes functions or any number of arguments, so that each use has types of its own. */
    static boolean takesFunctions(Definition definition) {
        return parameters(definition).stream().anyMatch(p -> p.type() instanceof TypeExpression.Callable || isRest(p));
    }

    static boolean isRest(Definition.Parameter parameter) {
        return parameter.type() instanceof TypeExpression.Rest;
    }

    /** The program's own function beside one of the library with the same name and types. */
    Signature besideLibrary() {
        return new Signature("own." + id, name, parameters, dataOnly, result, definition, own, instance, captured);
    }

    /** A function inside a body, apart from all others of its name. */
    Signature local(int number, Type result, List<Value> captured) {
        return new Signature(id + "@" + number, name, parameters, dataOnly, result, definition, own, instance, captured);
    }

    /** Defined with Stan's words: takes no containers for scalars. */
    boolean user() {
        return definition instanceof Definition.Function f && !f.library();
    }

    boolean isDensity() {
        return name.endsWith("_lpdf") || name.endsWith("_lpmf") || name.endsWith("_lcdf") || name.endsWith("_lccdf") || name.endsWith("cdf_unnorm");
    }

    boolean isCdf() {
        return name.endsWith("_cdf");
    }

    /** Takes containers of its variate and parameters, whatever they are. */
    boolean isProbability() {
        return isDensity() || isCdf() || isRng();
    }

    /** A quantile with parameters, which gives a vector for any rows of numbers. */
    boolean isQuantile() {
        return name.endsWith("_qf") && parameters.size() > 1;
    }

    /** Maps free coordinates to values of a support or back, of each element of an array of them. */
    boolean isConstraint() {
        return name.endsWith("_constrain") || name.endsWith("_unconstrain") || name.endsWith("_jacobian");
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
        List<Value> values = values(definition, instance);
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : i == 1 ? bar : ", ").append(values.get(i).type()).append(' ').append(values.get(i).name());
        }
        return text.append(") : ").append(result).toString();
    }

    /** A definition that takes functions, as a person writes it. */
    static String text(Definition definition) {
        return parameters(definition).stream().map(p -> isRest(p) ? "..." : (p.data() ? "data " : "") + Types.text(p.type()) + " " + p.name())
            .collect(Collectors.joining(", ", definition.name() + "(", ")"))
            + (definition instanceof Definition.Function f ? " : " + Types.text(f.result()) : "");
    }
}
