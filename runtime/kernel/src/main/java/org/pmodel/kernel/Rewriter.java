package org.pmodel.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies blocks into a builder under a substitution, giving every value and array a new identity where it is introduced. A pass overrides
 * {@link #statement} for what it changes. Copying alone already folds constants and shares common subexpressions.
 */
public class Rewriter {
    protected final Builder out;
    private final Map<Value, Atom> values = new HashMap<>();
    private final Map<Array, Array> arrays = new HashMap<>();

    public Rewriter(Builder out) {
        this.out = out;
    }

    /** Writes {@code snippet(arguments)} and returns its result. */
    public static Atom inline(Builder out, Op.Snippet snippet, List<Atom> arguments) {
        Rewriter copy = new Rewriter(out);
        for (int i = 0; i < arguments.size(); i++) {
            copy.substitute(snippet.parameters().get(i), arguments.get(i));
        }
        copy.block(snippet.body());
        return copy.atom(snippet.result());
    }

    public final void substitute(Value value, Atom replacement) {
        values.put(value, replacement);
    }

    public final void substitute(Array array, Array replacement) {
        arrays.put(array, replacement);
    }

    public final Atom atom(Atom atom) {
        return atom instanceof Value v ? values.getOrDefault(v, v) : atom;
    }

    public final List<Atom> atoms(List<Atom> atoms) {
        List<Atom> result = new ArrayList<>(atoms.size());
        for (Atom a : atoms) {
            result.add(atom(a));
        }
        return result;
    }

    public final Array array(Array array) {
        return arrays.getOrDefault(array, array);
    }

    public final void block(Block block) {
        for (Stmt statement : block.statements()) {
            statement(statement);
        }
    }

    public void statement(Stmt statement) {
        copy(statement);
    }

    /** Copies a block inside the one that is being copied: what a pass knows by walking must not leave it. */
    protected void nested(Block block) {
        block(block);
    }

    protected final void copy(Stmt statement) {
        switch (statement) {
            case Stmt.Let(Value result, Op op, List<Atom> arguments) -> substitute(result, out.let(result.name(), op, atoms(arguments)));
            case Stmt.Load(Value result, Array array, List<Atom> index) -> substitute(result, out.load(result.name(), array(array), atoms(index)));
            case Stmt.Store(Array array, List<Atom> index, Atom value) -> out.store(array(array), atoms(index), atom(value));
            case Stmt.Add(Array array, List<Atom> index, Atom value) -> out.add(array(array), atoms(index), atom(value));
            case Stmt.Alloc(Array array, List<Atom> sizes, Stmt.Storage storage) ->
                substitute(array, out.alloc(array.name(), array.elem(), atoms(sizes), storage));
            case Stmt.For(Value index, Atom count, Block body) -> out.loop(index.name(), atom(count), i -> {
                substitute(index, i);
                nested(body);
            });
            case Stmt.While(Block header, Atom condition, Block body) -> {
                Atom[] test = new Atom[1];
                Block newHeader = out.block(() -> {
                    nested(header);
                    test[0] = atom(condition);
                });
                out.emit(new Stmt.While(newHeader, test[0], out.block(() -> nested(body))));
            }
            case Stmt.If(Atom condition, Block then, Block otherwise) -> out.branch(atom(condition), () -> nested(then), () -> nested(otherwise));
            case Stmt.Check(Atom condition, int fault, List<Atom> shown) -> out.check(atom(condition), fault, atoms(shown));
            case Stmt.Print(String text, Atom value) -> out.emit(new Stmt.Print(text, atom(value)));
            case Stmt.Call(Routine.Signature callee, List<Atom> arguments, List<Array> memory, boolean optional) ->
                out.emit(new Stmt.Call(callee, atoms(arguments), memory.stream().map(this::array).toList(), optional));
            case Stmt.Push(Atom value) -> out.emit(new Stmt.Push(atom(value)));
            case Stmt.Pop(Value result) -> {
                Value popped = out.fresh().value(result.name(), result.elem());
                substitute(result, popped);
                out.emit(new Stmt.Pop(popped));
            }
        }
    }
}
