package org.pmodel.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Op.Definition.Arithmetic;
import org.pmodel.kernel.Op.Partial;
import org.pmodel.kernel.Op.Snippet;

/** The arithmetic that is part of the IR, with its derivative rules; everything else comes from the library. */
public final class Ops {
    private Ops() {}

    private static final Map<String, Op> ALL = new LinkedHashMap<>();
    private static final Value A = new Value(-1, "a", Elem.REAL), B = new Value(-2, "b", Elem.REAL), C = new Value(-3, "c", Elem.INT);

    public static final Op NEGATE = real("neg", 1, constant(-1));
    public static final Op ADD = real("add", 2, constant(1), constant(1));
    public static final Op SUBTRACT = real("sub", 2, constant(1), constant(-1));
    public static final Op MULTIPLY = real("mul", 2, formula(B), formula(A));
    public static final Op DIVIDE = divide();
    public static final Op TO_REAL = define("real", List.of(Elem.INT), Elem.REAL, List.of(new Partial.Zero()));

    public static final Op INT_NEGATE = integer("ineg", 1), INT_ADD = integer("iadd", 2), INT_SUBTRACT = integer("isub", 2),
            INT_MULTIPLY = integer("imul", 2), INT_DIVIDE = integer("idiv", 2), INT_MODULO = integer("imod", 2);
    public static final Op INT_EQUAL = integer("ieq", 2), INT_NOT_EQUAL = integer("ine", 2), INT_LESS = integer("ilt", 2),
            INT_LESS_EQUAL = integer("ile", 2), NOT = integer("not", 1), AND = integer("and", 2);
    public static final Op EQUAL = comparison("eq"), NOT_EQUAL = comparison("ne"), LESS = comparison("lt"), LESS_EQUAL = comparison("le");

    /** {@code select(c, a, b)}: {@code a} where {@code c} is not zero, else {@code b}; both are evaluated. */
    public static final Op SELECT = define("select", List.of(Elem.INT, Elem.REAL, Elem.REAL), Elem.REAL, List.of(new Partial.Zero(),
            select(Atom.ONE, Atom.ZERO), select(Atom.ZERO, Atom.ONE)));
    public static final Op INT_SELECT = integer("iselect", 3);

    /**
     * {@code rare(c)}: {@code c}, whose side of a branch is seldom taken and right wherever the other one is. A loop without turns in which it holds is
     * written without that side, and in a loop with some it may hold everywhere.
     */
    public static final Op RARE = integer("rare", 1);

    public static Op byName(String name) {
        return ALL.get(name);
    }

    private static Op define(String name, List<Elem> parameters, Elem result, List<Partial> partials) {
        Op op = new Op(name, parameters, result, new Arithmetic(), partials);
        ALL.put(name, op);
        return op;
    }

    private static Op real(String name, int arity, Partial... partials) {
        return define(name, List.copyOf(Collections.nCopies(arity, Elem.REAL)), Elem.REAL, List.of(partials));
    }

    private static Op integer(String name, int arity) {
        return define(name, Collections.nCopies(arity, Elem.INT), Elem.INT, zeros(arity));
    }

    private static Op comparison(String name) {
        return define(name, List.of(Elem.REAL, Elem.REAL), Elem.INT, zeros(2));
    }

    private static List<Partial> zeros(int n) {
        List<Partial> zeros = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            zeros.add(new Partial.Zero());
        }
        return zeros;
    }

    private static Partial constant(double value) {
        return new Partial.Formula(new Snippet(List.of(A, B), Block.EMPTY, Atom.of(value)));
    }

    private static Partial formula(Value parameter) {
        return new Partial.Formula(new Snippet(List.of(A, B), Block.EMPTY, parameter));
    }

    /** d(a/b)/da = 1/b and d(a/b)/db = -(a/b)/b. */
    private static Op divide() {
        Op op = new Op("div", List.of(Elem.REAL, Elem.REAL), Elem.REAL, new Arithmetic(), List.of());
        Value r = new Value(-10, "r", Elem.REAL), q = new Value(-11, "q", Elem.REAL), n = new Value(-12, "n", Elem.REAL);
        Partial da = new Partial.Formula(new Snippet(List.of(A, B), new Block(List.of(new Stmt.Let(r, op, List.of(Atom.ONE, B)))), r));
        Partial db = new Partial.Formula(new Snippet(List.of(A, B), new Block(List.of(new Stmt.Let(q, op, List.of(A, B)),
                new Stmt.Let(r, op, List.of(q, B)), new Stmt.Let(n, NEGATE, List.of(r)))), n));
        return define("div", op.parameters(), Elem.REAL, List.of(da, db));
    }

    private static Partial select(Atom then, Atom otherwise) {
        Value r = new Value(-10, "r", Elem.REAL);
        Op select = new Op("select", List.of(Elem.INT, Elem.REAL, Elem.REAL), Elem.REAL, new Arithmetic(), List.of());
        return new Partial.Formula(new Snippet(List.of(C, A, B), new Block(List.of(new Stmt.Let(r, select, List.of(C, then, otherwise)))), r));
    }
}
