package org.pmodel.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes Kernel IR in order, block inside block. Operations on constants are folded and a pure operation that was already done in an enclosing
 * block is not done again, so that whatever is built through here is in reduced form. Confined to one thread.
 */
public final class Builder {
    private record Key(Op op, List<Atom> arguments) {}

    private static final class Scope {
        final List<Stmt> statements = new ArrayList<>();
        final Map<Key, Value> known = new HashMap<>();
        /** Conditions that hold from here on, since they were checked. */
        final Set<Atom> holding = new HashSet<>();
        final boolean apart;

        Scope(boolean apart) {
            this.apart = apart;
        }
    }

    private final Fresh fresh;
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final Map<Value, Stmt.Let> definitions = new HashMap<>();

    public Builder(Fresh fresh) {
        this.fresh = fresh;
        scopes.push(new Scope(true));
    }

    public Fresh fresh() {
        return fresh;
    }

    /** Everything written at the outermost level. */
    public Block finish() {
        if (scopes.size() != 1) {
            throw new IllegalStateException("open blocks: " + (scopes.size() - 1));
        }
        return new Block(scopes.peek().statements);
    }

    public Atom let(Op op, Atom... arguments) {
        return let(op, Arrays.asList(arguments));
    }

    public Atom let(Op op, List<Atom> arguments) {
        return let(op.name(), op, arguments);
    }

    /** An operand equal to {@code op(arguments)}: a new value, an old one or a constant. */
    public Atom let(String name, Op op, List<Atom> arguments) {
        Atom simple = op.definition() instanceof Op.Definition.Arithmetic ? Fold.simplify(op, arguments, this::definition, this::let) : null;
        if (simple != null) {
            return simple;
        }
        if (op.isRandom()) {
            return define(name, op, arguments);
        }
        Key key = new Key(op, List.copyOf(arguments));
        for (Scope scope : scopes) {
            Value known = scope.known.get(key);
            if (known != null) {
                return known;
            }
            if (scope.apart) {
                break;
            }
        }
        Value result = define(name, op, arguments);
        scopes.peek().known.put(key, result);
        return result;
    }

    private Value define(String name, Op op, List<Atom> arguments) {
        Value result = fresh.value(name, op.result());
        Stmt.Let let = new Stmt.Let(result, op, arguments);
        definitions.put(result, let);
        emit(let);
        return result;
    }

    /** The operation that defined a value here, or {@code null}. */
    public Stmt.Let definition(Atom atom) {
        return atom instanceof Value v ? definitions.get(v) : null;
    }

    public Value load(Array array, Atom... index) {
        return load(array.name(), array, Arrays.asList(index));
    }

    public Value load(String name, Array array, List<Atom> index) {
        Value result = fresh.value(name, array.elem());
        emit(new Stmt.Load(result, array, index));
        return result;
    }

    public void store(Array array, List<Atom> index, Atom value) {
        emit(new Stmt.Store(array, index, value));
    }

    public void add(Array array, List<Atom> index, Atom value) {
        if (!value.isReal(0)) {
            emit(new Stmt.Add(array, index, value));
        }
    }

    public Array alloc(String name, Elem elem, List<Atom> sizes, Stmt.Storage storage) {
        Array array = fresh.array(name, elem, sizes.size());
        emit(new Stmt.Alloc(array, sizes, storage));
        return array;
    }

    public Array local(String name, Elem elem, List<Atom> sizes, Stmt.Init init) {
        return alloc(name, elem, sizes, new Stmt.Storage.Local(init));
    }

    /** Ends the run unless the condition holds; nothing where it is known to hold. */
    public void check(Atom condition, int fault, List<Atom> values) {
        boolean known = condition instanceof Atom.Int c ? c.value() != 0 : holds(condition);
        if (!known) {
            emit(new Stmt.Check(condition, fault, values));
            scopes.peek().holding.add(condition);
        }
    }

    private boolean holds(Atom condition) {
        for (Scope scope : scopes) {
            if (scope.holding.contains(condition)) {
                return true;
            }
            if (scope.apart) {
                return false;
            }
        }
        return false;
    }

    public void print(String text) {
        if (!text.isEmpty()) {
            emit(new Stmt.Print(text, null));
        }
    }

    public void print(Atom value) {
        emit(new Stmt.Print("", value));
    }

    public void loop(String name, Atom count, Consumer<Value> body) {
        if (count instanceof Atom.Int c && c.value() <= 0) {
            return;
        }
        Value index = fresh.value(name, Elem.INT);
        Block block = block(() -> body.accept(index));
        if (!block.isEmpty()) {
            emit(new Stmt.For(index, count, block));
        }
    }

    /** Loops over all index lists below the sizes, the last index fastest. */
    public void each(List<Atom> sizes, Consumer<List<Atom>> body) {
        each(sizes, List.of(), body);
    }

    private void each(List<Atom> sizes, List<Atom> index, Consumer<List<Atom>> body) {
        if (index.size() == sizes.size()) {
            body.accept(index);
            return;
        }
        loop("i", sizes.get(index.size()), i -> {
            List<Atom> deeper = new ArrayList<>(index);
            deeper.add(i);
            each(sizes, deeper, body);
        });
    }

    public void branch(Atom condition, Runnable then, Runnable otherwise) {
        if (condition instanceof Atom.Int c) {
            (c.value() != 0 ? then : otherwise).run();
            return;
        }
        Block yes = block(then), no = block(otherwise);
        if (!yes.isEmpty() || !no.isEmpty()) {
            emit(new Stmt.If(condition, yes, no));
        }
    }

    /** What {@code writer} writes, as a block of its own, not placed anywhere. */
    public Block block(Runnable writer) {
        return block(false, writer);
    }

    /** Writes in front of the statement of the outermost level that is being written. */
    public void before(Runnable writer) {
        Deque<Scope> inner = new ArrayDeque<>();
        while (scopes.size() > 1) {
            inner.addLast(scopes.pop());
        }
        writer.run();
        while (!inner.isEmpty()) {
            scopes.push(inner.removeLast());
        }
    }

    /** A block that will stand elsewhere, where what was written so far need not be visible. */
    public Block blockApart(Runnable writer) {
        return block(true, writer);
    }

    private Block block(boolean apart, Runnable writer) {
        scopes.push(new Scope(apart));
        writer.run();
        return new Block(scopes.pop().statements);
    }

    public void emit(Stmt statement) {
        scopes.peek().statements.add(statement);
    }

    // ---- the arithmetic, by name

    public Atom plus(Atom a, Atom b) {
        return let(Ops.ADD, a, b);
    }

    public Atom minus(Atom a, Atom b) {
        return let(Ops.SUBTRACT, a, b);
    }

    public Atom times(Atom a, Atom b) {
        return let(Ops.MULTIPLY, a, b);
    }

    public Atom intPlus(Atom a, Atom b) {
        return let(Ops.INT_ADD, a, b);
    }

    public Atom intMinus(Atom a, Atom b) {
        return let(Ops.INT_SUBTRACT, a, b);
    }

    public Atom intTimes(Atom a, Atom b) {
        return let(Ops.INT_MULTIPLY, a, b);
    }

    public Atom not(Atom a) {
        return let(Ops.NOT, a);
    }
}
