package org.pmodel.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Op.Definition.Composite;
import org.pmodel.kernel.Op.Definition.Primitive;
import org.pmodel.kernel.Op.Partial;
import org.pmodel.kernel.Op.Snippet;

/** Operations for tests: primitives and a composite with derivative rules in Kernel IR, and their values and tangents in Java. */
final class Library {
    private Library() {}

    /** A number and its derivative along one direction. */
    record Dual(double value, double tangent) {}

    interface Evaluation {
        Dual apply(Dual[] arguments);
    }

    private static final Map<String, Op> OPS = new LinkedHashMap<>();
    private static final Map<String, Evaluation> EVALUATIONS = new LinkedHashMap<>();
    private static final Value X = new Value(-1, "x", Elem.REAL), Y = new Value(-2, "y", Elem.REAL), N = new Value(-3, "n", Elem.INT);

    static final Op EXP = unary("exp", (x, b, self) -> b.let(self, x), a -> chain(a[0], Math.exp(a[0].value), Math.exp(a[0].value)));
    static final Op LOG = unary("log", (x, b, self) -> b.let(Ops.DIVIDE, Atom.ONE, x), a -> chain(a[0], Math.log(a[0].value), 1 / a[0].value));
    static final Op COS = unary("cos", (x, b, self) -> b.let(Ops.NEGATE, b.let(sin(), x)), a -> chain(a[0], Math.cos(a[0].value), -Math.sin(a[0].value)));
    static final Op SIN = unary("sin", (x, b, self) -> b.let(COS, x), a -> chain(a[0], Math.sin(a[0].value), Math.cos(a[0].value)));
    static final Op TANH = unary("tanh", (x, b, self) -> {
        Atom y = b.let(self, x);
        return b.minus(Atom.ONE, b.times(y, y));
    }, a -> chain(a[0], Math.tanh(a[0].value), 1 - Math.tanh(a[0].value) * Math.tanh(a[0].value)));
    /** sqrt(1 + x² + y²). */
    static final Op LENGTH = length();
    static final Op POWER = power();
    static final Op FLOOR = define(new Op("floor", List.of(Elem.REAL), Elem.REAL, primitive("floor", 1), List.of(new Partial.Zero())),
            a -> new Dual(Math.floor(a[0].value), 0));
    static final Op ROUGH = define(new Op("rough", List.of(Elem.REAL), Elem.REAL, primitive("rough", 1), List.of(new Partial.NotDifferentiable())),
            a -> new Dual(a[0].value, Double.NaN));
    static final Op LOGISTIC = logistic();

    static Op byName(String name) {
        Op arithmetic = Ops.byName(name);
        return arithmetic != null ? arithmetic : OPS.get(name);
    }

    static Evaluation evaluation(String name) {
        return EVALUATIONS.get(name);
    }

    private interface Derivative {
        Atom write(Value x, Builder out, Op self);
    }

    private static Op unary(String name, Derivative derivative, Evaluation evaluation) {
        Op bare = new Op(name, List.of(Elem.REAL), Elem.REAL, primitive(name, 1), List.of());
        return define(new Op(name, bare.parameters(), Elem.REAL, bare.definition(), List.of(formula(List.of(X), b -> derivative.write(X, b, bare)))), evaluation);
    }

    private static Op sin() {
        return new Op("sin", List.of(Elem.REAL), Elem.REAL, primitive("sin", 1), List.of());
    }

    private static Op length() {
        Op bare = new Op("length", List.of(Elem.REAL, Elem.REAL), Elem.REAL, primitive("length", 2), List.of());
        return define(new Op("length", bare.parameters(), Elem.REAL, bare.definition(), List.of(
                formula(List.of(X, Y), b -> b.let(Ops.DIVIDE, X, b.let(bare, X, Y))),
                formula(List.of(X, Y), b -> b.let(Ops.DIVIDE, Y, b.let(bare, X, Y))))), a -> {
                    double length = Math.sqrt(1 + a[0].value * a[0].value + a[1].value * a[1].value);
                    return new Dual(length, (a[0].value * a[0].tangent + a[1].value * a[1].tangent) / length);
                });
    }

    /** x to the n, by an integer argument. */
    private static Op power() {
        Op bare = new Op("power", List.of(Elem.REAL, Elem.INT), Elem.REAL, primitive("power", 2), List.of());
        return define(new Op("power", bare.parameters(), Elem.REAL, bare.definition(), List.of(
                formula(List.of(X, N), b -> b.times(b.let(Ops.TO_REAL, N), b.let(bare, X, b.intMinus(N, Atom.UNIT)))), new Partial.Zero())), a -> {
                    double n = a[1].value;
                    return chain(a[0], Math.pow(a[0].value, n), n * Math.pow(a[0].value, n - 1));
                });
    }

    private static Op logistic() {
        Builder out = new Builder(new Fresh(1000));
        Atom result = out.let(Ops.DIVIDE, Atom.ONE, out.plus(Atom.ONE, out.let(EXP, out.let(Ops.NEGATE, X))));
        Composite body = new Composite(new Snippet(List.of(X), out.finish(), result));
        Op bare = new Op("logistic", List.of(Elem.REAL), Elem.REAL, body, List.of());
        Op op = new Op("logistic", bare.parameters(), Elem.REAL, body, List.of(formula(List.of(X), b -> {
            Atom y = b.let(bare, X);
            return b.times(y, b.minus(Atom.ONE, y));
        })));
        OPS.put(op.name(), op);
        return op;
    }

    private static Partial formula(List<Value> parameters, java.util.function.Function<Builder, Atom> writer) {
        Builder out = new Builder(new Fresh(2000));
        Atom result = writer.apply(out);
        return new Partial.Formula(new Snippet(parameters, out.finish(), result));
    }

    private static Primitive primitive(String name, int arity) {
        List<String> arguments = new ArrayList<>();
        for (int i = 1; i <= arity; i++) {
            arguments.add("$" + i);
        }
        String call = name + "(" + String.join(", ", arguments) + ")";
        return new Primitive("pm::" + call, "Numerics." + call, false);
    }

    private static Op define(Op op, Evaluation evaluation) {
        OPS.put(op.name(), op);
        EVALUATIONS.put(op.name(), evaluation);
        return op;
    }

    private static Dual chain(Dual x, double value, double derivative) {
        return new Dual(value, x.tangent == 0 ? 0 : derivative * x.tangent);
    }
}
