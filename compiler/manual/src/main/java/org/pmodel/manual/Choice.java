package org.pmodel.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pmodel.compiler.Library;
import org.pmodel.distribution.Distribution;
import org.pmodel.distribution.Families;
import org.pmodel.distribution.Family;
import org.pmodel.distribution.Mixture;
import org.pmodel.distribution.Tensor;
import org.pmodel.distribution.Typical;

/**
 * A distribution with parameters for pictures and examples: one of a family, or one that a template makes of a family.
 *
 * @param arguments as the language writes them
 * @param java how it is made in Java
 */
record Choice(String name, String arguments, String java, Distribution distribution) {
    private static final double[] SHARES = {0.3, 0.1, 0.6};

    /** There are three choices, 0 to 2; nothing where the name is that of no family that Java has, nor of one made of such a family. */
    static Optional<Choice> of(String name, int choice) {
        if (Families.names().contains(name)) {
            return Optional.of(family(name, choice));
        }
        return Library.standard().templates().keySet().stream().filter(t -> name.startsWith(t + "_") && Families.names().contains(name.substring(t.length() + 1)))
                .findFirst().map(t -> made(t, family(name.substring(t.length() + 1), choice), choice));
    }

    private static Choice family(String name, int choice) {
        Family family = Typical.of(name, choice);
        List<Tensor> parameters = Typical.parameters(name, choice);
        List<Boolean> whole = Families.whole(name);
        return new Choice(name, text(parameters, whole, Literal::text), Literal.className(name) + ".of(" + text(parameters, whole, Literal::java) + ")", family);
    }

    private static Choice made(String template, Choice base, int choice) {
        double share = SHARES[choice];
        String before = base.arguments.isEmpty() ? "" : base.arguments + ", ";
        String after = base.arguments.isEmpty() ? "" : ", " + base.arguments;
        Distribution d = base.distribution;
        return switch (template) {
            case "zero_inflated" -> new Choice(template + "_" + base.name, share + after, base.java + ".zeroInflated(" + share + ")", d.zeroInflated(share));
            case "hurdle" -> new Choice(template + "_" + base.name, share + after, base.java + ".hurdle(" + share + ")", d.hurdle(share));
            case "folded" -> new Choice(template + "_" + base.name, base.arguments, base.java + ".folded()", d.folded());
            case "sine_skewed" -> new Choice(template + "_" + base.name, before + share, base.java + ".sineSkewed(" + share + ")", d.sineSkewed(share));
            case "truncated" -> limited(template, base, before, d.truncated(limit(d, 0.2), limit(d, 0.9)));
            case "censored" -> limited(template, base, before, d.censored(limit(d, 0.2), limit(d, 0.9)));
            case "mixture" -> mixture(base, family(base.name, (choice + 1) % SHARES.length), choice);
            default -> throw new IllegalArgumentException("no distribution of Java is made by the template " + template);
        };
    }

    private static double limit(Distribution base, double probability) {
        return Math.rint(base.icdf(probability) * 10) / 10;
    }

    private static Choice limited(String template, Choice base, String before, Distribution distribution) {
        String limits = limit(base.distribution, 0.2) + ", " + limit(base.distribution, 0.9);
        return new Choice(template + "_" + base.name, before + limits, base.java + "." + template + "(" + limits + ")", distribution);
    }

    /** Of two members of a family. */
    private static Choice mixture(Choice first, Choice second, int choice) {
        double[] weights = {SHARES[choice], 1 - SHARES[choice]};
        List<Tensor> one = Typical.parameters(first.name, choice);
        List<Tensor> other = Typical.parameters(first.name, (choice + 1) % SHARES.length);
        List<Tensor> both = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            both.add(Tensor.of(one.get(i).scalar(), other.get(i).scalar()));
        }
        String containers = text(both, Families.whole(first.name), Literal::text);
        String numbers = Arrays.stream(weights).mapToObj(Double::toString).collect(Collectors.joining(", "));
        return new Choice("mixture_" + first.name, "[" + numbers + "]'" + (containers.isEmpty() ? "" : ", " + containers),
                "Mixture.of(new double[] {" + numbers + "}, " + first.java + ", " + second.java + ")", Mixture.of(weights, first.distribution, second.distribution));
    }

    private interface Writer {
        String write(Tensor value, boolean whole);
    }

    private static String text(List<Tensor> values, List<Boolean> whole, Writer writer) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            written.add(writer.write(values.get(i), whole.get(i)));
        }
        return String.join(", ", written);
    }

    /** As in the language. */
    @Override
    public String toString() {
        return name + "(" + arguments + ")";
    }
}
