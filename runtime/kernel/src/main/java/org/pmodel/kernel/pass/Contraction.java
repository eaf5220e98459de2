package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Alignment;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Stmt;

/** Drops the dimension of a local array that is only used within one loop, and there only at the loop's index. */
final class Contraction {
    private record Target(Array replacement, int position) {}

    private final Kernel kernel;
    private final Fresh fresh;
    private final Map<Array, Target> targets = new HashMap<>();

    Contraction(Kernel kernel) {
        this.kernel = kernel;
        this.fresh = Fresh.after(kernel);
    }

    Block apply() {
        return block(kernel.body());
    }

    private Block block(Block block) {
        Map<Stmt, List<Stmt.Alloc>> into = new IdentityHashMap<>();
        List<Stmt> kept = new ArrayList<>();
        List<Stmt> statements = block.statements();
        List<Effects> effects = statements.stream().map(Effects::of).toList();
        for (int i = 0; i < statements.size(); i++) {
            if (!(statements.get(i) instanceof Stmt.Alloc alloc && moves(alloc, statements, effects, i, into))) {
                kept.add(statements.get(i));
            }
        }
        List<Stmt> result = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            result.add(rewrite(kept.get(i), into.getOrDefault(kept.get(i), List.of())));
        }
        return new Block(result);
    }

    private boolean moves(Stmt.Alloc alloc, List<Stmt> statements, List<Effects> effects, int at, Map<Stmt, List<Stmt.Alloc>> into) {
        Array array = alloc.array();
        if (!(alloc.storage() instanceof Stmt.Storage.Local) || array.rank() == 0) {
            return false;
        }
        Stmt.For only = null;
        for (int k = at + 1; k < statements.size(); k++) {
            if (effects.get(k).loads().contains(array) || effects.get(k).writes(array)) {
                if (only != null || !(statements.get(k) instanceof Stmt.For f) || effects.get(k).passed().contains(array)) {
                    return false;
                }
                only = f;
            }
        }
        for (int position = 0; only != null && position < array.rank(); position++) {
            if (Alignment.isIndexedBy(only, array, position)) {
                Array smaller = fresh.array(array.name(), array.elem(), array.rank() - 1);
                targets.put(array, new Target(smaller, position));
                into.computeIfAbsent(only, k -> new ArrayList<>())
                        .add(new Stmt.Alloc(smaller, without(alloc.sizes(), position), alloc.storage()));
                return true;
            }
        }
        return false;
    }

    private Stmt rewrite(Stmt statement, List<Stmt.Alloc> introduce) {
        return switch (statement) {
            case Stmt.Load s when targets.containsKey(s.array()) -> new Stmt.Load(s.result(), smaller(s.array()), shorter(s.array(), s.index()));
            case Stmt.Store s when targets.containsKey(s.array()) -> new Stmt.Store(smaller(s.array()), shorter(s.array(), s.index()), s.value());
            case Stmt.Add s when targets.containsKey(s.array()) -> new Stmt.Add(smaller(s.array()), shorter(s.array(), s.index()), s.value());
            case Stmt.For s -> {
                List<Stmt> body = new ArrayList<>(introduce);
                body.addAll(s.body().statements());
                yield new Stmt.For(s.index(), s.count(), block(new Block(body)));
            }
            case Stmt.While s -> new Stmt.While(block(s.header()), s.condition(), block(s.body()));
            case Stmt.If s -> new Stmt.If(s.condition(), block(s.then()), block(s.otherwise()));
            default -> statement;
        };
    }

    private Array smaller(Array array) {
        return targets.get(array).replacement();
    }

    private List<Atom> shorter(Array array, List<Atom> index) {
        return without(index, targets.get(array).position());
    }

    private static List<Atom> without(List<Atom> atoms, int position) {
        List<Atom> result = new ArrayList<>(atoms);
        result.remove(position);
        return result;
    }
}
