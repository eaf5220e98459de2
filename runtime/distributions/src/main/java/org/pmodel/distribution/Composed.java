package org.pmodel.distribution;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;

/**
 * A distribution of numbers that is made of another by one of the library's templates, whose text it follows. The batches of the base and of the
 * parameters are repeated to a common shape.
 */
abstract sealed class Composed extends Distribution permits Truncated, Censored, Folded, ZeroInflated, Hurdle, SineSkewed {
    final Distribution base;
    private final String word;
    private final Map<String, Tensor> parameters;

    /** @param parameters by their names in the template */
    Composed(String word, Distribution base, Map<String, Tensor> parameters) {
        this.word = word;
        this.parameters = parameters;
        if (base.eventRank() > 0) {
            throw new IllegalArgumentException(word + ": values of " + base.name() + " are containers, and one number is needed");
        }
        int[] batch = base.batchShape();
        for (Map.Entry<String, Tensor> p : parameters.entrySet()) {
            int[] both = Shapes.broadcast(batch, p.getValue().shape());
            if (both == null) {
                throw new IllegalArgumentException(word + "_" + base.name() + ": " + p.getKey() + " has the batch " + Shapes.text(p.getValue().shape())
                        + ", the parameters before it have " + Shapes.text(batch));
            }
            batch = both;
        }
        this.base = base.expand(batch);
    }

    /** Parameters in the order of the template. */
    static Map<String, Tensor> named(String name, Tensor value) {
        return new LinkedHashMap<>(Map.of(name, value));
    }

    static Map<String, Tensor> limits(Tensor least, Tensor most) {
        Map<String, Tensor> limits = named("least", least);
        limits.put("most", most);
        return limits;
    }

    /** The same with another base. */
    abstract Distribution of(Distribution other);

    /** @throws IllegalArgumentException when a parameter does not satisfy a constraint */
    final void check(String parameter, Constraint constraint) {
        int wrong = constraint.firstViolation(parameters.get(parameter));
        if (wrong >= 0) {
            throw new IllegalArgumentException(name() + ": " + parameter + " = " + constraint.element(parameters.get(parameter), wrong)
                    + " does not satisfy the constraint " + constraint);
        }
    }

    final void checkKind(boolean discrete) {
        if (base.isDiscrete() != discrete) {
            throw new IllegalArgumentException(word + ": values of " + base.name() + " are " + (discrete ? "real" : "whole") + " numbers, and "
                    + (discrete ? "whole" : "real") + " ones are needed");
        }
    }

    final Tensor parameter(String parameter) {
        return parameters.get(parameter);
    }

    /** A parameter, whose derivatives are wanted where those of a value are; the base keeps its names. */
    final Smooth parameter(String parameter, Smooth like) {
        return like.with(ownName(parameter), parameters.get(parameter));
    }

    private String ownName(String parameter) {
        String name = parameter;
        while (base.parameterNames().contains(name)) {
            name += "_";
        }
        return name;
    }

    @Override
    final Set<String> parameterNames() {
        Set<String> names = new HashSet<>(base.parameterNames());
        parameters.keySet().forEach(p -> names.add(ownName(p)));
        return names;
    }

    @Override
    public final String name() {
        return word + "_" + base.name();
    }

    @Override
    public final int[] batchShape() {
        return base.batchShape();
    }

    @Override
    public final int[] eventShape() {
        return new int[0];
    }

    @Override
    public final int eventRank() {
        return 0;
    }

    @Override
    final boolean knowsEventShape() {
        return true;
    }

    @Override
    public final boolean isDiscrete() {
        return base.isDiscrete();
    }

    @Override
    public final Distribution expand(int... shape) {
        return of(base.expand(shape));
    }

    @Override
    Smooth logBelow(Smooth value) {
        throw unstated("lcdf");
    }

    @Override
    Smooth logAbove(Smooth value) {
        throw unstated("lccdf");
    }

    @Override
    boolean isOrdered() {
        return base.isOrdered();
    }

    @Override
    public Tensor icdf(Tensor probability) {
        return QuantileSearch.quantiles(this, probability);
    }

    @Override
    public boolean hasRsample() {
        return !isDiscrete() && isOrdered();
    }

    @Override
    Smooth smoothDraws(Key key, int... sampleShape) {
        return implicit(sample(key, sampleShape));
    }

    /** A uniform number for each draw. */
    final Tensor uniforms(Key key, int[] sampleShape) {
        RandomStream stream = key.stream();
        return Tensor.filled(0, shape(sampleShape)).map(zero -> stream.uniform());
    }

    /** One or zero for each number. */
    static Tensor test(Smooth value, DoublePredicate condition) {
        return value.value().map(x -> condition.test(x) ? 1 : 0);
    }

    static Smooth number(double x) {
        return Smooth.constant(Tensor.scalar(x));
    }

    /** The values of the base and zero. */
    static Constraint withZero(Constraint base) {
        return base.holds(0) ? base : Constraint.between(base.lower().map(x -> Math.min(x, 0)), base.upper().map(x -> Math.max(x, 0))).whole();
    }

    // ---- what has limits

    final void checkLimits(boolean whole) {
        Tensor least = parameter("least");
        check("least", Constraint.real());
        check("most", Constraints.lower(least));
        for (Tensor limit : whole ? List.of(least, parameter("most")) : List.<Tensor>of()) {
            for (double x : limit.values) {
                if (x != Math.rint(x)) {
                    throw new IllegalArgumentException(name() + ": " + (limit == least ? "least" : "most") + " = " + Tensor.number(x) + " is not a whole number");
                }
            }
        }
    }

    /** A limit, which whole numbers do not move with. */
    final Smooth limit(String limit, Smooth like) {
        return isDiscrete() ? like.still(parameters.get(limit)) : parameter(limit, like);
    }

    /** The number before a limit: no other real number lies just before it. */
    final Smooth before(String limit, Smooth like) {
        return isDiscrete() ? limit(limit, like).plus(number(-1)) : limit(limit, like);
    }

    /** One where a value is beyond the limits. */
    final Tensor outside(Smooth value) {
        Tensor below = value.value().zip(parameter("least"), (y, l) -> y < l ? 1 : 0);
        return below.zip(value.value().zip(parameter("most"), (y, m) -> y > m ? 1 : 0), Math::max);
    }

    /** One number before the limits, another from the last one on, and something else between. */
    final Smooth ends(Smooth value, double below, double above, Smooth between) {
        Smooth upper = Smooth.choose(value.value().zip(parameter("most"), (y, m) -> y >= m ? 1 : 0), number(above), between);
        return Smooth.choose(value.value().zip(parameter("least"), (y, l) -> y < l ? 1 : 0), number(below), upper);
    }

    final Tensor within(Tensor values) {
        return values.zip(parameter("least"), Math::max).zip(parameter("most"), Math::min);
    }

    /** The part of the values of the base that lies between the limits. */
    final Constraint between(Constraint ofBase) {
        Constraint part = Constraint.between(ofBase.lower().zip(parameter("least"), Math::max), ofBase.upper().zip(parameter("most"), Math::min));
        return isDiscrete() ? part.whole() : part;
    }

    /** As in the language, with the base's parameters in parentheses of their own. */
    @Override
    public final String toString() {
        return parameters.values().stream().map(Tensor::toString).collect(Collectors.joining(", ", word + "(" + base + (parameters.isEmpty() ? "" : ", "), ")"));
    }
}
