package org.pmodel.kernel;

/** A supply of identities for one kernel. */
public final class Fresh {
    private int next;

    public Fresh(int first) {
        next = first;
    }

    /** Identities that do not occur in the kernel. */
    public static Fresh after(Kernel kernel) {
        return new Fresh(1 + highest(kernel.body()));
    }

    /** Identities that do not occur in the routine. */
    public static Fresh after(Routine routine) {
        return new Fresh(1 + Math.max(highest(routine.body()), routine.parameters().stream().mapToInt(Value::id).max().orElse(0)));
    }

    public Value value(String name, Elem elem) {
        return new Value(next++, name, elem);
    }

    public Array array(String name, Elem elem, int rank) {
        return new Array(next++, name, elem, rank);
    }

    private static int highest(Block block) {
        int highest = 0;
        for (Stmt statement : block.statements()) {
            highest = Math.max(highest, switch (statement) {
                case Stmt.Let s -> s.result().id();
                case Stmt.Load s -> s.result().id();
                case Stmt.Alloc s -> s.array().id();
                case Stmt.For s -> Math.max(s.index().id(), highest(s.body()));
                case Stmt.While s -> Math.max(highest(s.header()), highest(s.body()));
                case Stmt.If s -> Math.max(highest(s.then()), highest(s.otherwise()));
                case Stmt.Store s -> 0;
                case Stmt.Add s -> 0;
                case Stmt.Check s -> 0;
                case Stmt.Print s -> 0;
                case Stmt.Push s -> 0;
                case Stmt.Call s -> 0;
                case Stmt.Pop s -> s.result().id();
            });
        }
        return highest;
    }
}
