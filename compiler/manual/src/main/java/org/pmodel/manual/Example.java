package org.pmodel.manual;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pmodel.distribution.Families;
import org.pmodel.distribution.Family;
import org.pmodel.distribution.Tensor;
import org.pmodel.distribution.Typical;
import org.pmodel.numerics.Key;

/**
 * A density at a point, as the language writes it, and its value.
 *
 * @param call such as {@code normal_lpdf(0.9 | 0.3, 1.2)}
 * @param java the same in Java
 */
public record Example(String call, String java, double value) {
    /** Nothing for a family without draws to take a value from. */
    public static Optional<Example> of(String name) {
        Family family = Typical.of(name, 0);
        Tensor value;
        try {
            value = rounded(family, family.sample(Key.of(1)));
        } catch (UnsupportedOperationException none) {
            return Optional.empty();
        }
        List<Tensor> parameters = Typical.parameters(name, 0);
        List<Boolean> whole = Families.whole(name);
        String arguments = parameters.isEmpty() ? "" : " | " + text(parameters, whole, Example::literal);
        String call = name + (family.isDiscrete() ? "_lpmf(" : "_lpdf(") + literal(value, family.isDiscrete()) + arguments + ")";
        String java = camel(name) + ".of(" + text(parameters, whole, Example::java) + ").logProb(" + (value.rank() == 0 ? java(value, family.isDiscrete())
                : tensor(value, family.isDiscrete())) + ")";
        return Optional.of(new Example(call, java, family.logProb(value).scalar()));
    }

    private static Tensor rounded(Family family, Tensor value) {
        Tensor near = Tensor.shaped(value.shape(), Arrays.stream(value.values()).map(v -> Math.rint(v * 10) / 10).toArray());
        return family.support().holds(near) && Double.isFinite(Arrays.stream(family.logProb(near).values()).sum()) ? near : value;
    }

    private interface Writer {
        String write(Tensor value, boolean whole);
    }

    private static String text(List<Tensor> values, List<Boolean> whole, Writer writer) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(writer.write(values.get(i), whole.get(i)));
        }
        return text.toString();
    }

    private static String literal(Tensor value, boolean whole) {
        return switch (value.rank()) {
            case 0 -> number(value.scalar());
            case 1 -> whole ? elements(value, "{", "}") : elements(value, "[", "]'");
            default -> rows(value, whole ? "{" : "[", whole ? "}" : "]");
        };
    }

    private static String java(Tensor value, boolean whole) {
        String type = whole ? "new int" : "new double";
        return switch (value.rank()) {
            case 0 -> number(value.scalar());
            case 1 -> type + "[] " + elements(value, "{", "}");
            default -> type + "[][] " + rows(value, "{", "}");
        };
    }

    private static String tensor(Tensor value, boolean whole) {
        return value.rank() == 1 ? "Tensor.of(" + elements(value, "", "") + ")" : "Tensor.of(" + java(value, whole) + ")";
    }

    private static String elements(Tensor value, String open, String close) {
        return Arrays.stream(value.values()).mapToObj(Example::number).collect(Collectors.joining(", ", open, close));
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

    private static String number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e9 ? Long.toString((long) x) : Double.toString(x);
    }

    static String camel(String name) {
        return Arrays.stream(name.split("_")).map(w -> Character.toUpperCase(w.charAt(0)) + w.substring(1)).collect(Collectors.joining());
    }
}
