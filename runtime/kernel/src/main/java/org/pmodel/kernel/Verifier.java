package org.pmodel.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a kernel is well formed: names are introduced once and used where they are visible, operands have the types and arrays the ranks that they
 * are used with, memory from outside is introduced at the outermost level and data are not written. Routines likewise, called as they are made.
 */
public final class Verifier {
    private final Kernel kernel;
    private final List<String> messages = new ArrayList<>();
    private final Set<Integer> identities = new HashSet<>();
    private final Map<Integer, Value> values = new HashMap<>();
    private final Map<Integer, Array> arrays = new HashMap<>();
    private final Map<Array, Stmt.Storage> storages = new HashMap<>();
    private final Set<Object> outside = new HashSet<>();
    private final Deque<List<Object>> scopes = new ArrayDeque<>();
    private Stmt current;

    /** What is verified: the routine, or {@code null} for the kernel's own body. */
    private final Routine routine;

    private Verifier(Kernel kernel, Routine routine) {
        this.kernel = kernel;
        this.routine = routine;
    }

    /** What is wrong with a kernel; empty when nothing is. */
    public static List<String> check(Kernel kernel) {
        Verifier verifier = new Verifier(kernel, null);
        verifier.block(kernel.body());
        List<String> messages = new ArrayList<>(verifier.messages);
        for (Routine routine : kernel.routines()) {
            Verifier inner = new Verifier(kernel, routine);
            inner.block(routine.body(), () -> routine.parameters().forEach(inner::define), () -> { });
            inner.messages.forEach(m -> messages.add(m + ", in routine " + routine.name()));
            List<Stmt.Storage.Access> given = routine.memory().stream().map(a -> ((Stmt.Storage.Parameter) a.storage()).access()).toList();
            if (!given.equals(routine.signature().memory()) || routine.parameters().size() != routine.signature().parameters()
                    || routine.work().stream().anyMatch(s -> s instanceof Stmt.Alloc a && a.storage() instanceof Stmt.Storage.Parameter)) {
                messages.add("routine " + routine.name() + " is not what callers know of it");
            }
        }
        return messages;
    }

    private void block(Block block, Runnable start, Runnable end) {
        scopes.push(new ArrayList<>());
        start.run();
        for (Stmt statement : block.statements()) {
            current = statement;
            statement(statement);
        }
        end.run();
        for (Object name : scopes.pop()) {
            if (name instanceof Value v) {
                values.remove(v.id());
            } else if (name instanceof Array a) {
                arrays.remove(a.id());
            }
        }
    }

    private void block(Block block) {
        block(block, () -> { }, () -> { });
    }

    private void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Let s -> let(s);
            case Stmt.Load s -> {
                access(s.array(), s.index());
                require(s.result().elem() == s.array().elem(), "the loaded element is " + s.array().elem());
                define(s.result());
            }
            case Stmt.Store s -> write(s.array(), s.index(), s.value());
            case Stmt.Add s -> write(s.array(), s.index(), s.value());
            case Stmt.Alloc s -> introduce(s);
            case Stmt.For s -> {
                use(s.count(), Elem.INT);
                require(s.index().elem() == Elem.INT, "the index is not an integer");
                block(s.body(), () -> define(s.index()), () -> { });
            }
            case Stmt.While s -> {
                header(s.header());
                block(s.header(), () -> { }, () -> use(s.condition(), Elem.INT));
                block(s.body());
            }
            case Stmt.If s -> {
                use(s.condition(), Elem.INT);
                block(s.then());
                block(s.otherwise());
            }
            case Stmt.Call s -> call(s);
            case Stmt.Check s -> {
                use(s.condition(), Elem.INT);
                s.values().forEach(v -> use(v, v.elem()));
                require(s.values().size() <= 4, "a check shows at most four values");
                require(s.fault() >= 0 && s.fault() < kernel.faults().size(), "no fault number " + s.fault());
            }
            case Stmt.Print s -> s.values().forEach(v -> use(v, v.elem()));
            case Stmt.Push s -> use(s.value(), s.value().elem());
            case Stmt.Pop s -> define(s.result());
        }
    }

    /** The header of a loop computes a condition and leaves nothing else behind. */
    private void header(Block header) {
        Effects effects = Effects.of(header);
        Set<Array> written = new HashSet<>(effects.stores());
        written.addAll(effects.adds());
        for (Array a : written) {
            require(effects.introduces().contains(a), "the header writes " + text(a));
        }
        require(!effects.stack(), "the header uses the stack");
    }

    private void call(Stmt.Call s) {
        s.arguments().forEach(a -> use(a, Elem.INT));
        Routine callee = kernel.routines().stream().filter(r -> r.name().equals(s.callee().name())).findFirst().orElse(null);
        require(callee != null && callee.signature().equals(s.callee()), "no routine " + s.callee().name() + " of this kind");
        for (int k = 0; k < s.memory().size(); k++) {
            Array array = s.memory().get(k);
            access(array, List.of());
            Array expected = callee == null ? array : callee.memory().get(k).array();
            require((expected.rank() == 1 || expected.rank() == array.rank()) && expected.elem() == array.elem(), text(array) + " is not what the routine takes");
            if (s.callee().memory().get(k) != Stmt.Storage.Access.READ) {
                writable(array);
            }
        }
        List<Array> written = s.with(Stmt.Storage.Access.WRITTEN);
        require(written.stream().allMatch(a -> s.memory().indexOf(a) == s.memory().lastIndexOf(a)), "an array is written and used otherwise");
    }

    private void let(Stmt.Let s) {
        for (int i = 0; i < s.arguments().size(); i++) {
            use(s.arguments().get(i), s.op().parameters().get(i));
        }
        require(s.result().elem() == s.op().result(), s.op().name() + " gives " + s.op().result());
        define(s.result());
    }

    private void introduce(Stmt.Alloc s) {
        s.sizes().forEach(n -> use(n, Elem.INT));
        Array array = s.array();
        boolean top = scopes.size() == 1;
        switch (s.storage()) {
            case Stmt.Storage.Local local -> { }
            case Stmt.Storage.Parameter p -> require(top && routine != null, "memory of a caller below the outermost level or outside of a routine");
            case Stmt.Storage.External e -> require(top && outside.add(e), "external memory " + e.name() + " below the outermost level or twice");
            case Stmt.Storage.Persistent p -> require(top && outside.add(p), "persistent memory " + p.name() + " below the outermost level or twice");
            case Stmt.Storage.Input in -> require(top && outside.add(in) && isVector(array), "the input is one real vector at the outermost level");
            case Stmt.Storage.Output out -> require(top && outside.add(out) && isVector(array), "the output is one real vector at the outermost level");
        }
        require(identities.add(array.id()), text(array) + " is introduced twice");
        arrays.put(array.id(), array);
        storages.put(array, s.storage());
        scopes.peek().add(array);
    }

    private static boolean isVector(Array array) {
        return array.elem() == Elem.REAL && array.rank() == 1;
    }

    private void write(Array array, List<Atom> index, Atom value) {
        access(array, index);
        use(value, array.elem());
        writable(array);
    }

    private void writable(Array array) {
        Stmt.Storage storage = storages.get(array);
        require(!(storage instanceof Stmt.Storage.External || storage instanceof Stmt.Storage.Input
                || storage instanceof Stmt.Storage.Parameter(Stmt.Storage.Access access) && access == Stmt.Storage.Access.READ), text(array) + " is not to be written");
    }

    private void access(Array array, List<Atom> index) {
        Array visible = arrays.get(array.id());
        require(visible != null, text(array) + " is not visible");
        require(visible == null || visible.rank() == array.rank() && visible.elem() == array.elem(), text(array) + " was introduced with another rank or element");
        index.forEach(i -> use(i, Elem.INT));
    }

    private void use(Atom atom, Elem elem) {
        require(atom.elem() == elem, "operand " + atom + " is not " + elem);
        if (atom instanceof Value v) {
            Value visible = values.get(v.id());
            require(visible != null, text(v) + " is not visible");
            require(visible == null || visible.elem() == v.elem(), text(v) + " was introduced as " + (visible == null ? "" : visible.elem()));
        }
    }

    private void define(Value v) {
        require(identities.add(v.id()), text(v) + " is introduced twice");
        values.put(v.id(), v);
        scopes.peek().add(v);
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            messages.add(message + ", in " + head(current));
        }
    }

    private static String head(Stmt statement) {
        return switch (statement) {
            case Stmt.For s -> "for " + text(s.index()) + " < " + s.count();
            case Stmt.While s -> "while " + s.condition();
            case Stmt.If s -> "if " + s.condition();
            default -> statement.toString();
        };
    }

    private static String text(Value v) {
        return "value " + v.name() + "." + v.id();
    }

    private static String text(Array a) {
        return "array " + a.name() + "." + a.id();
    }
}
