package org.pmodel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;
import org.pmodel.runtime.CompiledModel;

/**
 * Declarations that do not depend on each other, as one small model: real numbers are its parameters; of whole numbers it generates the sizes and
 * bounds. A tuple is made part by part.
 */
final class MockBatch implements AutoCloseable {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<Declaration> declarations;
    private final List<Leaf> leaves = new ArrayList<>();
    private final CompiledModel small;

    /** A part that is no tuple, with the sizes of the arrays of tuples around it. */
    private record Leaf(String name, SizedType.Plain sized, Declaration declaration) {
        boolean isWhole() {
            return sized.type().scalar() == Type.INT;
        }
    }

    MockBatch(Model model, List<Declaration> before, List<Stmt> transformedData, List<Declaration> declarations) {
        this.declarations = List.copyOf(declarations);
        this.declarations.forEach(d -> leaves(d.sized(), List.of(), d));
        List<Declaration> parameters = new ArrayList<>();
        List<Stmt> generated = new ArrayList<>();
        for (Leaf leaf : leaves) {
            if (leaf.isWhole()) {
                sizesAndBounds(leaf, generated);
            } else {
                parameters.add(new Declaration(leaf.name(), leaf.sized(), leaf.declaration().span()));
            }
        }
        this.small = MockModel.compiled(model, before, transformedData, parameters, generated);
    }

    private void leaves(SizedType type, List<Expr> outer, Declaration declaration) {
        List<Expr> dimensions = new ArrayList<>(outer);
        switch (type) {
            case SizedType.Plain(Type plain, List<Expr> own, Constraint constraint) -> {
                dimensions.addAll(own);
                leaves.add(new Leaf("mock__" + leaves.size() + "__" + declaration.name(), new SizedType.Plain(Type.array(plain, outer.size()), dimensions, constraint),
                        declaration));
            }
            case SizedType.Tuple(List<Expr> own, List<SizedType> elements) -> {
                dimensions.addAll(own);
                elements.forEach(e -> leaves(e, dimensions, declaration));
            }
        }
    }

    private static void sizesAndBounds(Leaf leaf, List<Stmt> into) {
        List<Expr> dimensions = leaf.sized().dimensions();
        for (int k = 0; k < dimensions.size(); k++) {
            into.add(declare(leaf.name() + "__size" + k, dimensions.get(k), List.of()));
        }
        List<Expr> bounds = leaf.sized().constraint().arguments();
        for (int k = 0; k < bounds.size(); k++) {
            Expr bound = bounds.get(k);
            into.add(declare(leaf.name() + "__bound" + k, bound, dimensions.subList(dimensions.size() - bound.type().rank(), dimensions.size())));
        }
    }

    private static Stmt declare(String name, Expr value, List<Expr> dimensions) {
        SizedType sized = new SizedType.Plain(value.type(), dimensions, Constraint.NONE);
        return new Stmt.Declare(new Declaration(name, sized, value.span()), value, value.span());
    }

    /** Adds values of the declarations to those made before. */
    void make(MockNumbers numbers, Map<String, JsonNode> data) {
        Map<String, JsonNode> evaluated = MockModel.evaluated(small, data, numbers);
        List<JsonNode> parts = leaves.stream().map(l -> l.isWhole() ? whole(l, evaluated, numbers) : evaluated.get(l.name())).toList();
        int next = 0;
        for (Declaration declaration : declarations) {
            data.put(declaration.name(), assembled(declaration.sized(), parts.subList(next, next + count(declaration.sized()))));
            next += count(declaration.sized());
        }
    }

    // ---- whole numbers

    private static JsonNode whole(Leaf leaf, Map<String, JsonNode> evaluated, MockNumbers numbers) {
        List<Integer> sizes = new ArrayList<>();
        for (int k = 0; k < leaf.sized().dimensions().size(); k++) {
            int size = evaluated.get(leaf.name() + "__size" + k).intValue();
            if (size < 0) {
                throw wrong(leaf, "would have size " + size);
            }
            sizes.add(size);
        }
        JsonNode first = evaluated.get(leaf.name() + "__bound0");
        JsonNode second = evaluated.get(leaf.name() + "__bound1");
        return switch (leaf.sized().constraint().transform()) {
            case "lower" -> whole(leaf, sizes, first, null, numbers, true);
            case "upper" -> whole(leaf, sizes, null, first, numbers, true);
            default -> whole(leaf, sizes, first, second, numbers, true);
        };
    }

    /** A bound has the shape of the whole or of its last dimensions; {@code null} is none. */
    private static JsonNode whole(Leaf leaf, List<Integer> sizes, JsonNode lower, JsonNode upper, MockNumbers numbers, boolean outermost) {
        if (sizes.isEmpty()) {
            double from = lower == null ? Double.NEGATIVE_INFINITY : Math.ceil(number(lower));
            double to = upper == null ? Double.POSITIVE_INFINITY : Math.floor(number(upper));
            if (!(from <= to)) {
                throw wrong(leaf, "would be a whole number between " + text(from) + " and " + text(to));
            }
            return LongNode.valueOf(outermost ? numbers.scalar(from, to) : numbers.element(from, to));
        }
        ArrayNode array = NODES.arrayNode();
        for (int i = 0; i < sizes.getFirst(); i++) {
            array.add(whole(leaf, sizes.subList(1, sizes.size()), part(lower, i, sizes.size()), part(upper, i, sizes.size()), numbers, false));
        }
        return array;
    }

    private static JsonNode part(JsonNode bound, int i, int rank) {
        return bound != null && depth(bound) == rank ? bound.get(i) : bound;
    }

    private static int depth(JsonNode node) {
        return node.isArray() ? 1 + (node.isEmpty() ? 0 : depth(node.get(0))) : 0;
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : switch (node.textValue()) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    private static String text(double bound) {
        return Double.isFinite(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }

    private static ModelException wrong(Leaf leaf, String what) {
        return new ModelException(Diagnostic.error("E0744", leaf.declaration().span(), "no data were found that satisfy the declarations: "
                + leaf.declaration().name() + " " + what).withNote("another --size or --seed may find some"));
    }

    // ---- tuples

    private static int count(SizedType type) {
        return type instanceof SizedType.Tuple t ? t.elements().stream().mapToInt(MockBatch::count).sum() : 1;
    }

    /** @param parts of all leaves, within the arrays of tuples that have been entered */
    private static JsonNode assembled(SizedType type, List<JsonNode> parts) {
        return switch (type) {
            case SizedType.Plain p -> parts.getFirst();
            case SizedType.Tuple t -> array(t, t.arrayDimensions().size(), parts);
        };
    }

    private static JsonNode array(SizedType.Tuple type, int dimensions, List<JsonNode> parts) {
        if (dimensions == 0) {
            ObjectNode object = NODES.objectNode();
            int next = 0;
            for (SizedType element : type.elements()) {
                object.set(String.valueOf(object.size() + 1), assembled(element, parts.subList(next, next + count(element))));
                next += count(element);
            }
            return object;
        }
        ArrayNode array = NODES.arrayNode();
        for (int i = 0; i < parts.getFirst().size(); i++) {
            int at = i;
            array.add(array(type, dimensions - 1, parts.stream().map(p -> p.get(at)).toList()));
        }
        return array;
    }

    @Override
    public void close() {
        small.close();
    }
}
