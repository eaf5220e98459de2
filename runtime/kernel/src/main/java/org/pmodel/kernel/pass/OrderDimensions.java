package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashMap;
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

/**
 * Lays out the kernel's own arrays so that inner loops go through neighbours: the dimension along which the innermost loops move most comes last. A
 * matrix whose columns are convolved is kept by columns.
 */
final class OrderDimensions extends Rewriter {
    /** A loop is taken to have that many turns when accesses are counted. */
    private static final double TURNS = 16;

    private final Builder out;
    /** Of each array, the dimension that comes last. */
    private final Map<Array, Integer> last;

    private OrderDimensions(Builder out, Map<Array, Integer> last) {
        super(out);
        this.out = out;
        this.last = last;
    }

    static Kernel apply(Kernel kernel) {
        Accesses accesses = new Accesses();
        accesses.count(kernel.body(), Set.of(), 1);
        Map<Array, Integer> last = accesses.lastDimensions();
        last.keySet().removeAll(Effects.of(kernel.body()).passed());
        if (last.isEmpty()) {
            return kernel;
        }
        Builder out = new Builder(Fresh.after(kernel));
        new OrderDimensions(out, last).block(kernel.body());
        return kernel.withBody(out.finish());
    }

    @Override
    public void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Alloc(Array array, List<Atom> sizes, Stmt.Storage storage) when last.containsKey(array) ->
                substitute(array, out.alloc(array.name(), array.elem(), ordered(array, atoms(sizes)), storage));
            case Stmt.Load(var result, Array array, List<Atom> index) when last.containsKey(array) ->
                substitute(result, out.load(result.name(), array(array), ordered(array, atoms(index))));
            case Stmt.Store(Array array, List<Atom> index, Atom value) when last.containsKey(array) -> out.store(array(array), ordered(array, atoms(index)), atom(value));
            case Stmt.Add(Array array, List<Atom> index, Atom value) when last.containsKey(array) -> out.add(array(array), ordered(array, atoms(index)), atom(value));
            default -> copy(statement);
        }
    }

    private List<Atom> ordered(Array array, List<Atom> dimensions) {
        List<Atom> ordered = new ArrayList<>(dimensions);
        ordered.add(ordered.remove((int) last.get(array)));
        return ordered;
    }

    /** How often each dimension of an array is the one along which the innermost loop moves by one. */
    private static final class Accesses {
        private final Map<Array, double[]> weights = new HashMap<>();

        /** @param moving the values that change by one from turn to turn of the innermost loop */
        void count(Block block, Set<Atom> moving, double turns) {
            Moving along = new Moving(moving);
            for (Stmt s : block.statements()) {
                switch (s) {
                    case Stmt.Alloc a when a.storage() instanceof Stmt.Storage.Local && a.array().rank() > 1 -> weights.put(a.array(), new double[a.array().rank()]);
                    case Stmt.Let let -> along.follow(let);
                    case Stmt.Load a -> count(a.array(), a.index(), along, turns);
                    case Stmt.Store a -> count(a.array(), a.index(), along, turns);
                    case Stmt.Add a -> count(a.array(), a.index(), along, turns);
                    case Stmt.For f -> count(f.body(), Set.of(f.index()), turns * TURNS);
                    case Stmt.While w -> {
                        count(w.header(), Set.of(), turns * TURNS);
                        count(w.body(), Set.of(), turns * TURNS);
                    }
                    case Stmt.If i -> {
                        count(i.then(), along.values(), turns);
                        count(i.otherwise(), along.values(), turns);
                    }
                    default -> { }
                }
            }
        }

        private void count(Array array, List<Atom> index, Moving along, double turns) {
            double[] weight = weights.get(array);
            List<Atom> moving = index.stream().filter(along::contains).toList();
            if (weight != null && moving.size() == 1) {
                weight[index.indexOf(moving.get(0))] += turns;
            }
        }

        /** Only of arrays for which that is not what it was. */
        Map<Array, Integer> lastDimensions() {
            Map<Array, Integer> last = new HashMap<>();
            weights.forEach((array, weight) -> {
                int most = weight.length - 1;
                for (int d = 0; d < weight.length; d++) {
                    most = weight[d] > weight[most] ? d : most;
                }
                if (most != weight.length - 1) {
                    last.put(array, most);
                }
            });
            return last;
        }
    }
}
