package org.pmodel.kernel;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What an operation is worth when its arguments are known, or when an identity applies that holds for every double, NaN and
 * infinities included; {@code x * 0} is therefore left alone.
 */
final class Fold {
    private static final Set<String> TRUTHS = Set.of("eq", "ne", "lt", "le", "ieq", "ine", "ilt", "ile", "not", "and");

    private Fold() {}

    /** @return an equal operand, or {@code null} */
    static Atom simplify(Op op, List<Atom> a, Function<Atom, Stmt.Let> definition, Rebuild rebuild) {
        if (a.stream().allMatch(Atom::isConstant)) {
            Atom constant = constant(op.name(), a);
            if (constant != null) {
                return constant;
            }
        }
        return switch (op.name()) {
            case "add" -> a.get(0).isReal(0) || isNegativeZero(a.get(0)) ? a.get(1) : a.get(1).isReal(0) || isNegativeZero(a.get(1)) ? a.get(0) : null;
            case "sub" -> a.get(1).isReal(0) ? a.get(0) : a.get(0).isReal(0) ? rebuild.let(Ops.NEGATE, List.of(a.get(1))) : null;
            case "mul" -> multiply(a, definition, rebuild);
            case "div" -> a.get(1).isReal(1) ? a.get(0) : a.get(1).isReal(-1) ? rebuild.let(Ops.NEGATE, List.of(a.get(0))) : reciprocalOfPowerOfTwo(a, rebuild);
            case "neg" -> {
                Stmt.Let d = definition.apply(a.get(0));
                yield d != null && d.op() == Ops.NEGATE ? d.arguments().get(0)
                        : d != null && d.op() == Ops.MULTIPLY && d.arguments().get(0) instanceof Atom.Real r
                                ? rebuild.let(Ops.MULTIPLY, List.of(Atom.of(-r.value()), d.arguments().get(1))) : null;
            }
            case "iadd" -> addIntegers(a.get(0), a.get(1), definition, rebuild);
            case "isub" -> a.get(1) instanceof Atom.Int c ? rebuild.let(Ops.INT_ADD, List.of(a.get(0), Atom.of(-c.value())))
                    : a.get(0).equals(a.get(1)) ? Atom.NONE : subtractIntegers(a, definition);
            case "imul" -> a.get(0).isInt(1) ? a.get(1) : a.get(1).isInt(1) ? a.get(0) : a.get(0).isInt(0) || a.get(1).isInt(0) ? Atom.NONE : null;
            case "idiv" -> a.get(1).isInt(1) ? a.get(0) : null;
            case "select", "iselect" -> a.get(0) instanceof Atom.Int c ? a.get(c.value() != 0 ? 1 : 2) : a.get(1).equals(a.get(2)) ? a.get(1) : null;
            case "ieq", "ile" -> a.get(0).equals(a.get(1)) ? Atom.UNIT : null;
            case "ine", "ilt" -> a.get(0).equals(a.get(1)) ? Atom.NONE : null;
            case "and" -> a.get(0) instanceof Atom.Int c ? (c.value() != 0 ? truth(a.get(1), definition, rebuild) : Atom.NONE)
                    : a.get(1) instanceof Atom.Int c ? (c.value() != 0 ? truth(a.get(0), definition, rebuild) : Atom.NONE) : null;
            default -> null;
        };
    }

    /** Emits an operation in place of the simplified one. */
    interface Rebuild {
        Atom let(Op op, List<Atom> arguments);
    }

    private static boolean isNegativeZero(Atom a) {
        return a instanceof Atom.Real r && r.value() == 0;
    }

    /** Constants go to the left, so that two of them meet. */
    private static Atom multiply(List<Atom> a, Function<Atom, Stmt.Let> definition, Fold.Rebuild rebuild) {
        Atom x = a.get(0), y = a.get(1);
        if (y instanceof Atom.Real && !(x instanceof Atom.Real)) {
            return rebuild.let(Ops.MULTIPLY, List.of(y, x));
        }
        if (!(x instanceof Atom.Real c)) {
            return null;
        }
        if (c.value() == 1) {
            return y;
        }
        if (c.value() == -1) {
            return rebuild.let(Ops.NEGATE, List.of(y));
        }
        Stmt.Let d = definition.apply(y);
        return d != null && d.op() == Ops.NEGATE ? rebuild.let(Ops.MULTIPLY, List.of(Atom.of(-c.value()), d.arguments().get(0))) : null;
    }

    private static Atom reciprocalOfPowerOfTwo(List<Atom> a, Rebuild rebuild) {
        if (a.get(1) instanceof Atom.Real r && Math.abs(Math.getExponent(r.value())) < 1000 && r.value() == Math.copySign(Math.scalb(1.0, Math.getExponent(r.value())), r.value())) {
            return rebuild.let(Ops.MULTIPLY, List.of(Atom.of(1 / r.value()), a.get(0)));
        }
        return null;
    }

    /** {@code (x + c) + d = x + (c + d)}: indices that count from one and from zero meet. */
    private static Atom addIntegers(Atom x, Atom y, Function<Atom, Stmt.Let> definition, Rebuild rebuild) {
        if (x.isInt(0)) {
            return y;
        }
        if (y.isInt(0)) {
            return x;
        }
        if (x instanceof Atom.Int) {
            return rebuild.let(Ops.INT_ADD, List.of(y, x));
        }
        Stmt.Let d = definition.apply(x);
        if (y instanceof Atom.Int c && d != null && d.op() == Ops.INT_ADD && d.arguments().get(1) instanceof Atom.Int e) {
            return rebuild.let(Ops.INT_ADD, List.of(d.arguments().get(0), Atom.of(c.value() + e.value())));
        }
        return null;
    }

    /** {@code (x + c) - x = c}: the count of a loop from {@code x} to {@code x + c}. */
    private static Atom subtractIntegers(List<Atom> a, Function<Atom, Stmt.Let> definition) {
        Stmt.Let d = definition.apply(a.get(0));
        return d != null && d.op() == Ops.INT_ADD && d.arguments().get(0).equals(a.get(1)) ? d.arguments().get(1) : null;
    }

    private static Atom constant(String op, List<Atom> a) {
        if (a.stream().allMatch(x -> x instanceof Atom.Real)) {
            double x = ((Atom.Real) a.get(0)).value(), y = a.size() > 1 ? ((Atom.Real) a.get(1)).value() : 0;
            return switch (op) {
                case "add" -> Atom.of(x + y);
                case "sub" -> Atom.of(x - y);
                case "mul" -> Atom.of(x * y);
                case "div" -> Atom.of(x / y);
                case "neg" -> Atom.of(-x);
                case "eq" -> truth(x == y);
                case "ne" -> truth(x != y);
                case "lt" -> truth(x < y);
                case "le" -> truth(x <= y);
                default -> null;
            };
        }
        if (a.stream().allMatch(x -> x instanceof Atom.Int)) {
            int x = ((Atom.Int) a.get(0)).value(), y = a.size() > 1 ? ((Atom.Int) a.get(1)).value() : 0;
            return switch (op) {
                case "real" -> Atom.of((double) x);
                case "ineg" -> Atom.of(-x);
                case "iadd" -> Atom.of(x + y);
                case "isub" -> Atom.of(x - y);
                case "imul" -> Atom.of(x * y);
                case "idiv" -> y == 0 ? null : Atom.of(x / y);
                case "imod" -> y == 0 ? null : Atom.of(x % y);
                case "ieq" -> truth(x == y);
                case "ine" -> truth(x != y);
                case "ilt" -> truth(x < y);
                case "ile" -> truth(x <= y);
                case "not" -> truth(x == 0);
                case "rare" -> Atom.of(x);
                case "and" -> truth(x != 0 && y != 0);
                default -> null;
            };
        }
        return null;
    }

    /** One where an integer is not zero; comparisons are that already. */
    private static Atom truth(Atom a, Function<Atom, Stmt.Let> definition, Rebuild rebuild) {
        Stmt.Let d = definition.apply(a);
        return d != null && TRUTHS.contains(d.op().name()) ? a : rebuild.let(Ops.INT_NOT_EQUAL, List.of(a, Atom.NONE));
    }

    private static Atom truth(boolean value) {
        return Atom.of(value ? 1 : 0);
    }
}
