package org.pmodel.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Model;
import org.pmodel.ir.Transform;
import org.pmodel.kernel.print.JavaPrinter;

/** The class of all constraints: a way to make each one, and the kernels of the transforms behind them. */
final class ConstraintsSource {
    private final Model library;
    private final Function<Transform, String> documentation;

    /** @param documentation of a transform, as in the library */
    ConstraintsSource(Model library, Function<Transform, String> documentation) {
        this.library = library;
        this.documentation = documentation;
    }

    String source() {
        String all = new TreeMap<>(library.transforms()).values().stream().map(this::source).collect(Collectors.joining("\n"));
        return "package org.pmodel.distribution;\n\nimport java.util.List;\n" + JavaPrinter.IMPORTS + "\n"
                + "/** The sets of values that the library's transforms lead to, under the names of the transforms. */\n"
                + "public final class Constraints {\n    private Constraints() {}\n\n" + examples().indent(4) + "\n" + all.indent(4) + "}\n";
    }

    private String examples() {
        return "/** One constraint of each kind: with the arguments 1, 2 … and the size 3, in the alphabetical order of names. */\n"
                + "public static List<Constraint> examples() {\n    return List.of(\n"
                + new TreeMap<>(library.transforms()).values().stream().map(t -> "            " + Names.lowerCamel(t.name()) + "("
                        + String.join(", ", Stream.concat(IntStream.rangeClosed(1, t.arguments().size()).mapToObj(i -> i + ".0"), t.sizes().stream().map(s -> "3")).toList())
                        + ")").collect(Collectors.joining(",\n")) + ");\n}\n";
    }

    private String source(Transform transform) {
        List<String> sizes = transform.sizes().stream().map(s -> "int " + Names.lowerCamel(s)).toList();
        List<String> makers = new ArrayList<>();
        makers.add(maker(transform, "Tensor", sizes, p -> p));
        if (!transform.arguments().isEmpty()) {
            makers.add(maker(transform, "double", sizes, p -> "Tensor.scalar(" + p + ")"));
        }
        Kernels kernels = new Kernels();
        return String.join("\n", makers) + "\nprivate static final class " + holder(transform) + " {\n"
                + ("private static final Constraint.Kind KIND = " + kind(transform, kernels) + ";\n").indent(4) + kernels.classes() + "}\n";
    }

    private String maker(Transform transform, String type, List<String> sizes, Function<String, String> tensor) {
        List<String> names = transform.arguments().stream().map(p -> Names.lowerCamel(p.name())).toList();
        List<String> parameters = new ArrayList<>(names.stream().map(n -> type + " " + n).toList());
        parameters.addAll(sizes);
        String given = transform.sizes().stream().map(s -> ", " + Names.lowerCamel(s)).collect(Collectors.joining());
        return "/** " + Names.javadoc(documentation.apply(transform)) + " */\n"
                + "public static Constraint " + Names.lowerCamel(transform.name()) + "(" + String.join(", ", parameters) + ") {\n"
                + "    return Constraint.of(" + holder(transform) + ".KIND, List.of(" + names.stream().map(tensor).collect(Collectors.joining(", ")) + ")" + given + ");\n}\n";
    }

    private static String holder(Transform transform) {
        return "Of" + Names.camel(transform.name());
    }

    private String kind(Transform transform, Kernels kernels) {
        String sizes = transform.sizes().stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(", "));
        Function<Expr.Variable, String> none = v -> {
            throw new IllegalArgumentException("the shape of coordinates follows from sizes, not from " + v.name());
        };
        Formula formula = new Formula(v -> "sizes[" + transform.sizes().indexOf(v.name()) + "]", none, none);
        // a transform without `from` has coordinates of the shape of its values
        List<String> free = transform.freeSizes().size() == transform.freeType().rank() ? transform.freeSizes().stream().map(formula::java).toList()
                : IntStream.range(0, transform.freeType().rank()).mapToObj(k -> "sizes[" + Math.min(k, transform.sizes().size() - 1) + "]").toList();
        return "new Constraint.Kind(\"" + transform.name() + "\", " + FamilySource.layout(transform.type()) + ", " + FamilySource.layout(transform.freeType())
                + ", List.of(" + sizes + "), sizes -> new int[] {" + String.join(", ", free) + "},\n        "
                + kernels.value(transform.name() + "_holds", library, library.function(transform.holds())) + ",\n        "
                + kernels.forward(library, transform) + ",\n        " + kernels.logJacobian(library, transform) + ",\n        "
                + kernels.inverse(library, transform) + ",\n        "
                + kernels.pullback(transform.name() + "_forward_pullback", library, library.function(transform.constrain())) + ",\n        "
                + kernels.logJacobianGradient(library, transform) + ",\n        "
                + kernels.pullback(transform.name() + "_inverse_pullback", library, library.function(transform.unconstrain())) + ")";
    }
}
