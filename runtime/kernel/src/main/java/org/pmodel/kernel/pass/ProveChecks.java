package org.pmodel.kernel.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/**
 * Leaves out checks that cannot fail: subscripts that are sums of loop indices, by what the loops around say of their indices, innermost first. In
 * {@code for j < N { for i < j { … }}} both {@code i} and {@code j - 1 - i} are at least zero, hence {@code i + 1 <= N}.
 */
final class ProveChecks extends Rewriter {
    private final Builder out;
    /** What loops say of their indices. */
    private final Map<Value, Atom> counts = new HashMap<>();
    /** What checks that have passed say of other numbers. */
    private Map<Atom, Integer> least = new HashMap<>();

    private ProveChecks(Builder out) {
        super(out);
        this.out = out;
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        new ProveChecks(out).block(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    protected void nested(Block block) {
        Map<Atom, Integer> outer = least;
        least = new HashMap<>(outer);
        block(block);
        least = outer;
    }

    @Override
    public void statement(Stmt statement) {
        switch (statement) {
            case Stmt.For loop -> out.loop(loop.index().name(), atom(loop.count()), i -> {
                substitute(loop.index(), i);
                counts.put(i, atom(loop.count()));
                nested(loop.body());
            });
            case Stmt.Check check -> {
                Atom condition = atom(check.condition());
                if (!holds(condition)) {
                    copy(check);
                    note(condition);
                }
            }
            default -> copy(statement);
        }
    }

    private void note(Atom condition) {
        Stmt.Let let = out.definition(condition);
        if (let == null) {
            return;
        }
        List<Atom> a = let.arguments();
        if (let.op() == Ops.AND) {
            a.forEach(this::note);
        } else if (let.op() == Ops.INT_LESS_EQUAL && a.get(0) instanceof Atom.Int bound) {
            least.merge(a.get(1), bound.value(), Math::max);
        } else if (let.op() == Ops.LESS_EQUAL && a.get(0) instanceof Atom.Real bound && is(a.get(1), Ops.TO_REAL)) {
            least.merge(out.definition(a.get(1)).arguments().get(0), (int) Math.ceil(bound.value()), Math::max);
        }
    }

    private boolean is(Atom atom, Op op) {
        Stmt.Let let = out.definition(atom);
        return let != null && let.op() == op;
    }

    private boolean holds(Atom condition) {
        if (condition instanceof Atom.Int c) {
            return c.value() != 0;
        }
        Stmt.Let let = out.definition(condition);
        if (let == null) {
            return false;
        }
        List<Atom> a = let.arguments();
        if (let.op() == Ops.AND) {
            return a.stream().allMatch(this::holds);
        }
        if (let.op() == Ops.INT_SELECT) {
            return holds(a.get(1)) && holds(a.get(2));
        }
        int less = let.op() == Ops.INT_LESS_EQUAL ? 0 : let.op() == Ops.INT_LESS ? 1 : -1;
        return less >= 0 && isNotNegative(sum(a.get(1)).plus(sum(a.get(0)), -1).plus(-less), 0);
    }

    // ---- sums of multiples of whole numbers

    private record Sum(int constant, TreeMap<Integer, Value> values, Map<Value, Integer> factors) {
        static Sum of(int constant) {
            return new Sum(constant, new TreeMap<>(), new HashMap<>());
        }

        static Sum of(Value value) {
            Sum sum = of(0);
            sum.values.put(value.id(), value);
            sum.factors.put(value, 1);
            return sum;
        }

        Sum plus(int number) {
            return new Sum(constant + number, values, factors);
        }

        Sum plus(Sum other, int times) {
            Sum sum = new Sum(constant + times * other.constant, new TreeMap<>(values), new HashMap<>(factors));
            other.factors.forEach((v, f) -> {
                int factor = sum.factors.merge(v, times * f, Integer::sum);
                if (factor == 0) {
                    sum.factors.remove(v);
                    sum.values.remove(v.id());
                } else {
                    sum.values.put(v.id(), v);
                }
            });
            return sum;
        }
    }

    private Sum sum(Atom atom) {
        if (!(atom instanceof Value v)) {
            return Sum.of(((Atom.Int) atom).value());
        }
        Stmt.Let let = out.definition(v);
        if (let == null) {
            return Sum.of(v);
        }
        List<Atom> a = let.arguments();
        if (let.op() == Ops.INT_ADD) {
            return sum(a.get(0)).plus(sum(a.get(1)), 1);
        }
        if (let.op() == Ops.INT_SUBTRACT) {
            return sum(a.get(0)).plus(sum(a.get(1)), -1);
        }
        if (let.op() == Ops.INT_MULTIPLY && (a.get(0) instanceof Atom.Int || a.get(1) instanceof Atom.Int)) {
            Atom.Int factor = (Atom.Int) (a.get(0) instanceof Atom.Int ? a.get(0) : a.get(1));
            return Sum.of(0).plus(sum(a.get(0) instanceof Atom.Int ? a.get(1) : a.get(0)), factor.value());
        }
        return Sum.of(v);
    }

    /** Whether a sum is at least zero, seen from the value that was defined last. */
    private boolean isNotNegative(Sum sum, int depth) {
        if (sum.values().isEmpty()) {
            return sum.constant() >= 0;
        }
        if (depth > 24) {
            return false;
        }
        Value last = sum.values().lastEntry().getValue();
        int factor = sum.factors().get(last);
        Sum rest = sum.plus(Sum.of(last), -factor);
        Atom count = counts.get(last);
        if (count != null) {
            // within the loop the count is positive: of the larger of a number and zero it is the number
            return isNotNegative(factor > 0 ? rest : rest.plus(sum(positive(count)).plus(-1), factor), depth + 1);
        }
        Stmt.Let let = out.definition(last);
        if (let != null && let.op() == Ops.INT_SELECT) {
            boolean first = isNotNegative(rest.plus(sum(let.arguments().get(1)), factor), depth + 1);
            // at most the smaller of two, at least the larger: one of them is enough
            return first && isExtreme(let, factor > 0) || (first || isExtreme(let, factor > 0)) && isNotNegative(rest.plus(sum(let.arguments().get(2)), factor), depth + 1);
        }
        if (let != null && let.op() == Ops.INT_DIVIDE && let.arguments().get(1) instanceof Atom.Int by && by.value() > 0 && factor % by.value() == 0) {
            Sum dividend = sum(let.arguments().get(0));
            int times = factor / by.value();
            return isNotNegative(dividend, depth + 1) && isNotNegative(rest.plus(dividend.plus(factor > 0 ? 1 - by.value() : 0), times), depth + 1);
        }
        return factor > 0 && least.containsKey(last) && isNotNegative(rest.plus(factor * least.get(last)), depth + 1);
    }

    /** Whether a choice is the larger, or the smaller, of two numbers. */
    private boolean isExtreme(Stmt.Let choice, boolean larger) {
        Stmt.Let less = out.definition(choice.arguments().get(0));
        Atom a = choice.arguments().get(larger ? 2 : 1), b = choice.arguments().get(larger ? 1 : 2);
        return less != null && less.op() == Ops.INT_LESS && less.arguments().equals(List.of(a, b));
    }

    private Atom positive(Atom count) {
        Stmt.Let let = out.definition(count);
        boolean larger = let != null && let.op() == Ops.INT_SELECT && (let.arguments().get(1).isInt(0) || let.arguments().get(2).isInt(0));
        return larger ? let.arguments().get(let.arguments().get(1).isInt(0) ? 2 : 1) : count;
    }
}
