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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

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
    record Flat(Object array, int[] shape) {
        /** The indices, from zero, of the numbers that are {@code NaN}. */
        List<int[]> missing() {
            List<int[]> missing = new ArrayList<>();
            double[] values = (double[]) array;
            for (int i = 0; i < values.length; i++) {
                if (Double.isNaN(values[i])) {
                    missing.add(index(i));
                }
            }
            return missing;
        }

        private int[] index(int place) {
            int[] index = new int[shape.length];
            int rest = place;
            for (int d = shape.length - 1; d >= 0; d--) {
                index[d] = rest % shape[d];
                rest /= shape[d];
            }
            return index;
        }
    }

    /**
     * The value of a variable, row by row, checked against its declared type: one array for each part that is no tuple, {@code x.2} of {@code x}. Complex
     * numbers are pairs.
     *
     * @param lacking whether entries may be missing: written as {@code null} or {@code NaN}, and {@code NaN} in the result
     */
    Map<String, Flat> flat(Declaration declaration, boolean lacking) {
        JsonNode value = values.get(declaration.name());
        if (value == null) {
            throw new ModelException(Diagnostic.error("E0723", declaration.span(), place() + declaration.name() + " is missing")
                    .withNote("the model declares " + declaration.type() + " " + declaration.name()));
        }
        Reading reading = new Reading(declaration, place(), lacking);
        reading.read(value);
        return reading.flat();
    }

    /** The value of a variable that must have a given shape, in the order of that shape. */
    public double[] inOrder(Declaration declaration, Shape shape) {
        Map<String, Flat> parts = flat(declaration, false);
        checkSizes(declaration, declaration.name(), List.of(), shape, parts);
        double[] values = new double[shape.size()];
        put(this.values.get(declaration.name()), shape, 0, values);
        return values;
    }

    private void checkSizes(Declaration declaration, String name, List<Integer> outer, Shape shape, Map<String, Flat> parts) {
        List<Integer> sizes = new ArrayList<>(outer);
        sizes.addAll(shape.sizes());
        if (shape instanceof Shape.Tuple(List<Integer> own, List<Shape> elements)) {
            for (int k = 0; k < elements.size(); k++) {
                checkSizes(declaration, name + "." + (k + 1), sizes, elements.get(k), parts);
            }
            return;
        }
        int[] given = parts.get(name).shape();
        for (int k = 0; k < sizes.size(); k++) {
            if (given[k] >= 0 && given[k] != sizes.get(k)) {
                throw Reading.wrong(declaration, place() + name, "has size " + given[k] + " in dimension " + (k + 1) + " where the model has " + sizes.get(k));
            }
        }
    }

    private static void put(JsonNode node, Shape shape, int start, double[] values) {
        put(node, shape, shape.sizes(), start, shape.step(), values);
    }

    private static void put(JsonNode node, Shape shape, List<Integer> sizes, int start, int stride, double[] values) {
        if (!sizes.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                put(node.get(i), shape, sizes.subList(1, sizes.size()), start + i * stride, stride * sizes.getFirst(), values);
            }
            return;
        }
        switch (shape) {
            case Shape.Numbers n -> values[start] = Reading.real(node);
            case Shape.Entries e -> values[start] = Reading.real(node);
            case Shape.Complex c -> {
                values[start] = Reading.real(node.get(0));
                values[start + 1] = Reading.real(node.get(1));
            }
            case Shape.Tuple t -> {
                int at = start;
                for (int k = 0; k < t.elements().size(); k++) {
                    put(node.get(String.valueOf(k + 1)), t.elements().get(k), at, values);
                    at += t.elements().get(k).size();
                }
            }
        }
    }

    private String place() {
        return source.isEmpty() ? "data " : source + ": ";
    }
}
