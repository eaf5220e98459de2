package org.pmodel.kernel.print;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Uses;
import org.pmodel.kernel.Value;

/**
 * Selections that compute the side they take alone, where a side calls functions for itself: for code that runs turn by turn, where a call costs more
 * than a branch. Code that runs in vectors computes both.
 */
final class LazySelections {
    /** Functions that cost no more than a branch. */
    private static final Set<String> QUICK = Set.of("fabs", "fmin", "fmax", "sqrt", "copysign", "floor", "ceil", "rint", "trunc", "round", "is_nan", "is_inf", "fma", "constant", "rare",
            "to_int");

    private final Fresh fresh;

    private LazySelections(Fresh fresh) {
        this.fresh = fresh;
    }

    static Kernel in(Kernel kernel) {
        List<Routine> routines = kernel.routines().stream().map(r -> r.withBody(new LazySelections(Fresh.after(r)).block(r.body(), Set.of()))).toList();
        return kernel.withBody(new LazySelections(Fresh.after(kernel)).block(kernel.body(), Set.of())).withRoutines(routines);
    }

    static Op.Snippet in(Op.Snippet snippet) {
        LazySelections selections = new LazySelections(Fresh.after(new Routine(null, snippet.parameters(), snippet.body())));
        return new Op.Snippet(snippet.parameters(), selections.block(snippet.body(), Set.of(snippet.result())), snippet.result());
    }

    /** @param used after the block */
    private Block block(Block block, Set<Atom> used) {
        return new Block(new Scan(block.statements(), used).write());
    }

    private static boolean isCostly(Op op) {
        return switch (op.definition()) {
            case Op.Definition.Arithmetic arithmetic -> false;
            case Op.Definition.Primitive p -> !QUICK.contains(op.name().replaceFirst("(_(real|int))+_$", ""));
            case Op.Definition.Composite c -> c.body().body().statements().stream().anyMatch(s -> !(s instanceof Stmt.Let let) || isCostly(let.op()));
        };
    }

    /** The statements of a block, with who uses what. */
    private final class Scan {
        private final List<Stmt> statements;
        private final Map<Value, Integer> definitions = new HashMap<>();
        /** The statements that use a value; beyond the last stands what follows the block. */
        private final Map<Value, List<Integer>> users = new HashMap<>();

        Scan(List<Stmt> statements, Set<Atom> used) {
            this.statements = statements;
            for (int i = 0; i < statements.size(); i++) {
                int at = i;
                if (statements.get(i) instanceof Stmt.Let let && !let.op().isRandom()) {
                    definitions.put(let.result(), i);
                }
                Uses.each(statements.get(i), v -> users.computeIfAbsent(v, x -> new ArrayList<>()).add(at));
            }
            for (Atom a : used) {
                if (a instanceof Value v) {
                    users.computeIfAbsent(v, x -> new ArrayList<>()).add(statements.size());
                }
            }
        }

        List<Stmt> write() {
            Map<Integer, List<Stmt>> lazy = new HashMap<>();
            Set<Integer> moved = new HashSet<>();
            for (int i = statements.size() - 1; i >= 0; i--) {
                if (!moved.contains(i) && statements.get(i) instanceof Stmt.Let(Value result, Op op, List<Atom> arguments) && op == Ops.SELECT) {
                    Set<Integer> then = side(i, arguments.get(1), arguments.get(2)), otherwise = side(i, arguments.get(2), arguments.get(1));
                    if (isCostly(then) || isCostly(otherwise)) {
                        lazy.put(i, branch(result, arguments, then, otherwise));
                        moved.addAll(then);
                        moved.addAll(otherwise);
                    }
                }
            }
            List<Stmt> written = new ArrayList<>();
            for (int i = 0; i < statements.size(); i++) {
                if (lazy.containsKey(i)) {
                    written.addAll(lazy.get(i));
                } else if (!moved.contains(i)) {
                    written.add(nested(statements.get(i)));
                }
            }
            return written;
        }

        private Stmt nested(Stmt statement) {
            return switch (statement) {
                case Stmt.For f -> new Stmt.For(f.index(), f.count(), block(f.body(), Set.of()));
                case Stmt.While w -> new Stmt.While(w.header(), w.condition(), block(w.body(), Set.of()));
                case Stmt.If i -> new Stmt.If(i.condition(), block(i.then(), Set.of()), block(i.otherwise(), Set.of()));
                default -> statement;
            };
        }

        private boolean isCostly(Set<Integer> side) {
            return side.stream().anyMatch(i -> LazySelections.isCostly(((Stmt.Let) statements.get(i)).op()));
        }

        /** What only one side of a selection needs. */
        private Set<Integer> side(int selection, Atom side, Atom other) {
            Set<Integer> needed = new TreeSet<>();
            TreeSet<Integer> open = new TreeSet<>();
            if (!side.equals(other) && side instanceof Value v && definitions.containsKey(v)) {
                open.add(definitions.get(v));
            }
            while (!open.isEmpty()) {
                int at = open.pollLast(); // from the end: whatever uses it has been seen
                Stmt.Let let = (Stmt.Let) statements.get(at);
                boolean alone = users.get(let.result()).stream().allMatch(u -> needed.contains(u) || u == selection && let.result().equals(side));
                if (alone && !isCondition(selection, let.result())) {
                    needed.add(at);
                    for (Atom a : let.arguments()) {
                        if (a instanceof Value v && definitions.containsKey(v)) {
                            open.add(definitions.get(v));
                        }
                    }
                }
            }
            return needed;
        }

        private boolean isCondition(int selection, Value value) {
            return ((Stmt.Let) statements.get(selection)).arguments().getFirst().equals(value);
        }

        private List<Stmt> branch(Value result, List<Atom> arguments, Set<Integer> then, Set<Integer> otherwise) {
            Array chosen = fresh.array(result.name(), result.elem(), 0);
            return List.of(new Stmt.Alloc(chosen, List.of(), new Stmt.Storage.Local(Stmt.Init.NONE)),
                    new Stmt.If(arguments.get(0), choose(chosen, then, arguments.get(1)), choose(chosen, otherwise, arguments.get(2))),
                    new Stmt.Load(result, chosen, List.of()));
        }

        private Block choose(Array chosen, Set<Integer> side, Atom value) {
            List<Stmt> work = new ArrayList<>(side.stream().map(statements::get).toList());
            work.add(new Stmt.Store(chosen, List.of(), value));
            return block(new Block(work), Set.of());
        }
    }
}
