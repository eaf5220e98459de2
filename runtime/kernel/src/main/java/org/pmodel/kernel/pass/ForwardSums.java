package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Uses;
import org.pmodel.kernel.Value;

/**
 * A sum that is only computed to be added to another sum is added there term by term, so that a density that adds up its own terms is no different
 * from one whose terms go to the target.
 */
final class ForwardSums {
    private final Fresh fresh;
    private final Map<Value, Integer> uses = new HashMap<>();

    private ForwardSums(Kernel kernel) {
        fresh = Fresh.after(kernel);
        count(kernel.body());
    }

    static Kernel apply(Kernel kernel) {
        return kernel.withBody(new ForwardSums(kernel).block(kernel.body()));
    }

    private void count(Block block) {
        block.statements().forEach(s -> {
            Uses.each(s, v -> uses.merge(v, 1, Integer::sum));
        });
    }

    private Block block(Block block) {
        List<Stmt> statements = new ArrayList<>();
        for (Stmt s : block.statements()) {
            statements.add(switch (s) {
                case Stmt.For f -> new Stmt.For(f.index(), f.count(), block(f.body()));
                case Stmt.While w -> new Stmt.While(w.header(), w.condition(), block(w.body()));
                case Stmt.If i -> new Stmt.If(i.condition(), block(i.then()), block(i.otherwise()));
                default -> s;
            });
        }
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i) instanceof Stmt.Alloc(Array sum, List<Atom> none, Stmt.Storage storage) && storage instanceof Stmt.Storage.Local(Stmt.Init init)
                    && sum.rank() == 0 && sum.elem() == Elem.REAL) {
                Sum found = find(statements, i, sum, init);
                if (found != null) {
                    statements = rewrite(statements, i, sum, found);
                    i--;
                }
            }
        }
        return new Block(statements);
    }

    /** A sum to forward: where it is read, where the value is added, and to what, perhaps with the other sign. */
    private record Sum(int start, int load, int negation, int add, Array into) {}

    private Sum find(List<Stmt> statements, int alloc, Array sum, Stmt.Init init) {
        boolean zero = init == Stmt.Init.ZERO;
        int start = -1, load = -1, negation = -1;
        Value value = null;
        for (int k = alloc + 1; k < statements.size(); k++) {
            Stmt s = statements.get(k);
            if (s instanceof Stmt.Store(Array a, List<Atom> i, Atom v) && a.equals(sum)) {
                if (zero || !(v instanceof Atom.Real r) || r.value() != 0) {
                    return null;
                }
                zero = true;
                start = k;
            } else if (s instanceof Stmt.Load(Value v, Array a, List<Atom> i) && a.equals(sum)) {
                if (!zero || load >= 0 || uses.getOrDefault(v, 0) != 1) {
                    return null;
                }
                load = k;
                value = v;
            } else if (value != null && s instanceof Stmt.Let(Value r, Op op, List<Atom> a) && op == Ops.NEGATE && a.get(0).equals(value) && uses.getOrDefault(r, 0) == 1) {
                negation = k;
                value = r;
            } else if (value != null && s instanceof Stmt.Add(Array into, List<Atom> i, Atom v) && v.equals(value) && i.isEmpty()) {
                return onlyAddedTo(statements, alloc, k, into) && !touched(statements, k + 1, sum) ? new Sum(start, load, negation, k, into) : null;
            } else {
                Effects effects = Effects.of(s);
                if (effects.loads().contains(sum) || effects.stores().contains(sum) || effects.passed().contains(sum) || load >= 0 && effects.adds().contains(sum) || !zero && effects.adds().contains(sum)) {
                    return null;
                }
            }
        }
        return null;
    }

    private static boolean onlyAddedTo(List<Stmt> statements, int from, int to, Array into) {
        for (Stmt s : statements.subList(from, to)) {
            Effects effects = Effects.of(s);
            if (effects.loads().contains(into) || effects.stores().contains(into) || effects.introduces().contains(into)) {
                return false;
            }
        }
        return true;
    }

    private static boolean touched(List<Stmt> statements, int from, Array sum) {
        return statements.subList(from, statements.size()).stream().map(Effects::of).anyMatch(e -> e.loads().contains(sum) || e.writes(sum));
    }

    private List<Stmt> rewrite(List<Stmt> statements, int alloc, Array sum, Sum found) {
        List<Stmt> result = new ArrayList<>();
        for (int k = 0; k < statements.size(); k++) {
            if (k != alloc && k != found.start() && k != found.load() && k != found.negation() && k != found.add()) {
                redirect(statements.get(k), sum, found.into(), found.negation() >= 0, result);
            }
        }
        return result;
    }

    private void redirect(Stmt statement, Array sum, Array into, boolean negative, List<Stmt> result) {
        switch (statement) {
            case Stmt.Add(Array a, List<Atom> i, Atom value) when a.equals(sum) -> {
                Atom term = value;
                if (negative) {
                    Value negated = fresh.value("neg", Elem.REAL);
                    result.add(new Stmt.Let(negated, Ops.NEGATE, List.of(value)));
                    uses.put(negated, 1);
                    term = negated;
                }
                result.add(new Stmt.Add(into, i, term));
            }
            case Stmt.For f -> result.add(new Stmt.For(f.index(), f.count(), redirect(f.body(), sum, into, negative)));
            case Stmt.While w -> result.add(new Stmt.While(w.header(), w.condition(), redirect(w.body(), sum, into, negative)));
            case Stmt.If b -> result.add(new Stmt.If(b.condition(), redirect(b.then(), sum, into, negative), redirect(b.otherwise(), sum, into, negative)));
            default -> result.add(statement);
        }
    }

    private Block redirect(Block block, Array sum, Array into, boolean negative) {
        List<Stmt> result = new ArrayList<>();
        block.statements().forEach(s -> redirect(s, sum, into, negative, result));
        return new Block(result);
    }
}
