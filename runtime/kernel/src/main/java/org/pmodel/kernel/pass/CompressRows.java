package org.pmodel.kernel.pass;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Structure;
import org.pmodel.kernel.Uses;
import org.pmodel.kernel.Value;

/**
 * Replaces a loop over data that adds up a quadratic polynomial in linear predictors, as a plate of normal observations does, by one over the rows of the
 * data's triangular factor: as many as there are columns. The factor depends on data alone, so that staging computes it when data are bound.
 *
 * <p>What must hold: everything that the loop adds is of degree at most two in {@linkplain RowForm columns of data}, with coefficients that are the same in
 * every turn; and the data-only part of a turn can be evaluated at the outermost level, where the factor is kept.
 */
final class CompressRows extends Rewriter {
    private final Structure structure;
    private final Late late;
    private final Builder out;
    /** The branches that are being copied: condition, and the side. */
    private final Deque<Branch> branches = new ArrayDeque<>();
    private int loops;

    private record Branch(Atom condition, boolean then) {}

    private CompressRows(Kernel kernel, Builder out) {
        super(out);
        this.structure = new Structure(kernel);
        this.late = new Late(kernel, structure);
        this.out = out;
    }

    static Kernel apply(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        CompressRows pass = new CompressRows(kernel, out);
        pass.block(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    public void statement(Stmt statement) {
        switch (statement) {
            case Stmt.For loop when loops == 0 && isKnown(loop.count()) -> compress(loop);
            case Stmt.For loop -> inLoop(loop);
            case Stmt.While loop -> inLoop(loop);
            case Stmt.If branch -> out.branch(atom(branch.condition()), () -> side(branch, true), () -> side(branch, false));
            default -> copy(statement);
        }
    }

    private void inLoop(Stmt loop) {
        loops++;
        copy(loop);
        loops--;
    }

    private void side(Stmt.If branch, boolean then) {
        branches.addLast(new Branch(branch.condition(), then));
        nested(then ? branch.then() : branch.otherwise());
        branches.removeLast();
    }

    /** Data-only and computed at the outermost level, or constant. */
    private boolean isKnown(Atom atom) {
        return !late.isLate(atom) && late.isKnownAtRoot(atom);
    }

    private void compress(Stmt.For loop) {
        RowTurn[] turn = new RowTurn[1];
        Block fixed = out.block(() -> {
            turn[0] = new RowTurn(loop, structure, late, this, out);
            turn[0].read();
        });
        if (!turn[0].isQuadratic() || !dataPart(loop.body()).stream().allMatch(this::isKnown)
                || !branches.stream().allMatch(b -> isKnown(b.condition()))) {
            inLoop(loop);
            return;
        }
        copy(new Stmt.For(loop.index(), loop.count(), withoutLate(loop.body())));
        RowStore[] store = new RowStore[1];
        out.before(() -> store[0] = stored(turn[0], loop));
        out.branch(out.let(Ops.INT_LESS, Atom.NONE, atom(loop.count())), () -> {
            fixed.statements().forEach(out::emit);
            out.loop("r", store[0].rows(), r -> addUp(turn[0], store[0], r));
        }, () -> { });
    }

    /** What the data-only statements of a loop's body use from outside of it. */
    private Set<Atom> dataPart(Block body) {
        Set<Atom> used = new LinkedHashSet<>();
        Block early = withoutLate(body);
        Set<Value> inside = new LinkedHashSet<>();
        collect(early, used, inside);
        used.removeIf(a -> !(a instanceof Value v) || inside.contains(v));
        used.removeIf(a -> structure.definition((Value) a) instanceof Stmt.For f && f.body() == body);
        return used;
    }

    private static void collect(Block block, Set<Atom> used, Set<Value> inside) {
        for (Stmt s : block.statements()) {
            switch (s) {
                case Stmt.Let let -> inside.add(let.result());
                case Stmt.Load load -> inside.add(load.result());
                case Stmt.For f -> {
                    inside.add(f.index());
                    collect(f.body(), used, inside);
                }
                default -> { }
            }
            used.addAll(Uses.of(s));
        }
    }

    /** The body without what depends on parameters. */
    private Block withoutLate(Block body) {
        List<Stmt> kept = new ArrayList<>();
        for (Stmt s : body.statements()) {
            switch (s) {
                case Stmt.For f -> kept.add(new Stmt.For(f.index(), f.count(), withoutLate(f.body())));
                default -> {
                    if (!late.isLate(s, false)) {
                        kept.add(s);
                    }
                }
            }
        }
        return new Block(kept);
    }

    // ---- the data's rows

    private RowStore stored(RowTurn turn, Stmt.For loop) {
        Map<RowForm.Segment, Atom> lengths = new LinkedHashMap<>();
        turn.segments().forEach(s -> lengths.put(s, atom(s.loop().count())));
        RowStore store = new RowStore(out, turn.columns(), lengths, atom(loop.count()));
        guarded(new ArrayList<>(branches), () -> {
            Array row = store.row();
            out.loop("n", atom(loop.count()), n -> {
                Rewriter data = new Rewriter(out);
                inherit(data, loop.body());
                data.substitute(loop.index(), n);
                data.block(values(loop.body()));
                store.columns().forEach(column -> store.store(row, column, value(data, column)));
                for (RowForm.Segment segment : store.segments()) {
                    out.loop("k", data.atom(segment.loop().count()), k -> {
                        data.substitute(segment.loop().index(), k);
                        data.block(values(segment.loop().body()));
                        store.store(row, segment, k, value(data, segment.column()));
                    });
                }
                store.include(n, row);
            });
        });
        return store;
    }

    private void guarded(List<Branch> conditions, Runnable writer) {
        if (conditions.isEmpty()) {
            writer.run();
            return;
        }
        Branch first = conditions.removeFirst();
        Runnable inside = () -> guarded(conditions, writer);
        out.branch(atom(first.condition()), first.then() ? inside : () -> { }, first.then() ? () -> { } : inside);
    }

    /** The new names of what a body uses from outside. */
    private void inherit(Rewriter copy, Block body) {
        for (Atom a : dataPart(body)) {
            if (a instanceof Value v) {
                copy.substitute(v, atom(v));
            }
        }
        Effects.of(body).loads().forEach(array -> copy.substitute(array, array(array)));
    }

    /** The statements that only compute values of the data. */
    private Block values(Block body) {
        return new Block(body.statements().stream().filter(s -> s instanceof Stmt.Let let && !late.isLate(let.result())
                || s instanceof Stmt.Load load && !late.isLate(load.result())).toList());
    }

    private Atom value(Rewriter data, RowForm.Column column) {
        Atom value = Atom.ONE;
        for (Atom factor : column.times()) {
            value = out.times(value, real(data.atom(factor)));
        }
        for (Atom divisor : column.over()) {
            value = out.let(Ops.DIVIDE, value, real(data.atom(divisor)));
        }
        return value;
    }

    private Atom real(Atom atom) {
        return atom.elem() == Elem.INT ? out.let(Ops.TO_REAL, atom) : atom;
    }

    // ---- the sum over the rows of the factor

    private void addUp(RowTurn turn, RowStore store, Atom r) {
        Map<RowForm.Segment, Atom> sums = new HashMap<>();
        Map<RowForm.Linear, Atom> values = new HashMap<>();
        Atom weight = store.weight(r);
        for (RowTurn.Term term : turn.terms()) {
            Atom sum = Atom.ZERO;
            for (RowForm.Product p : term.form().products()) {
                Atom a = values.computeIfAbsent(p.a(), x -> linear(x, turn, store, r, sums)), b = values.computeIfAbsent(p.b(), x -> linear(x, turn, store, r, sums));
                sum = out.plus(sum, out.times(p.factor(), out.times(a, b)));
            }
            out.add(term.array(), term.index(), out.times(weight, sum));
        }
    }

    private Atom linear(RowForm.Linear form, RowTurn turn, RowStore store, Atom r, Map<RowForm.Segment, Atom> sums) {
        Atom value = Atom.ZERO;
        for (Map.Entry<RowForm.Column, Atom> column : form.columns().entrySet()) {
            value = out.plus(value, out.times(column.getValue(), store.load(r, column.getKey())));
        }
        for (Map.Entry<RowForm.Segment, Atom> segment : form.segments().entrySet()) {
            Atom sum = sums.computeIfAbsent(segment.getKey(), s -> dot(s, turn, store, r));
            value = out.plus(value, out.times(segment.getValue(), sum));
        }
        return value;
    }

    private Atom dot(RowForm.Segment segment, RowTurn turn, RowStore store, Atom r) {
        Array dot = out.local("dot", Elem.REAL, List.of(), Stmt.Init.ZERO);
        out.loop("k", atom(segment.loop().count()), k -> {
            substitute(segment.loop().index(), k);
            block(turn.coefficients(segment.loop()));
            Atom product = store.load(r, segment, k);
            for (Atom factor : segment.coefficient()) {
                product = out.times(product, atom(factor));
            }
            out.add(dot, List.of(), product);
        });
        return out.load(dot);
    }
}
