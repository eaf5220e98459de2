package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Expr.Subscript;
import org.pmodel.ir.Function;
import org.pmodel.ir.Lift;
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
    private static final String CONSTANT = "constant(real)";

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

    /** What no derivative is asked of. A function that iterates is called there, not written out: its text stands once, however often it is used. */
    private Shaped undifferentiated(Expr expression) {
        return expression instanceof Expr.Call e && e.lift() == Lift.NONE && lowering.model.functions().get(e.function()) instanceof Function f && !Operations.isOperation(f)
                && lowering.recursion.iterates(f) ? lowering.calls.routine(f, e.arguments().stream().map(this::value).toList(), e.span()) : value(expression);
    }

    Shaped value(Expr expression) {
        return switch (expression) {
            case Expr.IntLiteral e -> new Shaped.Scalar(Atom.of(e.value()));
            case Expr.RealLiteral e -> new Shaped.Scalar(Atom.of(e.value()));
            case Expr.ImaginaryLiteral e -> new Shaped.Tuple(List.of(new Shaped.Scalar(Atom.ZERO), new Shaped.Scalar(Atom.of(e.value()))));
            case Expr.Variable e -> scope.value(e.name(), lowering);
            case Expr.Promotion e -> lowering.as(value(e.value()), e.type());
            case Expr.Call e -> lowering.calls.call(e, e.function().equals(CONSTANT) ? List.of(undifferentiated(e.arguments().getFirst()))
                    : e.arguments().stream().map(this::value).toList());
            case Expr.Index e -> index(e);
            case Expr.Conditional e -> conditional(e);
            case Expr.ContainerLiteral e -> literal(e.elements().stream().map(x -> lowering.as(value(x), x.type())).toList(), e);
            case Expr.TupleLiteral e -> new Shaped.Tuple(e.elements().stream().map(this::value).toList());
            case Expr.Projection e -> ((Shaped.Tuple) value(e.tuple())).elements().get(e.position() - 1);
            case Expr.FunctionReference e -> new Shaped.FunctionName(e.function());
            case Expr.Target e -> new Shaped.Scalar(lowering.out.plus(lowering.targetBefore, lowering.out.load(lowering.target)));
            case Expr.StringLiteral e -> throw Faults.unsupported("a string here", e.span());
        };
    }

    // ---- indexing

    /** One subscript: how many elements it keeps ({@code null} when it drops the dimension) and which. */
    record Selection(Atom count, UnaryOperator<Atom> position) {}

    private Shaped index(Expr.Index e) {
        Shaped base = value(e.base());
        List<Selection> selections = new ArrayList<>();
        for (Subscript subscript : e.subscripts()) {
            selections.add(selection(subscript, base.sizes().get(selections.size()), name(e.base()), e));
        }
        return select(base, selections);
    }

    private Shaped select(Shaped base, List<Selection> chosen) {
        return switch (base) {
            case Shaped.Tuple t -> t.map(e -> select(e, chosen));
            case Shaped.Tensor t -> {
                List<Selection> selections = padded(chosen, t.sizes());
                List<Atom> sizes = sizes(selections);
                yield sizes.isEmpty() ? new Shaped.Scalar(t.at(positions(selections, List.of())))
                        : new Shaped.Tensor(t.elem(), sizes, index -> t.at(positions(selections, index)), t.repeatable());
            }
            default -> throw new IllegalStateException("container expected");
        };
    }

    /** The selections with the rest of the dimensions whole. */
    static List<Selection> padded(List<Selection> selections, List<Atom> sizes) {
        List<Selection> all = new ArrayList<>(selections);
        sizes.subList(selections.size(), sizes.size()).forEach(size -> all.add(new Selection(size, i -> i)));
        return all;
    }

    /** The sizes of what is selected. */
    static List<Atom> sizes(List<Selection> selections) {
        return selections.stream().map(Selection::count).filter(c -> c != null).toList();
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
            case Expr.Projection p -> name(p.tuple()) + "." + p.position();
            default -> "this expression";
        };
    }

    // ---- conditions

    private Shaped conditional(Expr.Conditional e) {
        Atom condition = scalar(e.condition());
        if (condition instanceof Atom.Int c) {
            return lowering.as(value(c.value() != 0 ? e.then() : e.otherwise()), e.type());
        }
        if (e.type() != Type.INT && e.type() != Type.REAL) {
            return new Results(lowering).of("chosen", e.type(), e.span(), result -> lowering.out.branch(condition,
                    () -> result.accept(value(e.then())), () -> result.accept(value(e.otherwise()))));
        }
        Elem elem = Operations.elem(e.type());
        Atom[] results = new Atom[2];
        Block then = lowering.out.block(() -> results[0] = ((Shaped.Scalar) lowering.as(value(e.then()), e.type())).atom());
        Block otherwise = lowering.out.block(() -> results[1] = ((Shaped.Scalar) lowering.as(value(e.otherwise()), e.type())).atom());
        if (mayBothRun(then) && mayBothRun(otherwise)) {
            then.statements().forEach(lowering.out::emit);
            otherwise.statements().forEach(lowering.out::emit);
            return new Shaped.Scalar(lowering.out.let(elem == Elem.REAL ? Ops.SELECT : Ops.INT_SELECT, condition, results[0], results[1]));
        }
        Array result = lowering.out.local("chosen", elem, List.of(), Stmt.Init.NONE);
        lowering.out.emit(new Stmt.If(condition, followedBy(then, result, results[0]), followedBy(otherwise, result, results[1])));
        return new Shaped.Scalar(lowering.out.load(result));
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

    // ---- literals

    private Shaped literal(List<Shaped> elements, Expr.ContainerLiteral e) {
        if (!elements.isEmpty() && elements.get(0) instanceof Shaped.Tuple first) {
            return new Shaped.Tuple(IntStream.range(0, first.elements().size())
                    .mapToObj(k -> literal(elements.stream().map(t -> ((Shaped.Tuple) t).elements().get(k)).toList(), e)).toList());
        }
        List<Atom> sizes = new ArrayList<>(List.of(Atom.of(elements.size())));
        if (elements.isEmpty()) {
            sizes.addAll(Collections.nCopies(e.type().rank() - 1, Atom.NONE));
        } else {
            sizes.addAll(elements.get(0).sizes());
        }
        Array array = lowering.out.local("literal", elements.isEmpty() ? Operations.elem(e.type()) : elem(elements.get(0), e), sizes, Stmt.Init.NONE);
        for (int i = 0; i < elements.size(); i++) {
            List<Atom> own = elements.get(i).sizes();
            for (int k = 0; k < own.size(); k++) {
                lowering.checkEqual(own.get(k), sizes.get(k + 1), "the rows", e.span());
            }
            lowering.store(new Place.Memory(array, sizes), List.of(Atom.of(i)), elements.get(i));
        }
        return lowering.tensor(array, sizes);
    }

    private static Elem elem(Shaped leaf, Expr at) {
        return switch (leaf) {
            case Shaped.Scalar(Atom atom) -> atom.elem();
            case Shaped.Tensor t -> t.elem();
            default -> throw Faults.unsupported("a container of functions", at.span());
        };
    }
}
