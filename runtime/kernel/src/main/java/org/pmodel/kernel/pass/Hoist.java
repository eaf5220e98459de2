package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/**
 * Takes out of a loop what is the same in every turn: pure operations, loads of scalars, and additions of one value to a scalar, which become one
 * addition of its multiple. Division by a value that does not change becomes multiplication by its reciprocal.
 */
final class Hoist {
    private final Fresh fresh;

    private Hoist(Fresh fresh) {
        this.fresh = fresh;
    }

    static Kernel apply(Kernel kernel) {
        return kernel.withBody(new Hoist(Fresh.after(kernel)).block(kernel.body()));
    }

    private Block block(Block block) {
        List<Stmt> statements = new ArrayList<>();
        for (Stmt statement : block.statements()) {
            switch (statement) {
                case Stmt.For f -> loop(new Stmt.For(f.index(), f.count(), block(f.body())), statements);
                case Stmt.While w -> statements.add(new Stmt.While(block(w.header()), w.condition(), block(w.body())));
                case Stmt.If i -> statements.add(new Stmt.If(i.condition(), block(i.then()), block(i.otherwise())));
                default -> statements.add(statement);
            }
        }
        return new Block(statements);
    }

    /** Writes what leaves the loop, then the loop. */
    private void loop(Stmt.For loop, List<Stmt> before) {
        Effects effects = Effects.of(loop);
        Set<Value> inside = new HashSet<>();
        inside.add(loop.index());
        List<Stmt> body = new ArrayList<>(), additions = new ArrayList<>(), after = new ArrayList<>();
        for (Stmt statement : loop.body().statements()) {
            switch (statement) {
                case Stmt.Let let when isInvariant(let.arguments(), inside) && !let.op().isRandom() && neverTraps(let) -> before.add(let);
                case Stmt.Let let when let.op() == Ops.DIVIDE && !isInside(let.arguments().get(1), inside) && !let.arguments().get(0).isReal(1) -> {
                    Value reciprocal = fresh.value("r", Elem.REAL);
                    before.add(new Stmt.Let(reciprocal, Ops.DIVIDE, List.of(Atom.ONE, let.arguments().get(1))));
                    body.add(new Stmt.Let(let.result(), Ops.MULTIPLY, List.of(let.arguments().get(0), reciprocal)));
                    inside.add(let.result());
                }
                case Stmt.Load load when load.array().rank() == 0 && !effects.writes(load.array()) && !effects.introduces().contains(load.array()) ->
                    before.add(load);
                case Stmt.Add add when isInvariantSum(add, effects, inside) -> additions.add(add);
                case Stmt.Add add when isAccumulator(add, effects, inside) -> {
                    Array register = fresh.array(add.array().name() + "_sum", Elem.REAL, 0);
                    before.add(new Stmt.Alloc(register, List.of(), new Stmt.Storage.Local(Stmt.Init.ZERO)));
                    body.add(new Stmt.Add(register, List.of(), add.value()));
                    Value sum = fresh.value(add.array().name() + "_sum", Elem.REAL);
                    Value some = fresh.value("some", Elem.INT);
                    after.add(new Stmt.Let(some, Ops.INT_LESS, List.of(Atom.NONE, loop.count())));
                    // a loop of no turns may name an element that does not exist
                    after.add(new Stmt.If(some, new Block(List.of(new Stmt.Load(sum, register, List.of()),
                            new Stmt.Add(add.array(), add.index(), sum))), Block.EMPTY));
                }
                default -> {
                    define(statement, inside);
                    body.add(statement);
                }
            }
        }
        if (!additions.isEmpty()) {
            before.addAll(multiples(loop.count(), additions));
        }
        if (!body.isEmpty()) {
            before.add(new Stmt.For(loop.index(), loop.count(), new Block(body)));
            before.addAll(after);
        }
    }

    /** An addition to one element of an array that the loop only adds to: it can be summed in a register. */
    private static boolean isAccumulator(Stmt.Add add, Effects effects, Set<Value> inside) {
        Array array = add.array();
        return array.rank() > 0 && array.elem() == Elem.REAL && isInvariant(add.index(), inside) && !effects.loads().contains(array)
                && !effects.stores().contains(array) && !effects.introduces().contains(array);
    }

    private static boolean isInvariantSum(Stmt.Add add, Effects effects, Set<Value> inside) {
        Array array = add.array();
        return array.rank() == 0 && array.elem() == Elem.REAL && !isInside(add.value(), inside) && !effects.loads().contains(array)
                && !effects.stores().contains(array) && !effects.introduces().contains(array);
    }

    private List<Stmt> multiples(Atom count, List<Stmt> additions) {
        Builder out = new Builder(fresh);
        Atom some = out.let(Ops.INT_LESS, Atom.NONE, count), times = out.let(Ops.TO_REAL, count);
        for (Stmt s : additions) {
            Stmt.Add add = (Stmt.Add) s;
            // no turns of an infinite value add nothing
            out.add(add.array(), List.of(), out.let(Ops.SELECT, some, out.times(times, add.value()), Atom.ZERO));
        }
        return out.finish().statements();
    }

    /** Integer division by zero ends the process, so it stays where its guard is. */
    private static boolean neverTraps(Stmt.Let let) {
        return (let.op() != Ops.INT_DIVIDE && let.op() != Ops.INT_MODULO) || let.arguments().get(1) instanceof Atom.Int c && c.value() != 0;
    }

    private static boolean isInvariant(List<Atom> atoms, Set<Value> inside) {
        return atoms.stream().noneMatch(a -> isInside(a, inside));
    }

    private static boolean isInside(Atom atom, Set<Value> inside) {
        return atom instanceof Value v && inside.contains(v);
    }

    private static void define(Stmt statement, Set<Value> inside) {
        switch (statement) {
            case Stmt.Let s -> inside.add(s.result());
            case Stmt.Load s -> inside.add(s.result());
            case Stmt.Pop s -> inside.add(s.result());
            default -> { }
        }
    }
}
