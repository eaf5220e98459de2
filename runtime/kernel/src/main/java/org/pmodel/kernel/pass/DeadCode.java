package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/** Removes what nothing depends on: values that are not used and writes to arrays that are not read. */
public final class DeadCode {
    private final Set<Value> values = new HashSet<>();
    private final Set<Array> arrays = new HashSet<>();
    /** Whether a compound statement that only checks is kept. */
    private final boolean checksCount;
    private boolean changed;

    private DeadCode(boolean checksCount) {
        this.checksCount = checksCount;
    }

    static Kernel apply(Kernel kernel) {
        return kernel.withBody(new DeadCode(true).live(kernel.body())).withoutIdleRoutines();
    }

    /** What is left of a block whose faults another run reports: checks only where they guard something that is kept. */
    public static Block withoutIdleChecks(Block block) {
        return new DeadCode(false).live(block);
    }

    private Block live(Block block) {
        roots(block);
        do {
            changed = false;
            mark(block);
        } while (changed);
        return sweep(block);
    }

    private void roots(Block block) {
        for (Stmt s : block.statements()) {
            switch (s) {
                case Stmt.Alloc a -> {
                    if (isLeftBehind(a.storage())) {
                        arrays.add(a.array());
                    }
                }
                case Stmt.For f -> roots(f.body());
                case Stmt.While w -> roots(w.body());
                case Stmt.If i -> {
                    roots(i.then());
                    roots(i.otherwise());
                }
                default -> { }
            }
        }
    }

    /** Whether memory is read by others, or there because others hand it over. */
    private static boolean isLeftBehind(Stmt.Storage storage) {
        return storage instanceof Stmt.Storage.Output || storage instanceof Stmt.Storage.Persistent || storage instanceof Stmt.Storage.Parameter;
    }

    /** Marks what the live statements of a block use; says whether any statement is live. */
    private boolean mark(Block block) {
        boolean any = false;
        List<Stmt> statements = block.statements();
        for (int k = statements.size() - 1; k >= 0; k--) {
            any |= (checksCount || !(statements.get(k) instanceof Stmt.Check)) && mark(statements.get(k));
        }
        if (any && !checksCount) {
            statements.stream().filter(s -> s instanceof Stmt.Check).forEach(this::mark);
        }
        return any;
    }

    private boolean mark(Stmt statement) {
        return switch (statement) {
            case Stmt.Let s -> (values.contains(s.result()) || s.op().isRandom()) && use(s.arguments());
            case Stmt.Load s -> values.contains(s.result()) && use(s.array()) && use(s.index());
            case Stmt.Store s -> arrays.contains(s.array()) && use(s.index()) && use(List.of(s.value()));
            case Stmt.Add s -> arrays.contains(s.array()) && use(s.index()) && use(List.of(s.value()));
            case Stmt.Alloc s -> isKept(s) && use(s.sizes());
            case Stmt.For s -> mark(s.body()) && use(List.of(s.count()));
            case Stmt.While s -> (mark(s.body()) | mark(s.header())) && use(List.of(s.condition()));
            case Stmt.If s -> (mark(s.then()) | mark(s.otherwise())) && use(List.of(s.condition()));
            case Stmt.Call s -> (!s.optional() || s.changed().stream().anyMatch(arrays::contains)) && use(s.arguments()) && useAll(s.memory());
            case Stmt.Check s -> use(List.of(s.condition())) && use(s.values());
            case Stmt.Print s -> use(s.values());
            case Stmt.Push s -> use(List.of(s.value()));
            case Stmt.Pop s -> true;
        };
    }

    private boolean isKept(Stmt.Alloc alloc) {
        return arrays.contains(alloc.array()) || alloc.storage() instanceof Stmt.Storage.Input;
    }

    private boolean use(List<Atom> atoms) {
        for (Atom a : atoms) {
            if (a instanceof Value v) {
                changed |= values.add(v);
            }
        }
        return true;
    }

    private boolean use(Array array) {
        changed |= arrays.add(array);
        return true;
    }

    private boolean useAll(List<Array> all) {
        changed |= arrays.addAll(all);
        return true;
    }

    private Block sweep(Block block) {
        List<Stmt> kept = new ArrayList<>();
        for (Stmt statement : block.statements()) {
            switch (statement) {
                case Stmt.For s -> {
                    Block body = sweep(s.body());
                    if (!body.isEmpty()) {
                        kept.add(new Stmt.For(s.index(), s.count(), body));
                    }
                }
                case Stmt.While s -> {
                    Block body = sweep(s.body());
                    if (!body.isEmpty()) {
                        kept.add(new Stmt.While(sweep(s.header()), s.condition(), body));
                    }
                }
                case Stmt.If s -> {
                    Block then = sweep(s.then()), otherwise = sweep(s.otherwise());
                    if (!then.isEmpty() || !otherwise.isEmpty()) {
                        kept.add(new Stmt.If(s.condition(), then, otherwise));
                    }
                }
                case Stmt.Check s when !checksCount -> kept.add(s);
                default -> {
                    if (mark(statement)) {
                        kept.add(statement);
                    }
                }
            }
        }
        return checksCount || kept.stream().anyMatch(s -> !(s instanceof Stmt.Check)) ? new Block(kept) : Block.EMPTY;
    }
}
