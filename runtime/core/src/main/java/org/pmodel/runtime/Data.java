package org.pmodel.runtime;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;

/**
 * Values for the variables of a model by name, as nested arrays in the JSON of Stan: numbers, {@code "NaN"}, {@code "Inf"} and {@code "-Inf"}; matrices row
 * by row.
 *
 * @param source the file the values come from, for messages
 */
public record Data(String source, Map<String, JsonNode> values) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

    public static final Data EMPTY = new Data("", Map.of());

    public Data {
        values = Map.copyOf(values);
    }

    /** Reads a JSON file that holds one object. */
    public static Data read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw error("E0721", file + ": " + (Files.exists(file) ? "cannot be read: " + e.getMessage() : "no such file"));
        }
    }

    /** Values as numbers, arrays and lists of Java, matrices as arrays of rows. */
    public static Data of(Map<String, ?> values) {
        Map<String, JsonNode> nodes = new HashMap<>();
        values.forEach((name, value) -> nodes.put(name, JSON.valueToTree(value)));
        return new Data("", nodes);
    }

    /** Reads JSON text that holds one object. */
    public static Data parse(String source, String text) {
        try {
            JsonNode root = JSON.readTree(text);
            if (root == null || !root.isObject()) {
                throw error("E0722", source + ": expected a JSON object with one entry per variable");
            }
            Map<String, JsonNode> values = new HashMap<>();
            root.properties().forEach(e -> values.put(e.getKey(), e.getValue()));
            return new Data(source, values);
        } catch (JsonProcessingException e) {
            throw new ModelException(Diagnostic.error("E0722", at(source, e), "malformed JSON: " + e.getOriginalMessage()));
        }
    }

    private static Span at(String source, JsonProcessingException e) {
        int line = e.getLocation().getLineNr(), column = Math.max(1, e.getLocation().getColumnNr());
        return new Span(source, line, column, line, column + 1);
    }

    static ModelException error(String code, String message) {
        return new ModelException(Diagnostic.error(code, Span.NONE, message));
    }

    /** An array as the engines take it, with its shape; a dimension that an empty array leaves open is -1. */
    record Flat(Object array, int[] shape) {}

    /** The value of a variable, row by row, checked against its declared type. */
    Flat flat(Declaration declaration) {
        String name = declaration.name();
        JsonNode value = values.get(name);
        Type type = declaration.type();
        if (value == null) {
            throw new ModelException(Diagnostic.error("E0723", declaration.span(), place() + name + " is missing")
                    .withNote("the model declares " + type + " " + name));
        }
        int[] shape = new int[type.rank()];
        Arrays.fill(shape, -1);
        List<JsonNode> leaves = new ArrayList<>();
        collect(value, 0, shape, leaves, declaration, new ArrayList<>());
        return new Flat(type.scalar() == Type.INT ? integers(leaves, shape, declaration) : reals(leaves, shape, declaration), shape);
    }

    /** The value of a variable that must have a given shape, the first index fastest. */
    public double[] columnMajor(Declaration declaration, List<Integer> shape) {
        Flat flat = flat(declaration);
        double[] rows = flat.array() instanceof int[] ints ? Arrays.stream(ints).asDoubleStream().toArray() : (double[]) flat.array();
        for (int k = 0; k < shape.size(); k++) {
            if (flat.shape()[k] >= 0 && flat.shape()[k] != shape.get(k)) {
                throw wrong(declaration, List.of(), "has size " + flat.shape()[k] + " in dimension " + (k + 1) + " where the model has " + shape.get(k));
            }
        }
        double[] columns = new double[shape.stream().reduce(1, (a, b) -> a * b)];
        int[] index = new int[shape.size()];
        for (double value : rows) {
            int place = 0;
            for (int k = shape.size() - 1; k >= 0; k--) {
                place = place * shape.get(k) + index[k];
            }
            columns[place] = value;
            for (int k = shape.size() - 1; k >= 0 && ++index[k] == shape.get(k); k--) {
                index[k] = 0;
            }
        }
        return columns;
    }

    private String place() {
        return source.isEmpty() ? "data " : source + ": ";
    }

    private void collect(JsonNode node, int depth, int[] shape, List<JsonNode> leaves, Declaration declaration, List<Integer> index) {
        if (depth == shape.length) {
            if (node.isContainerNode()) {
                throw wrong(declaration, index, "is an array where a number is expected");
            }
            leaves.add(node);
            return;
        }
        if (!node.isArray()) {
            throw wrong(declaration, index, depth == 0 ? "is not an array" : "is a number where an array is expected");
        }
        if (shape[depth] >= 0 && shape[depth] != node.size()) {
            throw wrong(declaration, index, "has " + node.size() + " elements where the others have " + shape[depth]);
        }
        shape[depth] = node.size();
        for (int i = 0; i < node.size(); i++) {
            index.add(i + 1);
            collect(node.get(i), depth + 1, shape, leaves, declaration, index);
            index.remove(index.size() - 1);
        }
    }

    private int[] integers(List<JsonNode> leaves, int[] shape, Declaration declaration) {
        int[] result = new int[leaves.size()];
        for (int i = 0; i < result.length; i++) {
            JsonNode n = leaves.get(i);
            if (n.isBoolean()) {
                result[i] = n.booleanValue() ? 1 : 0;
            } else if (n.isNumber() && n.doubleValue() == (int) n.doubleValue()) {
                result[i] = (int) n.doubleValue();
            } else {
                throw wrong(declaration, position(i, shape), "is " + n + ", which is not an integer" + (n.isNumber() && n.isIntegralNumber() ? " of 32 bits" : ""));
            }
        }
        return result;
    }

    private double[] reals(List<JsonNode> leaves, int[] shape, Declaration declaration) {
        double[] result = new double[leaves.size()];
        for (int i = 0; i < result.length; i++) {
            JsonNode n = leaves.get(i);
            Double special = n.isTextual() ? special(n.textValue()) : null;
            if (!n.isNumber() && special == null) {
                throw wrong(declaration, position(i, shape), "is " + n + ", which is not a number");
            }
            result[i] = special != null ? special : n.doubleValue();
        }
        return result;
    }

    private static Double special(String text) {
        return switch (text.toLowerCase()) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private static List<Integer> position(int flat, int[] shape) {
        List<Integer> index = new ArrayList<>();
        int rest = flat;
        for (int k = shape.length - 1; k >= 0; k--) {
            index.add(0, rest % shape[k] + 1);
            rest /= shape[k];
        }
        return index;
    }

    private ModelException wrong(Declaration declaration, List<Integer> index, String what) {
        String where = index.isEmpty() ? "" : index.toString().replace(" ", "").replace(",", ", ");
        return new ModelException(Diagnostic.error("E0724", declaration.span(), place() + declaration.name() + where + " " + what)
                .withNote("the model declares " + declaration.type() + " " + declaration.name()));
    }
}
