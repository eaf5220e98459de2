package org.pmodel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** Numbers and containers as JSON, which has no word for what is not finite: strings stand for that. */
final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static JsonNode number(double value) {
        return Double.isNaN(value) ? TextNode.valueOf("nan") : Double.isInfinite(value) ? TextNode.valueOf(value > 0 ? "inf" : "-inf")
                : DoubleNode.valueOf(value);
    }

    static ArrayNode numbers(double[] values, int from) {
        ArrayNode array = NODES.arrayNode();
        for (int i = from; i < values.length; i++) {
            array.add(number(values[i]));
        }
        return array;
    }

    /** A container as nested arrays, rows outermost, from values with the first index fastest. */
    static JsonNode container(double[] values, int offset, List<Integer> shape) {
        return container(values, offset, 1, shape);
    }

    private static JsonNode container(double[] values, int offset, int stride, List<Integer> shape) {
        if (shape.isEmpty()) {
            return number(values[offset]);
        }
        ArrayNode array = NODES.arrayNode();
        for (int i = 0; i < shape.getFirst(); i++) {
            array.add(container(values, offset + i * stride, stride * shape.getFirst(), shape.subList(1, shape.size())));
        }
        return array;
    }
}
