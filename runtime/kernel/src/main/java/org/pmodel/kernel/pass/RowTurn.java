package org.pmodel.kernel.pass;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Structure;
import org.pmodel.kernel.Value;

/** What one turn of a loop over rows of data adds, as {@linkplain RowForm forms} in the columns of the data. What is the same in every turn is written in front. */
final class RowTurn {
    /** What is added to an element that is the same in every turn. */
    record Term(Array array, List<Atom> index, RowForm.Quadratic form) {}

    /** What an inner loop adds up: data of row and inner turn, times what is the same for every row. */
    private record Inner(RowForm.Column column, List<Atom> coefficient) {}

    private final Stmt.For loop;
    private final Structure structure;
    private final Late late;
    private final Rewriter outer;
    private final Effects effects;
    private final RowForm.Arithmetic arithmetic;
    private final Map<Atom, RowForm> forms = new HashMap<>();
    private final Map<Array, RowForm> locals = new HashMap<>();
    private final Set<Atom> ofRow = new HashSet<>();
    private final Map<Stmt.For, List<Stmt>> coefficients = new HashMap<>();
    private final List<Term> terms = new ArrayList<>();
    private boolean possible = true;

    RowTurn(Stmt.For loop, Structure structure, Late late, Rewriter outer, Builder out) {
        this.loop = loop;
        this.structure = structure;
        this.late = late;
        this.outer = outer;
        this.effects = Effects.of(loop.body());
        this.arithmetic = new RowForm.Arithmetic(out);
        ofRow.add(loop.index());
    }

    List<Term> terms() {
        return terms;
    }

    /** Whether all that the loop adds on account of parameters is a polynomial of degree two in some column. */
    boolean isQuadratic() {
        return possible && (columns().size() > 1 || !segments().isEmpty());
    }

    Set<RowForm.Column> columns() {
        Set<RowForm.Column> columns = new LinkedHashSet<>();
        columns.add(RowForm.Column.ONE);
        factors().forEach(f -> columns.addAll(f.columns().keySet()));
        return columns;
    }

    Set<RowForm.Segment> segments() {
        Set<RowForm.Segment> segments = new LinkedHashSet<>();
        factors().forEach(f -> segments.addAll(f.segments().keySet()));
        return segments;
    }

    private List<RowForm.Linear> factors() {
        return terms.stream().flatMap(t -> t.form().products().stream()).flatMap(p -> List.of(p.a(), p.b()).stream()).toList();
    }

    /** The statements of an inner loop's turn that are the same for every row. */
    Block coefficients(Stmt.For inner) {
        return new Block(coefficients.get(inner));
    }

    void read() {
        for (Stmt s : loop.body().statements()) {
            possible = possible && read(s);
        }
    }

    private boolean read(Stmt statement) {
        return switch (statement) {
            case Stmt.Let s -> let(s);
            case Stmt.Load s -> load(s);
            case Stmt.Alloc(Array array, var sizes, Stmt.Storage storage) -> {
                locals.put(array, storage instanceof Stmt.Storage.Local(Stmt.Init init) && init == Stmt.Init.ZERO ? new RowForm.Fixed(Atom.ZERO) : null);
                yield array.rank() == 0 && late.isLate(array);
            }
            case Stmt.Store(Array array, var index, Atom value) -> locals.containsKey(array) && set(array, form(value));
            case Stmt.Add(Array array, var index, Atom value) when locals.containsKey(array) -> set(array, sum(locals.get(array), form(value)));
            case Stmt.Add s -> !late.isLate(s, false) || add(s);
            case Stmt.Check s -> !late.isLate(s, false);
            case Stmt.For inner -> inner(inner);
            default -> false;
        };
    }

    private RowForm form(Atom atom) {
        if (!(atom instanceof Value v) || structure.block(v) != loop.body() && !forms.containsKey(v)) {
            return new RowForm.Fixed(outer.atom(atom));
        }
        return forms.get(v);
    }

    private boolean isOfRow(List<Atom> atoms) {
        return atoms.stream().anyMatch(ofRow::contains);
    }

    private boolean isFixed(List<Atom> atoms) {
        return atoms.stream().allMatch(a -> form(a) instanceof RowForm.Fixed);
    }

    private boolean let(Stmt.Let s) {
        if (s.op().isRandom()) {
            return false;
        }
        if (!late.isLate(s.result()) && isOfRow(s.arguments())) {
            return column(s.result());
        }
        if (isFixed(s.arguments())) {
            return fixed(s, s.result());
        }
        List<RowForm> arguments = s.arguments().stream().map(this::form).toList();
        RowForm result = arguments.stream().allMatch(Objects::nonNull) ? arithmetic.apply(s.op(), arguments) : null;
        forms.put(s.result(), result);
        return result != null;
    }

    private boolean load(Stmt.Load s) {
        if (locals.containsKey(s.array())) {
            RowForm form = locals.get(s.array());
            forms.put(s.result(), form);
            if (form instanceof RowForm.Fixed(Atom atom)) {
                outer.substitute(s.result(), atom);
            }
            return form != null;
        }
        if (effects.writes(s.array())) {
            return false;
        }
        if (isOfRow(s.index())) {
            return !late.isLate(s.result()) && column(s.result());
        }
        return isFixed(s.index()) && fixed(s, s.result());
    }

    private boolean column(Value value) {
        ofRow.add(value);
        forms.put(value, RowForm.Column.of(value));
        return true;
    }

    /** The same in every turn: written in front of the loop. */
    private boolean fixed(Stmt statement, Value result) {
        outer.statement(statement);
        forms.put(result, new RowForm.Fixed(outer.atom(result)));
        return true;
    }

    private boolean set(Array array, RowForm form) {
        locals.put(array, form);
        return form != null;
    }

    private RowForm sum(RowForm a, RowForm b) {
        return a == null || b == null ? null : arithmetic.sum(a, b);
    }

    private boolean add(Stmt.Add s) {
        RowForm form = form(s.value());
        RowForm.Quadratic quadratic = form == null || !isFixed(s.index()) ? null : arithmetic.quadratic(form);
        if (quadratic != null) {
            terms.add(new Term(outer.array(s.array()), outer.atoms(s.index()), quadratic));
        }
        return quadratic != null;
    }

    // ---- inner loops

    private boolean inner(Stmt.For inner) {
        if (late.isLate(inner.count()) || !late.isKnownAtRoot(inner.count())) {
            return false;
        }
        List<Stmt> same = new ArrayList<>();
        Map<Atom, Inner> values = new HashMap<>();
        Set<Atom> ofTurn = new HashSet<>(Set.of(inner.index()));
        coefficients.put(inner, same);
        return inner.body().statements().stream().allMatch(s -> switch (s) {
            case Stmt.Let let when !let.op().isRandom() -> inner(let, let.result(), let.arguments(), let.op(), same, values, ofTurn);
            case Stmt.Load load when !effects.writes(load.array()) && !locals.containsKey(load.array()) ->
                inner(load, load.result(), load.index(), null, same, values, ofTurn);
            case Stmt.Add(Array array, var index, Atom value) when locals.containsKey(array) -> {
                Inner term = innerForm(value, values, ofTurn);
                boolean data = term != null && !term.column().equals(RowForm.Column.ONE);
                yield data && set(array, sum(locals.get(array), new RowForm.Linear(Map.of(),
                        Map.of(new RowForm.Segment(inner, term.column(), term.coefficient()), Atom.ONE))));
            }
            case Stmt.Add add -> !late.isLate(add, false);
            case Stmt.Check check -> !late.isLate(check, false);
            default -> false;
        });
    }

    private boolean inner(Stmt statement, Value result, List<Atom> arguments, Op op, List<Stmt> same, Map<Atom, Inner> values, Set<Atom> ofTurn) {
        boolean data = !late.isLate(result);
        if (data && isOfRow(arguments)) {
            ofRow.add(result);
            values.put(result, new Inner(RowForm.Column.of(result), List.of()));
            return true;
        }
        if (arguments.stream().allMatch(a -> ofTurn.contains(a) || !values.containsKey(a) && form(a) instanceof RowForm.Fixed)) {
            same.add(statement);
            ofTurn.add(result);
            return true;
        }
        Inner product = op == Ops.MULTIPLY ? product(innerForm(arguments.get(0), values, ofTurn), innerForm(arguments.get(1), values, ofTurn))
                : op == Ops.NEGATE ? product(innerForm(arguments.get(0), values, ofTurn), new Inner(RowForm.Column.ONE, List.of(Atom.of(-1.0)))) : null;
        values.put(result, product);
        return product != null;
    }

    private Inner innerForm(Atom atom, Map<Atom, Inner> values, Set<Atom> ofTurn) {
        if (values.containsKey(atom)) {
            return values.get(atom);
        }
        if (ofTurn.contains(atom) || form(atom) instanceof RowForm.Fixed) {
            return new Inner(RowForm.Column.ONE, List.of(atom));
        }
        return form(atom) instanceof RowForm.Column column ? new Inner(column, List.of()) : null;
    }

    private static Inner product(Inner a, Inner b) {
        if (a == null || b == null) {
            return null;
        }
        List<Atom> coefficient = new ArrayList<>(a.coefficient());
        coefficient.addAll(b.coefficient());
        return new Inner(a.column().times(b.column()), coefficient);
    }
}
