package org.pmodel.kernel;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The values that statements mention. */
public final class Uses {
    private Uses() {}

    public static Set<Value> of(Stmt statement) {
        Set<Value> uses = new HashSet<>();
        collect(statement, uses::add);
        return uses;
    }

    /** Each use of a value, as often as it occurs. */
    public static void each(Stmt statement, Consumer<Value> use) {
        collect(statement, use);
    }

    private static void collect(Block block, Consumer<Value> uses) {
        block.statements().forEach(s -> collect(s, uses));
    }

    private static void collect(Stmt statement, Consumer<Value> uses) {
        switch (statement) {
            case Stmt.Let s -> add(s.arguments(), uses);
            case Stmt.Load s -> add(s.index(), uses);
            case Stmt.Store s -> {
                add(s.index(), uses);
                add(List.of(s.value()), uses);
            }
            case Stmt.Add s -> {
                add(s.index(), uses);
                add(List.of(s.value()), uses);
            }
            case Stmt.Alloc s -> add(s.sizes(), uses);
            case Stmt.For s -> {
                add(List.of(s.count()), uses);
                collect(s.body(), uses);
            }
            case Stmt.While s -> {
                collect(s.header(), uses);
                add(List.of(s.condition()), uses);
                collect(s.body(), uses);
            }
            case Stmt.If s -> {
                add(List.of(s.condition()), uses);
                collect(s.then(), uses);
                collect(s.otherwise(), uses);
            }
            case Stmt.Check s -> {
                add(List.of(s.condition()), uses);
                add(s.values(), uses);
            }
            case Stmt.Call s -> add(s.arguments(), uses);
            case Stmt.Print s -> add(s.values(), uses);
            case Stmt.Push s -> add(List.of(s.value()), uses);
            case Stmt.Pop s -> { }
        }
    }

    private static void add(List<Atom> atoms, Consumer<Value> uses) {
        for (Atom a : atoms) {
            if (a instanceof Value v) {
                uses.accept(v);
            }
        }
    }
}
