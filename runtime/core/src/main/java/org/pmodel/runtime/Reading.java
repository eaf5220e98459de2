package org.pmodel.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Type;

/** The reading of one variable from JSON: its parts that are no tuples, row by row, with what is wrong said of the very element. */
final class Reading {
    private final Declaration declaration;
    private final String place;
    private final boolean lacking;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    /** The way to the element at hand: indices from one, and positions in tuples as {@code .2}. */
    private final List<Object> path = new ArrayList<>();

    /** A part while it is read. */
    private static final class Part {
        final int[] shape;
        final boolean whole;
        double[] values = new double[16];
        int count;

        Part(int rank, boolean whole) {
            this.shape = new int[rank];
            this.whole = whole;
            Arrays.fill(shape, -1);
        }

        void add(double value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }
    }

    /** @param lacking whether {@code null} is a missing number */
    Reading(Declaration declaration, String place, boolean lacking) {
        this.declaration = declaration;
        this.place = place;
        this.lacking = lacking;
        declareParts(declaration.name(), declaration.type(), 0);
    }

    private void declareParts(String name, Type type, int outer) {
        if (type.scalar() instanceof Type.Tuple(List<Type> elements)) {
            for (int k = 0; k < elements.size(); k++) {
                declareParts(name + "." + (k + 1), elements.get(k), outer + type.rank());
            }
        } else {
            parts.put(name, new Part(outer + type.rank(), type.scalar() == Type.INT));
        }
    }

    Map<String, Data.Flat> flat() {
        Map<String, Data.Flat> flat = new LinkedHashMap<>();
        parts.forEach((name, part) -> {
            double[] values = Arrays.copyOf(part.values, part.count);
            flat.put(name, new Data.Flat(part.whole ? Arrays.stream(values).mapToInt(x -> (int) x).toArray() : values, part.shape));
        });
        return flat;
    }

    void read(JsonNode node) {
        read(node, declaration.type(), declaration.name(), 0);
    }

    /** @param depth how many arrays are around */
    private void read(JsonNode node, Type type, String name, int depth) {
        switch (type) {
            case Type.Tuple(List<Type> elements) -> tuple(node, elements, name, depth);
            case Type t when t.rank() > 0 -> array(node, t, name, depth);
            case Type t when t == Type.COMPLEX -> complex(node, parts.get(name));
            case Type t when t == Type.INT -> parts.get(name).add(integer(node));
            default -> parts.get(name).add(number(node));
        }
    }

    private void tuple(JsonNode node, List<Type> elements, String name, int depth) {
        if (!node.isObject()) {
            throw wrong("is not an object with the elements of a tuple, {\"1\": …}");
        }
        for (int k = 0; k < elements.size(); k++) {
            String position = String.valueOf(k + 1);
            if (!node.has(position)) {
                throw wrong("lacks element \"" + position + "\" of the tuple");
            }
            path.add("." + position);
            read(node.get(position), elements.get(k), name + "." + position, depth);
            path.removeLast();
        }
        if (node.size() > elements.size()) {
            throw wrong("has " + node.size() + " entries where the tuple has " + elements.size() + " elements");
        }
    }

    private void array(JsonNode node, Type type, String name, int depth) {
        if (!node.isArray()) {
            throw wrong(path.isEmpty() ? "is not an array" : "is a number where an array is expected");
        }
        parts.forEach((part, values) -> {
            if (part.equals(name) || part.startsWith(name + ".")) {
                if (values.shape[depth] >= 0 && values.shape[depth] != node.size()) {
                    throw wrong("has " + node.size() + " elements where the others have " + values.shape[depth]);
                }
                values.shape[depth] = node.size();
            }
        });
        Type element = type.indexed(1);
        for (int i = 0; i < node.size(); i++) {
            path.add(i + 1);
            read(node.get(i), element, name, depth + 1);
            path.removeLast();
        }
    }

    private void complex(JsonNode node, Part part) {
        if (!node.isArray() || node.size() != 2) {
            throw wrong("is " + node + ", which is not a complex number: an array of its real and its imaginary part is expected");
        }
        part.add(number(node.get(0)));
        part.add(number(node.get(1)));
    }

    private int integer(JsonNode n) {
        checkScalar(n);
        if (n.isBoolean()) {
            return n.booleanValue() ? 1 : 0;
        }
        if (n.isNumber() && n.doubleValue() == (int) n.doubleValue()) {
            return (int) n.doubleValue();
        }
        throw wrong("is " + n + ", which is not an integer" + (n.isNumber() && n.isIntegralNumber() ? " of 32 bits" : ""));
    }

    private double number(JsonNode n) {
        if (lacking && n.isNull()) {
            return Double.NaN;
        }
        checkScalar(n);
        if (!n.isNumber() && special(n) == null) {
            throw wrong("is " + n + ", which is not a number");
        }
        return real(n);
    }

    private void checkScalar(JsonNode n) {
        if (n.isContainerNode()) {
            throw wrong("is an " + (n.isObject() ? "object" : "array") + " where a number is expected");
        }
    }

    /** A number that was read before. */
    static double real(JsonNode n) {
        Double special = special(n);
        return special != null ? special : n.isBoolean() ? n.booleanValue() ? 1 : 0 : n.doubleValue();
    }

    private static Double special(JsonNode n) {
        return !n.isTextual() ? null : switch (n.textValue().toLowerCase()) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    private ModelException wrong(String what) {
        StringBuilder where = new StringBuilder(place + declaration.name());
        for (int k = 0; k < path.size(); k++) {
            boolean index = path.get(k) instanceof Integer, after = k > 0 && path.get(k - 1) instanceof Integer;
            boolean last = k == path.size() - 1 || !(path.get(k + 1) instanceof Integer);
            where.append(index ? after ? ", " : "[" : "").append(path.get(k)).append(index && last ? "]" : "");
        }
        return wrong(declaration, where.toString(), what);
    }

    static ModelException wrong(Declaration declaration, String where, String what) {
        return new ModelException(Diagnostic.error("E0724", declaration.span(), where + " " + what)
                .withNote("the model declares " + declaration.type() + " " + declaration.name()));
    }
}
