package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.kernel.Alignment;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Uses;
import org.pmodel.kernel.Value;

/**
 * Puts a loop that reads what an earlier loop of the same count wrote, element by element, into that loop; an array that then lives within one turn
 * becomes a scalar of the turn.
 */
final class FuseLoops {
    private final Fresh fresh;
    private final Map<Stmt, Effects> effects = new IdentityHashMap<>();

    private FuseLoops(Fresh fresh) {
        this.fresh = fresh;
    }

    static Kernel apply(Kernel kernel) {
        Block fused = new FuseLoops(Fresh.after(kernel)).block(kernel.body());
        return kernel.withBody(new Contraction(kernel.withBody(fused)).apply());
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
            if (statements.get(i) instanceof Stmt.For first) {
                i = tryFuse(statements, i, first) ? i - 1 : i;
            }
        }
        return new Block(statements);
    }

    /** Fuses the loop at {@code i} with the next loop that reads what it writes; returns whether it did. */
    private boolean tryFuse(List<Stmt> statements, int i, Stmt.For first) {
        Effects wrote = effects(first);
        for (int j = i + 1; j < statements.size(); j++) {
            if (statements.get(j) instanceof Stmt.For second && second.count().equals(first.count()) && reads(second, wrote)
                    && Alignment.isPointwise(first, second)) {
                List<Stmt> between = statements.subList(i + 1, j);
                List<Stmt> needed = needed(between, second);
                if (needed != null && needed.stream().allMatch(s -> independent(first, s)) && othersAfter(between, needed, second)) {
                    List<Stmt> rest = new ArrayList<>(between);
                    rest.removeAll(needed);
                    List<Stmt> replacement = new ArrayList<>(needed);
                    replacement.add(join(first, second));
                    replacement.addAll(rest);
                    int at = i + needed.size();
                    for (int k = j; k >= i; k--) {
                        statements.remove(k);
                    }
                    statements.addAll(i, replacement);
                    return at == i || tryAgain(statements, at);
                }
            }
        }
        return false;
    }

    private boolean tryAgain(List<Stmt> statements, int at) {
        while (tryFuse(statements, at, (Stmt.For) statements.get(at))) {
            // each success removes a loop
        }
        return false;
    }

    private Effects effects(Stmt statement) {
        return effects.computeIfAbsent(statement, Effects::of);
    }

    private boolean reads(Stmt.For second, Effects wrote) {
        return effects(second).loads().stream().anyMatch(a -> wrote.stores().contains(a));
    }

    /** The statements in between that the second loop's values depend on, in order. */
    private List<Stmt> needed(List<Stmt> between, Stmt.For second) {
        Set<Value> wanted = Uses.of(second);
        Set<Array> arrays = new HashSet<>(effects(second).loads());
        arrays.addAll(effects(second).stores());
        arrays.addAll(effects(second).adds());
        List<Stmt> needed = new ArrayList<>();
        for (int k = between.size() - 1; k >= 0; k--) {
            Stmt s = between.get(k);
            boolean want = switch (s) {
                case Stmt.Let let -> wanted.contains(let.result());
                case Stmt.Load load -> wanted.contains(load.result());
                case Stmt.Alloc alloc -> arrays.contains(alloc.array());
                default -> false;
            };
            boolean feeds = !(s instanceof Stmt.Alloc) && needed.stream().anyMatch(n -> !effects(n).commutesWith(effects(s)));
            if (want || feeds) {
                needed.add(0, s);
                wanted.addAll(Uses.of(s));
                arrays.addAll(effects(s).loads());
                arrays.addAll(effects(s).stores());
                arrays.addAll(effects(s).adds());
            }
        }
        return needed;
    }

    /** Whether what stays behind the fused loop may: the second loop now runs before it. */
    private boolean othersAfter(List<Stmt> between, List<Stmt> needed, Stmt.For second) {
        Effects moved = effects(second);
        for (Stmt s : between) {
            if (needed.stream().noneMatch(n -> n == s) && !effects(s).commutesWith(moved)) {
                return false;
            }
        }
        for (int k = 0; k < between.size(); k++) {
            Stmt stays = between.get(k);
            if (needed.stream().anyMatch(n -> n == stays)) {
                continue;
            }
            for (int m = k + 1; m < between.size(); m++) {
                Stmt goes = between.get(m);
                if (needed.stream().anyMatch(n -> n == goes) && !effects(stays).commutesWith(effects(goes))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean independent(Stmt.For first, Stmt s) {
        return effects(first).commutesWith(effects(s));
    }

    private Stmt join(Stmt.For first, Stmt.For second) {
        Builder out = new Builder(fresh);
        Rewriter copy = new Rewriter(out);
        copy.substitute(second.index(), first.index());
        Block tail = out.block(() -> copy.block(second.body()));
        List<Stmt> body = new ArrayList<>(first.body().statements());
        body.addAll(tail.statements());
        return new Stmt.For(first.index(), first.count(), block(new Block(body)));
    }
}
