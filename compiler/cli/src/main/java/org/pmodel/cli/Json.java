package org.pmodel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.pmodel.runtime.Shape;

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

    /** Nested arrays, rows outermost; tuples are objects with entries "1", "2" …, complex numbers arrays of two. */
    static JsonNode value(double[] values, int offset, Shape shape) {
        return container(values, offset, shape.step(), shape.sizes(), shape);
    }

    private static JsonNode container(double[] values, int offset, int stride, List<Integer> sizes, Shape shape) {
        if (sizes.isEmpty()) {
            return element(values, offset, shape);
        }
        ArrayNode array = NODES.arrayNode();
        for (int i = 0; i < sizes.getFirst(); i++) {
            array.add(container(values, offset + i * stride, stride * sizes.getFirst(), sizes.subList(1, sizes.size()), shape));
        }
        return array;
    }

    private static JsonNode element(double[] values, int offset, Shape shape) {
        return switch (shape) {
            case Shape.Numbers n -> number(values[offset]);
            case Shape.Entries e -> number(values[offset]);
            case Shape.Complex c -> NODES.arrayNode().add(number(values[offset])).add(number(values[offset + 1]));
            case Shape.Tuple t -> {
                ObjectNode object = NODES.objectNode();
                int at = offset;
                for (Shape element : t.elements()) {
                    object.set(String.valueOf(object.size() + 1), value(values, at, element));
                    at += element.size();
                }
                yield object;
            }
        };
    }
}
