package org.pmodel.manual;

import java.util.Arrays;
import java.util.Optional;
import org.pmodel.distribution.Distribution;
import org.pmodel.distribution.Family;
import org.pmodel.distribution.Tensor;
import org.pmodel.numerics.Key;

/**
 * A density at a point, as the language writes it, and its value.
 *
 * @param call such as {@code normal_lpdf(0.9 | 0.3, 1.2)}
 * @param java the same in Java
 */
public record Example(String call, String java, double value) {
    private static final int GIVEN = 3;

    /** Of a family, or of what a template makes of one; nothing without draws to take a value from. */
    public static Optional<Example> of(String name) {
        return Choice.of(name, 0).flatMap(Example::of);
    }

    private static Optional<Example> of(Choice choice) {
        Distribution distribution = choice.distribution();
        Optional<Tensor> drawn = drawn(distribution);
        if (drawn.isEmpty()) {
            return Optional.empty();
        }
        Tensor value = rounded(distribution, drawn.get());
        boolean whole = distribution.isDiscrete();
        String arguments = choice.arguments().isEmpty() ? "" : " | " + choice.arguments();
        String call = choice.name() + (whole ? "_lpmf(" : "_lpdf(") + Literal.text(value, whole) + arguments + ")";
        String java = choice.java() + ".logProb(" + (value.rank() == 0 ? Literal.java(value, whole) : Literal.tensor(value, whole)) + ")";
        return Optional.of(new Example(call, java, distribution.logProb(value).scalar()));
    }

    /** Where draws take a number more, such as trials or rows: given that one. */
    private static Optional<Tensor> drawn(Distribution distribution) {
        try {
            return Optional.of(distribution.sample(Key.of(1)));
        } catch (UnsupportedOperationException none) {
            try {
                return distribution instanceof Family family ? Optional.of(family.sampleGiven(GIVEN, Key.of(1))) : Optional.empty();
            } catch (UnsupportedOperationException noneEither) {
                return Optional.empty();
            }
        }
    }

    private static Tensor rounded(Distribution distribution, Tensor value) {
        Tensor near = Tensor.shaped(value.shape(), Arrays.stream(value.values()).map(v -> Math.rint(v * 10) / 10).toArray());
        return Double.isFinite(Arrays.stream(distribution.logProb(near).values()).sum()) ? near : value;
    }
}
