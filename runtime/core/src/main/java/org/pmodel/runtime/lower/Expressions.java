package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Expr.Subscript;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;

/** Writes expressions over the variables of a scope. */
final class Expressions {
    private final Lowering lowering;
    private final Scope scope;

    Expressions(Lowering lowering, Scope scope) {
        this.lowering = lowering;
        this.scope = scope;
    }

    Atom scalar(Expr expression) {
        return switch (value(expression)) {
            case Shaped.Scalar s -> s.atom();
            default -> throw new IllegalStateException("scalar expected: " + expression);
        };
    }

    Shaped.Tensor tensor(Expr expression) {
        return switch (value(expression)) {
            case Shaped.Tensor t -> t;
            default -> throw new IllegalStateException("container expected: " + expression);
        };
    }

    Shaped value(Expr expression) {
        return switch (expression) {
            case Expr.IntLiteral e -> new Shaped.Scalar(Atom.of(e.value()));
            case Expr.RealLiteral e -> new Shaped.Scalar(Atom.of(e.value()));
            case Expr.Variable e -> variable(e);
            case Expr.Promotion e -> e.type().scalar() == Type.REAL ? lowering.toReal(value(e.value())) : value(e.value());
            case Expr.Call e -> lowering.calls.call(e, e.arguments().stream().map(this::value).toList());
            case Expr.Index e -> index(e);
            case Expr.Conditional e -> conditional(e);
            case Expr.ContainerLiteral e -> literal(e);
            case Expr.FunctionReference e -> new Shaped.FunctionName(e.function());
            case Expr.Target e -> new Shaped.Scalar(lowering.out.load(lowering.target));
            case Expr.StringLiteral e -> throw Faults.unsupported("a string here", e.span());
            case Expr.ImaginaryLiteral e -> throw Faults.unsupported("complex arithmetic", e.span());
            case Expr.TupleLiteral e -> throw Faults.unsupported("a tuple", e.span());
            case Expr.Projection e -> throw Faults.unsupported("a tuple", e.span());
        };
    }

    private Shaped variable(Expr.Variable e) {
        Shaped fixed = scope.fixed(e.name());
        if (fixed != null) {
            return fixed;
        }
        Shaped.Variable variable = scope.variable(e.name());
        if (variable == null) {
            throw new IllegalStateException("unbound " + e.name() + " at " + e.span());
        }
        return lowering.read(variable);
    }

    // ---- indexing

    /** One subscript: how many elements it keeps ({@code null} when it drops the dimension) and which. */
    record Selection(Atom count, UnaryOperator<Atom> position) {}

    private Shaped index(Expr.Index e) {
        Shaped.Tensor base = tensor(e.base());
        List<Selection> selections = new ArrayList<>();
        for (int k = 0; k < base.rank(); k++) {
            selections.add(selection(k < e.subscripts().size() ? e.subscripts().get(k) : new Subscript.Range(null, null), base.sizes().get(k), name(e.base()), e));
        }
        List<Atom> sizes = selections.stream().map(Selection::count).filter(c -> c != null).toList();
        if (sizes.isEmpty()) {
            return new Shaped.Scalar(base.at(positions(selections, List.of())));
        }
        return new Shaped.Tensor(base.elem(), sizes, index -> base.at(positions(selections, index)), base.repeatable());
    }

    /** The index into a base for an index into a selection of it. */
    static List<Atom> positions(List<Selection> selections, List<Atom> index) {
        List<Atom> result = new ArrayList<>();
        int next = 0;
        for (Selection s : selections) {
            result.add(s.position().apply(s.count() == null ? null : index.get(next++)));
        }
        return result;
    }

    Selection selection(Subscript subscript, Atom size, String name, Expr at) {
        return switch (subscript) {
            case Subscript.Single(Expr index) -> {
                Atom position = lowering.checkedIndex(scalar(index), size, name, at.span());
                yield new Selection(null, i -> position);
            }
            case Subscript.Multi(Expr indices) -> {
                Shaped.Tensor chosen = lowering.repeatable("index", tensor(indices));
                yield new Selection(chosen.sizes().get(0), i -> lowering.checkedIndex(chosen.at(i), size, name, at.span()));
            }
            case Subscript.Range(Expr from, Expr to) -> range(from, to, size, name, at);
        };
    }

    private Selection range(Expr from, Expr to, Atom size, String name, Expr at) {
        if (from == null && to == null) {
            return new Selection(size, i -> i);
        }
        Atom first = from == null ? Atom.UNIT : scalar(from), last = to == null ? size : scalar(to);
        Atom count = lowering.out.intPlus(lowering.out.intMinus(last, first), Atom.UNIT);
        Atom kept = lowering.maximum(count, Atom.NONE);
        Atom empty = lowering.out.let(Ops.INT_LESS, last, first);
        checkEnd(first, size, empty, name, at);
        checkEnd(last, size, empty, name, at);
        return new Selection(kept, i -> lowering.out.intPlus(i, lowering.out.intMinus(first, Atom.UNIT)));
    }

    /** An end of a range is within bounds, or the range is empty. */
    private void checkEnd(Atom index, Atom size, Atom empty, String name, Expr at) {
        Atom inside = lowering.out.let(Ops.AND, lowering.out.let(Ops.INT_LESS_EQUAL, Atom.UNIT, index), lowering.out.let(Ops.INT_LESS_EQUAL, index, size));
        Atom fine = lowering.out.let(Ops.INT_SELECT, empty, Atom.UNIT, inside);
        lowering.out.check(fine, lowering.faults.number("E0701", "index {0} of " + name + " is out of range: valid indices are 1 to {1}", at.span()), List.of(index, size));
    }

    static String name(Expr e) {
        return switch (e) {
            case Expr.Variable v -> v.name();
            case Expr.Index i -> name(i.base());
            default -> "this expression";
        };
    }

    // ---- conditions

    private Shaped conditional(Expr.Conditional e) {
        Atom condition = scalar(e.condition());
        if (condition instanceof Atom.Int c) {
            return promoted(value(c.value() != 0 ? e.then() : e.otherwise()), e.type());
        }
        if (!e.type().isScalar()) {
            return containers(condition, (Shaped.Tensor) promoted(value(e.then()), e.type()), (Shaped.Tensor) promoted(value(e.otherwise()), e.type()), e);
        }
        Elem elem = Operations.elem(e.type());
        Atom[] results = new Atom[2];
        Block then = lowering.out.block(() -> results[0] = ((Shaped.Scalar) promoted(value(e.then()), e.type())).atom());
        Block otherwise = lowering.out.block(() -> results[1] = ((Shaped.Scalar) promoted(value(e.otherwise()), e.type())).atom());
        if (mayBothRun(then) && mayBothRun(otherwise)) {
            then.statements().forEach(lowering.out::emit);
            otherwise.statements().forEach(lowering.out::emit);
            return new Shaped.Scalar(lowering.out.let(elem == Elem.REAL ? Ops.SELECT : Ops.INT_SELECT, condition, results[0], results[1]));
        }
        Array result = lowering.out.local("chosen", elem, List.of(), Stmt.Init.NONE);
        lowering.out.emit(new Stmt.If(condition, followedBy(then, result, results[0]), followedBy(otherwise, result, results[1])));
        return new Shaped.Scalar(lowering.out.load(result));
    }

    private Shaped promoted(Shaped value, Type type) {
        return type.scalar() == Type.REAL ? lowering.toReal(value) : value;
    }

    private static Block followedBy(Block block, Array result, Atom value) {
        List<Stmt> statements = new ArrayList<>(block.statements());
        statements.add(new Stmt.Store(result, List.of(), value));
        return new Block(statements);
    }

    /**
     * Whether evaluating a side that is not chosen does no harm: it cannot fail, costs little and, where it may be differentiated, has derivatives
     * that are finite, so that zero times them is zero.
     */
    private boolean mayBothRun(Block block) {
        return block.statements().size() <= 12 && block.statements().stream().allMatch(s -> s instanceof Stmt.Let let && (lowering.branchless
                ? !let.op().isRandom() && let.op() != Ops.INT_DIVIDE && let.op() != Ops.INT_MODULO : isSafe(let.op())));
    }

    private static boolean isSafe(Op op) {
        return op.definition() instanceof Op.Definition.Arithmetic && op != Ops.DIVIDE && op != Ops.INT_DIVIDE && op != Ops.INT_MODULO;
    }

    private Shaped containers(Atom condition, Shaped.Tensor a, Shaped.Tensor b, Expr at) {
        for (int k = 0; k < a.rank(); k++) {
            lowering.checkEqual(a.sizes().get(k), b.sizes().get(k), "the two sides of a condition", at.span());
        }
        Array result = lowering.out.local("chosen", a.elem(), a.sizes(), Stmt.Init.NONE);
        lowering.out.branch(condition, () -> lowering.loops(a.sizes(), i -> lowering.out.store(result, i, a.at(i))),
                () -> lowering.loops(b.sizes(), i -> lowering.out.store(result, i, b.at(i))));
        return lowering.tensor(result, a.sizes());
    }

    // ---- literals

    private Shaped literal(Expr.ContainerLiteral e) {
        List<Shaped> elements = e.elements().stream().map(x -> promoted(value(x), e.type())).toList();
        List<Atom> sizes = new ArrayList<>(List.of(Atom.of(elements.size())));
        if (!elements.isEmpty() && elements.get(0) instanceof Shaped.Tensor first) {
            sizes.addAll(first.sizes());
        }
        while (sizes.size() < e.type().rank()) {
            sizes.add(Atom.NONE);
        }
        Array array = lowering.out.local("literal", Operations.elem(e.type()), sizes, Stmt.Init.NONE);
        for (int i = 0; i < elements.size(); i++) {
            Atom row = Atom.of(i);
            switch (elements.get(i)) {
                case Shaped.Scalar s -> lowering.out.store(array, List.of(row), s.atom());
                case Shaped.Tensor t -> {
                    for (int k = 0; k < t.rank(); k++) {
                        lowering.checkEqual(t.sizes().get(k), sizes.get(k + 1), "the rows", e.span());
                    }
                    lowering.loops(t.sizes(), index -> {
                        List<Atom> all = new ArrayList<>(List.of(row));
                        all.addAll(index);
                        lowering.out.store(array, all, t.at(index));
                    });
                }
                case Shaped.FunctionName f -> throw Faults.unsupported("a container of functions", e.span());
            }
        }
        return lowering.tensor(array, sizes);
    }
}
