package org.pmodel.manual;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.pmodel.distribution.Tensor;

/** Numbers and containers of them as the language and Java write them. */
final class Literal {
    private Literal() {}

    static String text(Tensor value, boolean whole) {
        return switch (value.rank()) {
            case 0 -> number(value.scalar());
            case 1 -> whole ? elements(value, "{", "}") : elements(value, "[", "]'");
            default -> rows(value, whole ? "{" : "[", whole ? "}" : "]");
        };
    }

    static String java(Tensor value, boolean whole) {
        String type = whole ? "new int" : "new double";
        return switch (value.rank()) {
            case 0 -> number(value.scalar());
            case 1 -> type + "[] " + elements(value, "{", "}");
            default -> type + "[][] " + rows(value, "{", "}");
        };
    }

    static String tensor(Tensor value, boolean whole) {
        return value.rank() == 1 ? "Tensor.of(" + elements(value, "", "") + ")" : "Tensor.of(" + java(value, whole) + ")";
    }

    private static String elements(Tensor value, String open, String close) {
        return Arrays.stream(value.values()).mapToObj(Literal::number).collect(Collectors.joining(", ", open, close));
    }

    private static String rows(Tensor value, String open, String close) {
        int columns = value.shape()[1];
        StringBuilder text = new StringBuilder(open);
        for (int i = 0; i < value.shape()[0]; i++) {
            Tensor row = Tensor.of(Arrays.copyOfRange(value.values(), i * columns, (i + 1) * columns));
            text.append(i == 0 ? "" : ", ").append(elements(row, open, close));
        }
        return text.append(close).toString();
    }

    static String number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e9 ? Long.toString((long) x) : Double.toString(x);
    }

    /** The class of a family. */
    static String className(String family) {
        return Arrays.stream(family.split("_")).map(w -> Character.toUpperCase(w.charAt(0)) + w.substring(1)).collect(Collectors.joining());
    }
}
