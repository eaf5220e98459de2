package org.pmodel.kernel;

import java.util.HashSet;
import java.util.Set;
import org.pmodel.kernel.Stmt.Storage.Access;

/**
 * What statements do to memory: arrays loaded, stored, added to and introduced, at any depth.
 *
 * @param passed arrays of which routines load, store or add to elements that cannot be told
 */
public record Effects(Set<Array> loads, Set<Array> stores, Set<Array> adds, Set<Array> introduces, Set<Array> passed, boolean[] flags) {
    private static final int MESSAGES = 0, RANDOM = 1, STACK = 2;

    public static Effects of(Stmt statement) {
        Effects effects = none();
        effects.include(statement);
        return effects;
    }

    public static Effects of(Block block) {
        Effects effects = none();
        effects.include(block);
        return effects;
    }

    public static Effects none() {
        return new Effects(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new boolean[3]);
    }

    /** Checks and prints, whose order matters. */
    public boolean messages() {
        return flags[MESSAGES];
    }

    /** Draws of random numbers, whose order matters. */
    public boolean random() {
        return flags[RANDOM];
    }

    /** Whether the statements push to or pop from the stack. */
    public boolean stack() {
        return flags[STACK];
    }

    /** Whether an array from outside is stored or added to. */
    public boolean writes(Array array) {
        return stores.contains(array) || adds.contains(array);
    }

    /** Whether an array from outside is used in any way. */
    public boolean touches(Array array) {
        return loads.contains(array) || writes(array) || passed.contains(array);
    }

    /** Whether running one before the other instead of after it changes nothing. */
    public boolean commutesWith(Effects other) {
        return !(random() && other.random()) && !(stack() && other.stack()) && !(messages() && other.messages())
                && disjoint(stores, other.loads) && disjoint(stores, other.stores) && disjoint(stores, other.adds)
                && disjoint(adds, other.loads) && disjoint(adds, other.stores)
                && disjoint(loads, other.stores) && disjoint(loads, other.adds);
    }

    private static boolean disjoint(Set<Array> a, Set<Array> b) {
        return a.stream().noneMatch(b::contains);
    }

    public void include(Block block) {
        block.statements().forEach(this::include);
    }

    public void include(Stmt statement) {
        switch (statement) {
            case Stmt.Let s -> flags[RANDOM] |= s.op().isRandom();
            case Stmt.Load s -> loads.add(s.array());
            case Stmt.Store s -> stores.add(s.array());
            case Stmt.Add s -> adds.add(s.array());
            case Stmt.Alloc s -> introduces.add(s.array());
            case Stmt.For s -> include(s.body());
            case Stmt.While s -> {
                include(s.header());
                include(s.body());
            }
            case Stmt.If s -> {
                include(s.then());
                include(s.otherwise());
            }
            case Stmt.Call s -> {
                loads.addAll(s.with(Access.READ));
                stores.addAll(s.with(Access.WRITTEN));
                adds.addAll(s.with(Access.ADDED));
                passed.addAll(s.memory());
                flags[MESSAGES] |= !Product.isProduct(s.callee());
                flags[RANDOM] |= s.callee().random();
            }
            case Stmt.Check s -> flags[MESSAGES] = true;
            case Stmt.Print s -> flags[MESSAGES] = true;
            case Stmt.Push s -> flags[STACK] = true;
            case Stmt.Pop s -> flags[STACK] = true;
        }
    }
}
