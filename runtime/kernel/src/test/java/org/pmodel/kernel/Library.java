package org.pmodel.kernel;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
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

    static final Op EXP = unary("exp", (b, self) -> b.let(self, X), a -> chain(a[0], Math.exp(a[0].value), Math.exp(a[0].value)));
    static final Op LOG = unary("log", (b, self) -> b.let(Ops.DIVIDE, Atom.ONE, X), a -> chain(a[0], Math.log(a[0].value), 1 / a[0].value));
    static final Op COS = unary("cos", (b, self) -> b.let(Ops.NEGATE, b.let(byName("sin"), X)), a -> chain(a[0], Math.cos(a[0].value), -Math.sin(a[0].value)));
    static final Op SIN = unary("sin", (b, self) -> b.let(byName("cos"), X), a -> chain(a[0], Math.sin(a[0].value), Math.cos(a[0].value)));
    static final Op TANH = unary("tanh", (b, self) -> {
        Atom y = b.let(self, X);
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

    /** An operation whose rules are written when they are first asked for: they may use any operation, itself included. */
    private static Op op(String name, List<Elem> parameters, Op.Definition definition, List<BiFunction<Builder, Op, Atom>> rules) {
        Op[] self = new Op[1];
        Partial[] written = new Partial[rules.size()];
        self[0] = new Op(name, parameters, Elem.REAL, definition, new AbstractList<>() {
            @Override
            public Partial get(int i) {
                if (written[i] == null) {
                    Builder out = new Builder(new Fresh(2000));
                    Atom result = rules.get(i).apply(out, self[0]);
                    List<Value> named = parameters.size() == 1 ? List.of(X) : List.of(X, parameters.get(1) == Elem.INT ? N : Y);
                    written[i] = result.isReal(0) ? new Partial.Zero() : new Partial.Formula(new Snippet(named, out.finish(), result));
                }
                return written[i];
            }

            @Override
            public int size() {
                return written.length;
            }
        });
        OPS.put(name, self[0]);
        return self[0];
    }

    private static Op unary(String name, BiFunction<Builder, Op, Atom> derivative, Evaluation evaluation) {
        EVALUATIONS.put(name, evaluation);
        return op(name, List.of(Elem.REAL), primitive(name, 1), List.of(derivative));
    }

    private static Op length() {
        EVALUATIONS.put("length", a -> {
            double length = Math.sqrt(1 + a[0].value * a[0].value + a[1].value * a[1].value);
            return new Dual(length, (a[0].value * a[0].tangent + a[1].value * a[1].tangent) / length);
        });
        return op("length", List.of(Elem.REAL, Elem.REAL), primitive("length", 2), List.of(
                (b, self) -> b.let(Ops.DIVIDE, X, b.let(self, X, Y)), (b, self) -> b.let(Ops.DIVIDE, Y, b.let(self, X, Y))));
    }

    /** x to the n, by an integer argument. */
    private static Op power() {
        EVALUATIONS.put("power", a -> chain(a[0], Math.pow(a[0].value, a[1].value), a[1].value * Math.pow(a[0].value, a[1].value - 1)));
        return op("power", List.of(Elem.REAL, Elem.INT), primitive("power", 2), List.of(
                (b, self) -> b.times(b.let(Ops.TO_REAL, N), b.let(self, X, b.intMinus(N, Atom.UNIT))), (b, self) -> Atom.ZERO));
    }

    private static Op logistic() {
        Builder out = new Builder(new Fresh(1000));
        Atom result = out.let(Ops.DIVIDE, Atom.ONE, out.plus(Atom.ONE, out.let(EXP, out.let(Ops.NEGATE, X))));
        Composite body = new Composite(new Snippet(List.of(X), out.finish(), result));
        return op("logistic", List.of(Elem.REAL), body, List.of((b, self) -> {
            Atom y = b.let(self, X);
            return b.times(y, b.minus(Atom.ONE, y));
        }));
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
