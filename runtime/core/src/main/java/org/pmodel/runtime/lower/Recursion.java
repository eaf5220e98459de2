package org.pmodel.runtime.lower;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Model;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;
import org.pmodel.ir.Walk;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Routines;

/** The functions of a model that call themselves, directly or through others, and the routines they have become in the kernel that is being written. */
final class Recursion {
    private final Model model;
    private final Map<String, Set<String>> calls = new HashMap<>();
    private final Map<String, Set<String>> reached = new HashMap<>();
    final Routines routines = new Routines();
    final Map<String, Routine.Signature> signatures = new HashMap<>();
    /** How many recursive calls have been written out in place. */
    int unfolded;

    Recursion(Model model) {
        this.model = model;
    }

    boolean isRecursive(Function f) {
        return reached(f.id()).contains(f.id());
    }

    /** Whether a function, or one that it calls, prints. */
    boolean prints(Function f) {
        return contains(f, s -> s instanceof Stmt.Message m && m.kind() == Stmt.Message.Kind.PRINT);
    }

    /** Whether a function, or one that it calls, repeats something until it is done: its text is long and does not fuse with what is around it. */
    boolean iterates(Function f) {
        return f.parameters().stream().noneMatch(p -> p.type() instanceof Type.Callable) && contains(f, s -> s instanceof Stmt.While);
    }

    private boolean contains(Function f, Predicate<Stmt> wanted) {
        Set<String> all = new HashSet<>(reached(f.id()));
        all.add(f.id());
        boolean[] found = new boolean[1];
        all.forEach(id -> Walk.statements(body(id), s -> found[0] |= wanted.test(s)));
        return found[0];
    }

    /** All that a function calls, directly or not. */
    private Set<String> reached(String id) {
        return reached.computeIfAbsent(id, k -> {
            Set<String> found = new HashSet<>();
            Deque<String> open = new ArrayDeque<>(calls(id));
            while (!open.isEmpty()) {
                String next = open.pop();
                if (found.add(next)) {
                    open.addAll(calls(next));
                }
            }
            return found;
        });
    }

    private Set<String> calls(String id) {
        Set<String> known = calls.get(id);
        if (known != null) {
            return known;
        }
        Set<String> found = new LinkedHashSet<>();
        Walk.each(body(id), e -> {
            switch (e) {
                case Expr.Call c -> found.add(c.function());
                case Expr.FunctionReference f -> found.add(f.function());
                default -> { }
            }
        });
        calls.put(id, found);
        return found;
    }

    private List<Stmt> body(String id) {
        Function f = model.functions().get(id);
        return f == null || f.body() == null ? List.of() : f.body();
    }
}
