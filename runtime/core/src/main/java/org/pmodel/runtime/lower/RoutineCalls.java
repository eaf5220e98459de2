package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Stmt.Init;
import org.pmodel.kernel.Stmt.Storage.Access;
import org.pmodel.kernel.pass.DeadCode;

/**
 * Writes calls of functions as routines: of those that call themselves, of those that iterate where no derivative is asked for, and of those that state
 * derivatives of containers. Where whole numbers that are known decide when a function that calls itself ends, it is written out in place, as others are, as
 * long as that stays small. In a {@link Routine}, whole numbers go by value, real numbers and
 * containers in memory, the result into memory of the caller. How large a result is that is a container, a second routine finds out beforehand: the function
 * once more, for the sizes of what it returns.
 */
final class RoutineCalls {
    /** Calls inside each other. */
    private static final int DEEPEST = 10_000;
    /** Calls written out in place, in a kernel. */
    private static final int MOST_UNFOLDED = 64;

    /** What a routine leaves behind. */
    private enum Outcome { VALUE, SIZES }

    private final Lowering lowering;

    RoutineCalls(Lowering lowering) {
        this.lowering = lowering;
    }

    /** Whether a call is to be written here rather than in place. */
    boolean concern(Function f, List<Shaped> arguments) {
        if (!f.derivatives().isEmpty() && !lowering.branchless) {
            return true;
        }
        if (!lowering.recursion.isRecursive(f)) {
            return false;
        }
        List<Atom> numbers = arguments.stream().filter(a -> a instanceof Shaped.Scalar(Atom atom) && atom.elem() == Elem.INT).map(a -> ((Shaped.Scalar) a).atom()).toList();
        boolean ends = !numbers.isEmpty() && numbers.stream().allMatch(Atom::isConstant);
        return !ends || ++lowering.recursion.unfolded > MOST_UNFOLDED;
    }

    Shaped call(Function f, List<Shaped> arguments, Span span) {
        if (lowering.branchless) {
            throw inRule(f, span);
        }
        List<Atom> numbers = new ArrayList<>(List.of(lowering.out.intPlus(lowering.depth, Atom.UNIT)));
        List<Array> memory = new ArrayList<>();
        arguments.stream().flatMap(Shaped::leaves).forEach(leaf -> hand(leaf, numbers, memory));
        if (changesTarget(f)) {
            memory.add(cell("target", lowering.out.load(lowering.target)));
        }
        List<Integer> ranks = f.result() == Type.VOID ? List.of() : Parts.ranks(f.result());
        List<Atom> sizes = sizes(f, ranks, numbers, memory, span);
        numbers.addAll(sizes);
        Iterator<List<Atom>> parts = Results.split(sizes, ranks);
        Place result = f.result() == Type.VOID ? null : lowering.allocate(f.name(), f.result(), parts, Init.NONE);
        memory.addAll(arrays(result));
        Array increment = changesTarget(f) ? lowering.out.local("increment", Elem.REAL, List.of(), Init.NONE) : null;
        if (increment != null) {
            memory.add(increment);
        }
        lowering.out.emit(new Stmt.Call(routine(f, Outcome.VALUE, same(f, numbers)), numbers, memory, lowering.trial));
        if (increment != null) {
            lowering.out.add(lowering.target, List.of(), lowering.out.load(increment));
        }
        return result == null ? null : lowering.read(result);
    }

    static ModelException inRule(Function f, Span span) {
        return new ModelException(Diagnostic.error("E0691", span, "`" + f.name() + "` calls itself, which a function with derivatives of its own cannot use")
                .withNote("without stated derivatives they are found from the body"));
    }

    /** Whether what a function adds to the target counts. */
    private static boolean changesTarget(Function f) {
        return f.name().endsWith("_lp") || f.name().endsWith("_jacobian");
    }

    private void hand(Shaped leaf, List<Atom> numbers, List<Array> memory) {
        switch (leaf) {
            case Shaped.Scalar(Atom atom) when atom.elem() == Elem.INT -> numbers.add(atom);
            case Shaped.Scalar(Atom atom) -> memory.add(cell("argument", atom));
            case Shaped.Tensor t -> {
                numbers.addAll(t.sizes());
                memory.add(t.reader() instanceof Shaped.Stored stored ? stored.array() : lowering.materialize("argument", t));
            }
            default -> throw new IllegalStateException("no value: " + leaf);
        }
    }

    private Array cell(String name, Atom value) {
        Array cell = lowering.out.local(name, Elem.REAL, List.of(), Init.NONE);
        lowering.out.store(cell, List.of(), value);
        return cell;
    }

    /** The sizes of all parts of the result; none where all are scalars. */
    private List<Atom> sizes(Function f, List<Integer> ranks, List<Atom> numbers, List<Array> memory, Span span) {
        int count = ranks.stream().mapToInt(r -> r).sum();
        if (count == 0) {
            return List.of();
        }
        if (f.name().endsWith("_rng")) {
            throw new ModelException(Diagnostic.error("E0690", span, "`" + f.name() + "` calls itself, draws random numbers and returns a container: this cannot be compiled yet")
                    .withNote("the size of the container must be known before it is made; write a loop"));
        }
        Routine.Signature finder = routine(f, Outcome.SIZES, same(f, numbers));
        Routine written = lowering.recursion.routines.get(finder.name());
        if (written != null && written.isStraight()) {
            return written.results(lowering.out, numbers, memory);
        }
        List<Array> all = new ArrayList<>(memory), cells = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            cells.add(lowering.out.local("size", Elem.INT, List.of(), Init.NONE));
        }
        all.addAll(cells);
        lowering.out.emit(new Stmt.Call(finder, numbers, all, true));
        return cells.stream().<Atom>map(lowering.out::load).toList();
    }

    private static List<Array> arrays(Place place) {
        return switch (place) {
            case null -> List.of();
            case Place.Memory(Array array, List<Atom> sizes) -> List.of(array);
            case Place.Tuple(List<Place> elements) -> elements.stream().flatMap(e -> arrays(e).stream()).toList();
        };
    }

    // ---- routines

    /** A routine is called from several sites. */
    private Routine.Signature routine(Function f, Outcome outcome, List<Integer> same) {
        Routine.Signature[] routine = new Routine.Signature[1];
        lowering.faults.inSite("", () -> routine[0] = written(f, outcome, same));
        return routine[0];
    }

    /**
     * Which of the numbers of a call are the same: for each the first that it equals. A routine is written for that, so that it knows of a square matrix. Of a
     * function that calls itself there is but one.
     */
    private List<Integer> same(Function f, List<Atom> numbers) {
        boolean one = lowering.recursion.isRecursive(f);
        return IntStream.range(0, numbers.size()).mapToObj(k -> one || k == 0 ? k : 1 + numbers.subList(1, numbers.size()).indexOf(numbers.get(k))).toList();
    }

    private Routine.Signature written(Function f, Outcome outcome, List<Integer> same) {
        boolean silent = lowering.silent || outcome == Outcome.SIZES;
        String key = f.id() + " " + outcome + " " + silent + " " + lowering.jacobian + " " + lowering.trial + " " + same;
        Routine.Signature known = lowering.recursion.signatures.get(key);
        if (known != null) {
            return known;
        }
        int tooDeep = lowering.faults.number("E0707", "`" + f.name() + "` calls itself too often: more than " + DEEPEST + " calls inside each other", f.span());
        List<Access> memory = new ArrayList<>();
        int numbers = 1 + f.parameters().stream().mapToInt(p -> note(p.type(), 0, memory)).sum();
        List<Integer> ranks = f.result() == Type.VOID ? List.of() : Parts.ranks(f.result());
        int sizes = ranks.stream().mapToInt(r -> r).sum();
        if (changesTarget(f)) {
            memory.add(Access.READ);
        }
        int written = outcome == Outcome.SIZES ? sizes : ranks.size() + (changesTarget(f) ? 1 : 0);
        memory.addAll(Collections.nCopies(written, Access.WRITTEN));
        Routine.Signature signature = new Routine.Signature(f.name() + "_" + lowering.recursion.signatures.size(), numbers + (outcome == Outcome.VALUE ? sizes : 0), memory,
                f.name().endsWith("_rng"), !silent && lowering.recursion.prints(f), tooDeep);
        lowering.recursion.signatures.put(key, signature);
        Lowering inner = lowering.routine(silent, lowering.trial || outcome == Outcome.SIZES);
        return lowering.recursion.routines.ask(signature, () -> {
            Routine routine = new RoutineBody(inner, f, signature, same, DEEPEST).write(outcome == Outcome.SIZES);
            // what is wrong with the call, the call for the value says
            return outcome == Outcome.SIZES ? routine.withBody(DeadCode.withoutIdleChecks(routine.body())) : routine.withAdjoints(adjoints(f, same));
        });
    }

    /** Routines for the stated derivatives of a function. */
    private List<Routine.Adjoint> adjoints(Function f, List<Integer> same) {
        List<Routine.Adjoint> adjoints = new ArrayList<>();
        List<Access> memory = new ArrayList<>();
        int numbers = 1;
        for (int k = 0; k < f.parameters().size(); k++) {
            Function.Parameter parameter = f.parameters().get(k);
            if (k < f.derivatives().size() && f.derivatives().get(k) instanceof Function.Derivative.Adjoint(Expr value, String result, String adjoint)) {
                List<Function.Parameter> given = new ArrayList<>(f.parameters());
                given.add(new Function.Parameter(result, f.result(), false));
                given.add(new Function.Parameter(adjoint, f.result(), false));
                Function rule = new Function(f.id() + " d " + parameter.name(), f.name() + "_adjoint", given, parameter.type(),
                        List.of(new org.pmodel.ir.Stmt.Return(value, f.span())), List.of(), null, f.span());
                List<Integer> all = new ArrayList<>(same);
                all.addAll(same.subList(same.size() - f.result().rank(), same.size()));
                all.addAll(same.subList(numbers, numbers + parameter.type().rank()));
                adjoints.add(new Routine.Adjoint(memory.size(), numbers, written(rule, Outcome.VALUE, all)));
            }
            numbers += note(parameter.type(), 0, memory);
        }
        return adjoints;
    }

    /** Notes the arrays in which values of a type are handed over; says how many whole numbers go with them. */
    private static int note(Type type, int outer, List<Access> memory) {
        int rank = outer + type.rank();
        if (type.scalar() instanceof Type.Tuple(List<Type> elements)) {
            return elements.stream().mapToInt(e -> note(e, rank, memory)).sum();
        }
        if (rank == 0 && type == Type.INT) {
            return 1;
        }
        int parts = type.scalar() == Type.COMPLEX ? 2 : 1;
        memory.addAll(Collections.nCopies(parts, Access.READ));
        return parts * rank;
    }
}
