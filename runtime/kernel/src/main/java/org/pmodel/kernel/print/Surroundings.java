package org.pmodel.kernel.print;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Uses;
import org.pmodel.kernel.Value;

/**
 * What statements mention from outside of them, which a function that holds them has to be given.
 *
 * @param values also the sizes of arrays, by which places are computed
 * @param arrays from outside, in the order of their identities
 * @param effects of the statements
 */
record Surroundings(List<Value> values, List<Array> arrays, Effects effects) {
    /** @param introduced the arrays that can be seen where the statements stand */
    static Surroundings of(List<Stmt> statements, Map<Array, Stmt.Alloc> introduced) {
        Block text = new Block(statements);
        Effects effects = Effects.of(text);
        Set<Array> arrays = new TreeSet<>(Comparator.comparingInt(Array::id));
        arrays.addAll(effects.loads());
        arrays.addAll(effects.stores());
        arrays.addAll(effects.adds());
        arrays.addAll(effects.passed());
        arrays.removeAll(effects.introduces());
        Set<Value> values = new TreeSet<>(Comparator.comparingInt(Value::id)), inside = new HashSet<>();
        statements.forEach(s -> values.addAll(Uses.of(s)));
        arrays.forEach(a -> introduced.get(a).sizes().forEach(size -> {
            if (size instanceof Value v) {
                values.add(v);
            }
        }));
        define(text, inside);
        values.removeAll(inside);
        return new Surroundings(List.copyOf(values), new ArrayList<>(arrays), effects);
    }

    private static void define(Block block, Set<Value> defined) {
        for (Stmt s : block.statements()) {
            switch (s) {
                case Stmt.Let let -> defined.add(let.result());
                case Stmt.Load load -> defined.add(load.result());
                case Stmt.Pop pop -> defined.add(pop.result());
                case Stmt.For f -> {
                    defined.add(f.index());
                    define(f.body(), defined);
                }
                case Stmt.While w -> {
                    define(w.header(), defined);
                    define(w.body(), defined);
                }
                case Stmt.If i -> {
                    define(i.then(), defined);
                    define(i.otherwise(), defined);
                }
                default -> { }
            }
        }
    }
}
