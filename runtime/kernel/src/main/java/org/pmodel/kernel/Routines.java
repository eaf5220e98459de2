package org.pmodel.kernel;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The routines of a kernel while it is being written. One that is being written can be called already. */
public final class Routines {
    private final Map<String, Routine> routines = new LinkedHashMap<>();
    private final Map<String, Routine.Signature> signatures = new HashMap<>();

    public static Routines of(Kernel kernel) {
        Routines routines = new Routines();
        kernel.routines().forEach(r -> {
            routines.routines.put(r.name(), r);
            routines.signatures.put(r.name(), r.signature());
        });
        return routines;
    }

    public Routine get(String name) {
        return routines.get(name);
    }

    public List<Routine> all() {
        return List.copyOf(routines.values());
    }

    /** The routine of a signature, written when it is first asked for. */
    public Routine.Signature ask(Routine.Signature signature, Supplier<Routine> writer) {
        Routine.Signature known = signatures.putIfAbsent(signature.name(), signature);
        if (known == null) {
            routines.put(signature.name(), writer.get());
        }
        return signature;
    }

    /** The routine without what it prints, which is under the same name where it prints nothing. */
    public Routine.Signature quiet(Routine.Signature loud) {
        if (!loud.prints()) {
            return loud;
        }
        Routine.Signature quiet = new Routine.Signature(loud.name() + "~", loud.parameters(), loud.memory(), loud.random(), false, loud.tooDeep());
        return ask(quiet, () -> {
            Routine routine = get(loud.name());
            Builder out = new Builder(Fresh.after(routine));
            new Rewriter(out) {
                @Override
                public void statement(Stmt statement) {
                    switch (statement) {
                        case Stmt.Print print -> { }
                        case Stmt.Call call -> copy(call.to(quiet(call.callee())));
                        default -> copy(statement);
                    }
                }
            }.block(routine.body());
            return new Routine(quiet, routine.parameters(), out.finish(), routine.adjoints());
        });
    }

    /** Those that a block calls, directly or not, in the order in which they stand. */
    static List<Routine> reachable(Block body, Collection<Routine> all) {
        Map<String, Routine> byName = new HashMap<>();
        all.forEach(r -> byName.put(r.name(), r));
        Map<String, Routine> found = new HashMap<>();
        Deque<Block> open = new ArrayDeque<>(List.of(body));
        while (!open.isEmpty()) {
            calls(open.pop(), call -> {
                Routine routine = byName.get(call.callee().name());
                reach(routine, found, open);
                if (routine != null) {
                    routine.adjoints().forEach(a -> reach(byName.get(a.routine().name()), found, open));
                }
            });
        }
        return all.stream().filter(r -> found.containsKey(r.name())).toList();
    }

    private static void reach(Routine routine, Map<String, Routine> found, Deque<Block> open) {
        if (routine != null && found.put(routine.name(), routine) == null) {
            open.push(routine.body());
        }
    }

    private static void calls(Block block, Consumer<Stmt.Call> found) {
        for (Stmt statement : block.statements()) {
            switch (statement) {
                case Stmt.Call call -> found.accept(call);
                case Stmt.For f -> calls(f.body(), found);
                case Stmt.While w -> {
                    calls(w.header(), found);
                    calls(w.body(), found);
                }
                case Stmt.If i -> {
                    calls(i.then(), found);
                    calls(i.otherwise(), found);
                }
                default -> { }
            }
        }
    }
}
