package org.pmodel.kernel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which elements of an array the turns of a loop touch. */
public final class Alignment {
    private Alignment() {}

    /** Whether turn {@code i} of the second loop depends on no turn of the first but {@code i}, and on no later one the other way round. */
    public static boolean isPointwise(Stmt.For first, Stmt.For second) {
        Effects a = Effects.of(first), b = Effects.of(second);
        if (a.random() && b.random() || a.stack() || b.stack()) {
            return false;
        }
        Set<Array> shared = new HashSet<>(a.stores());
        shared.addAll(a.adds());
        shared.addAll(b.stores());
        shared.addAll(b.adds());
        shared.removeAll(a.introduces());
        shared.removeAll(b.introduces());
        for (Array array : shared) {
            boolean inBoth = touches(a, array) && touches(b, array);
            boolean onlySums = !a.stores().contains(array) && !b.stores().contains(array) && !a.loads().contains(array) && !b.loads().contains(array);
            if (inBoth && !onlySums && commonPosition(first, second, array) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean touches(Effects effects, Array array) {
        return effects.loads().contains(array) || effects.writes(array);
    }

    private static int commonPosition(Stmt.For first, Stmt.For second, Array array) {
        for (int position = 0; position < array.rank(); position++) {
            if (isIndexedBy(first, array, position) && isIndexedBy(second, array, position)) {
                return position;
            }
        }
        return -1;
    }

    /** Whether every access of the array in the loop has the loop's index at that position. */
    public static boolean isIndexedBy(Stmt.For loop, Array array, int position) {
        return !Effects.of(loop).passed().contains(array) && accesses(loop.body(), array).stream().allMatch(index -> index.get(position).equals(loop.index()));
    }

    /** The index lists of all accesses of an array in a block. */
    public static List<List<Atom>> accesses(Block block, Array array) {
        List<List<Atom>> result = new ArrayList<>();
        collect(block, array, result);
        return result;
    }

    private static void collect(Block block, Array array, List<List<Atom>> result) {
        for (Stmt statement : block.statements()) {
            switch (statement) {
                case Stmt.Load(Value v, Array a, List<Atom> index) when a.equals(array) -> result.add(index);
                case Stmt.Store(Array a, List<Atom> index, Atom v) when a.equals(array) -> result.add(index);
                case Stmt.Add(Array a, List<Atom> index, Atom v) when a.equals(array) -> result.add(index);
                case Stmt.For s -> collect(s.body(), array, result);
                case Stmt.While s -> {
                    collect(s.header(), array, result);
                    collect(s.body(), array, result);
                }
                case Stmt.If s -> {
                    collect(s.then(), array, result);
                    collect(s.otherwise(), array, result);
                }
                default -> { }
            }
        }
    }
}
