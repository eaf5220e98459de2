package org.pmodel.generate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Distribution;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Model;
import org.pmodel.ir.Transform;
import org.pmodel.ir.Type;
import org.pmodel.ir.Walk;
import org.pmodel.kernel.print.JavaPrinter;

/** The class of one family: how it is made, its parameters by name, and its definition with the kernels. */
final class FamilySource {
    private final Model library;
    private final Distribution family;
    private final Smoothness smoothness;
    private final Kernels kernels = new Kernels();

    FamilySource(Model library, Distribution family, Smoothness smoothness) {
        this.library = library;
        this.family = family;
        this.smoothness = smoothness;
    }

    /** The types of parameters and variate are those that tensors can hold. */
    static boolean isExpressible(Distribution family) {
        return family.parameters().stream().allMatch(p -> isNumeric(p.type())) && isNumeric(family.variate());
    }

    private static boolean isNumeric(Type type) {
        return type.scalar() == Type.REAL || type.scalar() == Type.INT;
    }

    String name() {
        return family.name();
    }

    String className() {
        return Names.camel(family.name());
    }

    String source() {
        String body = definition();
        return "package org.pmodel.distribution;\n\nimport java.util.List;\nimport java.util.Map;\n" + JavaPrinter.IMPORTS + "\n"
                + "/**\n" + Names.javadoc(family.documentation()).lines().map(l -> " * " + l + "\n").collect(Collectors.joining()) + " */\n"
                + "public final class " + className() + " extends Family {\n" + body.indent(4) + "\n" + makers().indent(4) + accessors().indent(4)
                + eventShape().indent(4) + kernels.classes() + "}\n";
    }

    // ---- making one

    private String makers() {
        String constructor = "private " + className() + "(Tensor... parameters) {\n    super(DEFINITION, parameters);\n}\n";
        List<String> makers = new ArrayList<>(List.of(constructor, maker(p -> "Tensor", p -> name(p))));
        if (!family.parameters().isEmpty()) {
            makers.add(maker(FamilySource::plain, p -> isArray(p.type()) ? "Tensor.of(" + name(p) + ")" : "Tensor.scalar(" + name(p) + ")"));
            if (family.parameters().stream().allMatch(p -> p.type().rank() == 0)) {
                makers.add(maker(p -> plain(p) + "[]", p -> "Tensor.of(" + name(p) + ")"));
            }
        }
        return String.join("\n", makers) + "\n";
    }

    private String maker(Function<org.pmodel.ir.Function.Parameter, String> type, Function<org.pmodel.ir.Function.Parameter, String> tensor) {
        List<org.pmodel.ir.Function.Parameter> all = family.parameters();
        return "public static " + className() + " of(" + all.stream().map(p -> type.apply(p) + " " + name(p)).collect(Collectors.joining(", ")) + ") {\n"
                + "    return new " + className() + "(" + all.stream().map(tensor).collect(Collectors.joining(", ")) + ");\n}\n";
    }

    private static boolean isArray(Type type) {
        return type.rank() > 0;
    }

    /** Numbers and arrays of numbers of Java. */
    private static String plain(org.pmodel.ir.Function.Parameter p) {
        return (p.type().scalar() == Type.INT ? "int" : "double") + "[]".repeat(p.type().rank());
    }

    private static String name(org.pmodel.ir.Function.Parameter p) {
        return Names.lowerCamel(p.name());
    }

    private String accessors() {
        return IntStream.range(0, family.parameters().size()).mapToObj(i -> "public Tensor " + name(family.parameters().get(i)) + "() {\n"
                + "    return parameter(" + i + ");\n}\n").collect(Collectors.joining("\n")) + "\n";
    }

    // ---- the definition

    private String definition() {
        String parameters = IntStream.range(0, family.parameters().size()).mapToObj(this::parameter).collect(Collectors.joining(", "));
        return "static final Definition DEFINITION = new Definition(\"" + family.name() + "\",\n"
                + "        List.of(" + parameters + "),\n"
                + "        new Definition.Variate(" + isWhole(family.variate()) + ", " + layout(family.variate()) + "),\n"
                + "        (p, shape) -> " + constraint(family.support(), "shape") + ",\n"
                + "        " + (knowsShape() ? className() + "::eventShape" : "null") + ",\n"
                + "        Map.ofEntries(\n                " + items().entrySet().stream().map(e -> "Map.entry(\"" + e.getKey() + "\", " + e.getValue() + ")")
                        .collect(Collectors.joining(",\n                ")) + "));\n";
    }

    private static boolean isWhole(Type type) {
        return type.scalar() == Type.INT;
    }

    static String layout(Type type) {
        boolean matrix = type == Type.MATRIX || type instanceof Type.Array(Type element, int rank) && element == Type.MATRIX;
        return "new Layout(" + type.rank() + ", " + matrix + ")";
    }

    private String parameter(int position) {
        org.pmodel.ir.Function.Parameter p = family.parameters().get(position);
        return "new Definition.Parameter(\"" + p.name() + "\", " + isWhole(p.type()) + ", " + layout(p.type()) + ", p -> "
                + constraint(family.supports().get(position), "p.get(" + position + ").shape()") + ", " + needed(position) + ")";
    }

    /** @param shape of the values */
    private String constraint(Constraint constraint, String shape) {
        if (constraint.isNone()) {
            return "Constraint.real()";
        }
        Transform transform = library.transforms().get(constraint.transform());
        List<String> arguments = new ArrayList<>(constraint.arguments().stream().map(this::tensor).toList());
        int rank = transform.type().rank();
        for (int k = 0; k < transform.sizes().size(); k++) {
            arguments.add("Shapes.fromEnd(" + shape + ", " + (rank - k) + ")");
        }
        return "Constraints." + Names.lowerCamel(transform.name()) + "(" + String.join(", ", arguments) + ")";
    }

    private String tensor(Expr bound) {
        Expr bare = bound instanceof Expr.Promotion(Expr value, Type type) ? value : bound;
        return bare instanceof Expr.Variable v ? "p.get(" + position(v) + ")" : "Tensor.scalar(" + sizes().java(bare) + ")";
    }

    private int position(Expr.Variable variable) {
        return IntStream.range(0, family.parameters().size()).filter(i -> family.parameters().get(i).name().equals(variable.name())).findFirst().orElseThrow();
    }

    private Formula sizes() {
        return new Formula(v -> "(int) p.get(" + position(v) + ").values[0]",
                v -> "Shapes.fromEnd(p.get(" + position(v) + ").shape(), " + v.type().rank() + ")",
                v -> "Shapes.fromEnd(p.get(" + position(v) + ").shape(), 1)");
    }

    /** The shape that a parameter must have, from the parameters, and whose sizes that are; {@code null} where the definition does not state it. */
    private String needed(int position) {
        int rank = family.parameters().get(position).type().rank();
        List<Expr> stated = family.parameterSizes().get(position);
        if (stated.isEmpty()) {
            return "null";
        }
        List<Expr> all = IntStream.range(0, rank).mapToObj(k -> stated.get(Math.min(k, stated.size() - 1))).toList();
        Set<String> from = new LinkedHashSet<>();
        all.forEach(e -> Walk.each(e, part -> {
            if (part instanceof Expr.Variable v && position(v) != position) {
                from.add("\"" + v.name() + "\"");
            }
        }));
        return "new Definition.Sizes(List.of(" + String.join(", ", from) + "), p -> new int[] {" + all.stream().map(sizes()::java).collect(Collectors.joining(", ")) + "})";
    }

    private boolean knowsShape() {
        return !family.sizes().isEmpty() || family.variate().rank() == 0;
    }

    private String eventShape() {
        return !knowsShape() ? "" : "private static int[] eventShape(List<Tensor> p) {\n"
                + "    return new int[] {" + family.sizes().stream().map(sizes()::java).collect(Collectors.joining(", ")) + "};\n}\n\n";
    }

    /** The function that draws where that takes a whole number more than the parameters: trials of a multinomial, rows of a correlation matrix. */
    private Optional<org.pmodel.ir.Function> drawing() {
        return family.functions().containsKey("sample") ? Optional.empty() : library.functions().values().stream()
                .filter(f -> f.name().equals(family.name() + "_rng") && further(f) >= 0).findFirst();
    }

    /** The position of the only parameter that is not the family's: the first or the last; -1 when there is no such one. */
    private int further(org.pmodel.ir.Function function) {
        List<Type> types = function.parameters().stream().map(org.pmodel.ir.Function.Parameter::type).toList();
        List<Type> own = family.parameters().stream().map(org.pmodel.ir.Function.Parameter::type).toList();
        int last = types.size() - 1;
        return last != own.size() ? -1 : types.get(0) == Type.INT && types.subList(1, types.size()).equals(own) ? 0
                : types.get(last) == Type.INT && types.subList(0, last).equals(own) ? last : -1;
    }

    private Map<String, String> items() {
        Map<String, String> items = new TreeMap<>();
        drawing().ifPresent(f -> items.put("sample given a number " + (further(f) == 0 ? "first" : "last"), "new Definition.Item(" + kernels.quantity("sample_given", library, f) + ", true, " + f.result().rank() + ", null)"));
        new TreeMap<>(family.functions()).forEach((role, id) -> items.put(role, item(role, library.function(id))));
        return items;
    }

    private String item(String role, org.pmodel.ir.Function function) {
        boolean sample = role.equals("sample");
        boolean quantity = sample || function.result().rank() > 0;
        String value = quantity ? kernels.quantity(role, library, function) : kernels.value(role, library, function);
        String slopes = switch (role) {
            case "logpdf", "logpmf" -> kernels.gradient(role + "_gradient", library, function);
            case "lcdf", "lccdf", "circular_mean" -> kernels.gradient(role + "_gradient", library, function);
            case "sample" -> (family.variate().rank() > 0 || smoothness.isFixed(function)) && smoothness.isSmooth(function) ? kernels.pullback(role + "_gradient", library, function) : "null";
            default -> "null";
        };
        return "new Definition.Item(" + value + ", " + quantity + ", " + function.result().rank() + ", " + slopes + ")";
    }
}
