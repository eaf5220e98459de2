package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/**
 * Leaves out a loop or call that fills arrays with what an earlier one of its block filled others with, from memory that has not changed since; the earlier arrays
 * stand for the later ones.
 */
final class ShareWork extends Rewriter {
    /** What is done, with the shapes of what it fills but without the names of what it fills and defines. */
    private record Work(List<Object> text) {}

    private record Done(List<Array> filled, Set<Array> read) {}

    private final Map<Array, Stmt.Alloc> own = new HashMap<>();
    private Map<Array, Integer> writers = new HashMap<>();
    private Map<Work, Done> done = new HashMap<>();

    private ShareWork(Builder out) {
        super(out);
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        new ShareWork(out).nested(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    protected void nested(Block block) {
        Map<Array, Integer> outerWriters = writers;
        Map<Work, Done> outerDone = done;
        writers = new HashMap<>();
        done = new HashMap<>();
        for (Stmt s : block.statements()) {
            if (s instanceof Stmt.Alloc alloc && alloc.storage() instanceof Stmt.Storage.Local) {
                own.put(alloc.array(), alloc);
                writers.put(alloc.array(), 0);
            }
            written(Effects.of(s)).forEach(a -> writers.computeIfPresent(a, (k, n) -> n + 1));
        }
        block(block);
        writers = outerWriters;
        done = outerDone;
    }

    @Override
    public void statement(Stmt statement) {
        Effects effects = Effects.of(statement);
        Work work = isPlain(statement, effects) ? new Text().of(statement) : null;
        Done before = work == null ? null : done.get(work);
        if (before != null) {
            List<Array> filled = filled(statement, effects);
            for (int k = 0; k < filled.size(); k++) {
                substitute(filled.get(k), before.filled().get(k));
            }
            return;
        }
        copy(statement);
        Set<Array> changed = new HashSet<>();
        written(effects).forEach(a -> changed.add(array(a)));
        if (!changed.isEmpty()) {
            done.values().removeIf(d -> d.read().stream().anyMatch(changed::contains));
        }
        if (work != null) {
            Set<Array> read = new HashSet<>();
            effects.loads().forEach(a -> read.add(array(a)));
            read.removeAll(changed);
            done.put(work, new Done(filled(statement, effects).stream().map(this::array).toList(), read));
        }
    }

    private static Set<Array> written(Effects effects) {
        Set<Array> written = new HashSet<>(effects.stores());
        written.addAll(effects.adds());
        return written;
    }

    /** Whether all that a statement does is to fill arrays of its block that nothing else writes. */
    private boolean isPlain(Stmt statement, Effects effects) {
        boolean silent = switch (statement) {
            case Stmt.For loop -> !effects.random() && !effects.stack() && !prints(loop.body());
            case Stmt.Call call -> !call.callee().random() && !call.callee().prints();
            default -> false;
        };
        Set<Array> outside = written(effects);
        outside.removeAll(effects.introduces());
        return silent && !outside.isEmpty() && outside.stream().allMatch(a -> writers.getOrDefault(a, 2) == 1);
    }

    private static boolean prints(Block block) {
        return block.statements().stream().anyMatch(s -> switch (s) {
            case Stmt.Print print -> true;
            case Stmt.Call call -> call.callee().prints();
            case Stmt.For f -> prints(f.body());
            case Stmt.While w -> prints(w.header()) || prints(w.body());
            case Stmt.If i -> prints(i.then()) || prints(i.otherwise());
            default -> false;
        });
    }

    /** The arrays that a statement fills, in the order in which its text first names them. */
    private List<Array> filled(Stmt statement, Effects effects) {
        List<Array> filled = new Text().filled(statement);
        filled.removeAll(effects.introduces());
        return filled;
    }

    /** The text of a statement as a list of what it consists of, in which names stand by number where they belong to the statement. */
    private final class Text {
        private final List<Object> text = new ArrayList<>();
        private final Map<Object, Integer> numbers = new HashMap<>();

        Work of(Stmt statement) {
            for (Array a : filled(statement)) {
                Stmt.Alloc alloc = own.get(a);
                if (alloc != null) {
                    text.add(a.elem());
                    text.add(alloc.storage());
                    alloc.sizes().forEach(this::atom);
                }
                name(a);
            }
            statement(statement);
            return new Work(text);
        }

        private List<Array> filled(Stmt statement) {
            List<Array> filled = new ArrayList<>();
            switch (statement) {
                case Stmt.Store s -> filled.add(s.array());
                case Stmt.Add s -> filled.add(s.array());
                case Stmt.Call s -> filled.addAll(s.changed());
                case Stmt.For s -> s.body().statements().forEach(t -> filled.addAll(filled(t)));
                case Stmt.While s -> s.body().statements().forEach(t -> filled.addAll(filled(t)));
                case Stmt.If s -> {
                    s.then().statements().forEach(t -> filled.addAll(filled(t)));
                    s.otherwise().statements().forEach(t -> filled.addAll(filled(t)));
                }
                default -> { }
            }
            return new ArrayList<>(filled.stream().distinct().toList());
        }

        private void name(Object name) {
            numbers.putIfAbsent(name, numbers.size());
        }

        private void atom(Atom atom) {
            Integer number = numbers.get(atom);
            text.add(number != null ? (Object) number : ShareWork.this.atom(atom));
        }

        private void array(Array array) {
            Integer number = numbers.get(array);
            text.add(number != null ? (Object) number : ShareWork.this.array(array));
        }

        private void block(Block block) {
            text.add("{");
            block.statements().forEach(this::statement);
            text.add("}");
        }

        private void defines(Value value) {
            name(value);
            text.add(numbers.get(value));
        }

        private void statement(Stmt statement) {
            text.add(statement.getClass());
            switch (statement) {
                case Stmt.Let s -> {
                    text.add(s.op());
                    s.arguments().forEach(this::atom);
                    defines(s.result());
                }
                case Stmt.Load s -> {
                    array(s.array());
                    s.index().forEach(this::atom);
                    defines(s.result());
                }
                case Stmt.Store s -> access(s.array(), s.index(), s.value());
                case Stmt.Add s -> access(s.array(), s.index(), s.value());
                case Stmt.Alloc s -> {
                    name(s.array());
                    array(s.array());
                    text.add(s.storage());
                    text.add(s.array().elem());
                    s.sizes().forEach(this::atom);
                }
                case Stmt.For s -> {
                    atom(s.count());
                    defines(s.index());
                    block(s.body());
                }
                case Stmt.While s -> {
                    block(s.header());
                    atom(s.condition());
                    block(s.body());
                }
                case Stmt.If s -> {
                    atom(s.condition());
                    block(s.then());
                    block(s.otherwise());
                }
                case Stmt.Check s -> {
                    text.add(s.fault());
                    atom(s.condition());
                    s.values().forEach(this::atom);
                }
                case Stmt.Call s -> {
                    text.add(s.callee());
                    s.arguments().forEach(this::atom);
                    s.memory().forEach(this::array);
                }
                case Stmt.Print s -> throw new IllegalStateException("prints");
                case Stmt.Push s -> atom(s.value());
                case Stmt.Pop s -> defines(s.result());
            }
        }

        private void access(Array array, List<Atom> index, Atom value) {
            array(array);
            index.forEach(this::atom);
            atom(value);
        }
    }
}
