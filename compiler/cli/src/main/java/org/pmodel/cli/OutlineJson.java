package org.pmodel.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.pmodel.compiler.Compilation;
import org.pmodel.compiler.Library;
import org.pmodel.compiler.outline.Outline;
import org.pmodel.compiler.outline.Site;
import org.pmodel.compiler.outline.SourceText;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Model;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;

/**
 * The outline of a model as JSON, a superset of what {@code stanc --info} prints: {@code type} is int, real, complex or, for a tuple, the list of its
 * elements; {@code dimensions} is the number of indices that reach it. {@code constraint} and {@code sizes} are as the program writes them. {@code missing} marks data that may lack
 * entries.
 */
final class OutlineJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SourceText text;

    private OutlineJson(SourceText text) {
        this.text = text;
    }

    static ObjectNode of(Compilation compilation, String mainFile) {
        OutlineJson json = new OutlineJson(new SourceText(compilation.texts()));
        Model model = compilation.model();
        Outline outline = Outline.of(compilation);
        ObjectNode root = NODES.objectNode();
        ObjectNode inputs = json.variables(model.data());
        model.missing().forEach(m -> ((ObjectNode) inputs.get(m.variable())).put("missing", true));
        root.set("inputs", inputs);
        root.set("parameters", json.variables(model.declaredParameters()));
        root.set("transformed parameters", json.variables(declared(model.transformedParameters())));
        root.set("generated quantities", json.variables(declared(model.generatedQuantities())));
        root.set("functions", names(outline.functions()));
        root.set("distributions", names(outline.distributions()));
        root.set("included_files", names(compilation.texts().keySet().stream()
                .filter(f -> !f.equals(mainFile) && !Library.standard().texts().containsKey(f)).sorted().toList()));
        root.set("user_functions", functions(compilation.functions()));
        root.set("sites", sites(outline.sites()));
        return root;
    }

    private static List<Declaration> declared(List<Stmt> block) {
        return block.stream().flatMap(s -> s instanceof Stmt.Declare d ? Stream.of(d.declaration()) : Stream.of()).toList();
    }

    private static ArrayNode names(Collection<String> names) {
        ArrayNode array = NODES.arrayNode();
        names.forEach(array::add);
        return array;
    }

    private ObjectNode variables(List<Declaration> declarations) {
        ObjectNode object = NODES.objectNode();
        declarations.forEach(d -> object.set(d.name(), type(d.sized())));
        return object;
    }

    private ObjectNode type(SizedType type) {
        ObjectNode object = NODES.objectNode();
        switch (type) {
            case SizedType.Plain(Type plain, List<Expr> dimensions, Constraint constraint) -> {
                object.put("type", plain.scalar().toString());
                object.put("dimensions", plain.rank());
                sizes(dimensions, object);
                if (!constraint.isNone()) {
                    object.set("constraint", constraint(constraint));
                }
            }
            case SizedType.Tuple(List<Expr> dimensions, List<SizedType> elements) -> {
                ArrayNode types = object.putArray("type");
                elements.forEach(e -> types.add(type(e)));
                object.put("dimensions", dimensions.size());
                sizes(dimensions, object);
            }
        }
        return object;
    }

    private void sizes(List<Expr> dimensions, ObjectNode into) {
        if (!dimensions.isEmpty()) {
            ArrayNode sizes = into.putArray("sizes");
            dimensions.forEach(d -> sizes.add(text.at(d.span())));
        }
    }

    private ObjectNode constraint(Constraint constraint) {
        ObjectNode object = NODES.objectNode();
        List<String> arguments = constraint.arguments().stream().map(a -> text.at(a.span())).toList();
        switch (constraint.transform()) {
            case "lower" -> object.put("lower", arguments.getFirst());
            case "upper" -> object.put("upper", arguments.getFirst());
            case "lower_upper" -> object.put("lower", arguments.get(0)).put("upper", arguments.get(1));
            case "offset_multiplier" -> {
                scaling("offset", constraint.arguments().get(0), 0, object);
                scaling("multiplier", constraint.arguments().get(1), 1, object);
            }
            default -> object.put("kind", constraint.transform());
        }
        return object;
    }

    /** What the program does not write has a number in its place that changes nothing. */
    private void scaling(String name, Expr value, double neutral, ObjectNode into) {
        if (!(value instanceof Expr.RealLiteral(double number, var span) && number == neutral)) {
            into.put(name, text.at(value.span()));
        }
    }

    private static ArrayNode functions(List<Function> functions) {
        ArrayNode array = NODES.arrayNode();
        for (Function function : functions) {
            ObjectNode object = array.addObject();
            object.put("name", function.name());
            ArrayNode parameters = object.putArray("parameters");
            for (Function.Parameter p : function.parameters()) {
                ObjectNode parameter = parameters.addObject().put("name", p.name()).put("type", p.type().toString());
                if (p.data()) {
                    parameter.put("data", true);
                }
            }
            object.put("result", function.result().toString());
            object.put("line", function.span().line());
        }
        return array;
    }

    private static ArrayNode sites(List<Site> sites) {
        ArrayNode array = NODES.arrayNode();
        for (Site site : sites) {
            ObjectNode object = array.addObject().put("name", site.name()).put("kind", site.kind().name().toLowerCase());
            if (site.distribution() != null) {
                object.put("distribution", site.distribution());
            }
            object.set("plates", names(site.plates()));
            object.put("line", site.span().line());
        }
        return array;
    }
}
