package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.ir.Function;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Stmt.Init;
import org.pmodel.kernel.Stmt.Storage.Access;
import org.pmodel.kernel.Value;

/** Writes a function of the model as a routine, for its value or for the sizes of its value. */
final class RoutineBody {
    private final Lowering lowering;
    private final Function function;
    private final Routine.Signature signature;
    private final List<Integer> same;
    private final int deepest;
    private final List<Value> parameters = new ArrayList<>();
    private final Map<Array, List<Atom>> sizesOf = new HashMap<>();

    /** @param same for each number that the routine takes, the first that is the same */
    RoutineBody(Lowering lowering, Function function, Routine.Signature signature, List<Integer> same, int deepest) {
        this.lowering = lowering;
        this.function = function;
        this.signature = signature;
        this.same = same;
        this.deepest = deepest;
    }

    Routine write(boolean sizes) {
        Value depth = number("depth");
        lowering.depth = depth;
        Scope scope = new Scope();
        scope.noteAssignments(function.body());
        // the memory of the caller comes first, before anything is read from it
        List<Taken> taken = function.parameters().stream().map(p -> take(p.name(), p.type(), 0)).toList();
        boolean increments = signature.memory().stream().filter(a -> a == Access.READ).count() > taken.stream().mapToLong(Taken::arrays).sum();
        Array before = increments ? given("target", Elem.REAL, List.of(), Access.READ) : null;
        List<Array> results = sizes ? sizeCells() : valueArrays();
        Array increment = increments && !sizes ? given("increment", Elem.REAL, List.of(), Access.WRITTEN) : null;
        lowering.out.check(lowering.out.let(Ops.INT_LESS_EQUAL, depth, Atom.of(deepest)), signature.tooDeep(), List.of());
        for (int i = 0; i < taken.size(); i++) {
            scope.bind(function.parameters().get(i).name(), taken.get(i).value(lowering));
        }
        if (increments) {
            lowering.target = lowering.out.local("target", Elem.REAL, List.of(), Init.ZERO);
            lowering.targetBefore = lowering.out.load(before);
        }
        run(scope, results, sizes);
        if (increment != null) {
            lowering.out.store(increment, List.of(), lowering.out.load(lowering.target));
        }
        return new Routine(signature, parameters, lowering.out.finish());
    }

    private void run(Scope scope, List<Array> results, boolean sizes) {
        if (!Exits.always(function.body())) {
            results.forEach(a -> lowering.out.each(sizesOf.getOrDefault(a, List.of()), i ->
                lowering.out.store(a, i, a.elem() == Elem.INT ? Atom.NONE : Atom.of(Double.NaN))));
        }
        Span outer = lowering.faults.leaveAll();
        new Statements(lowering, scope).run(function, value -> {
            List<Shaped> leaves = Shaped.leaves(lowering.as(value, function.result())).toList();
            if (sizes) {
                List<Atom> all = leaves.stream().flatMap(leaf -> leaf.sizes().stream()).toList();
                for (int k = 0; k < all.size(); k++) {
                    lowering.out.store(results.get(k), List.of(), all.get(k));
                }
            } else {
                for (int k = 0; k < leaves.size(); k++) {
                    lowering.store(new Place.Memory(results.get(k), leaves.get(k).sizes()), List.of(), leaves.get(k));
                }
            }
        });
        lowering.faults.leave(outer);
    }

    // ---- what the caller hands over

    /** A parameter: a number, an array, or several. */
    private sealed interface Taken {
        /** How many arrays it consists of. */
        long arrays();

        Shaped value(Lowering lowering);

        record Number(Value number) implements Taken {
            @Override
            public long arrays() {
                return 0;
            }

            @Override
            public Shaped value(Lowering lowering) {
                return new Shaped.Scalar(number);
            }
        }

        record Memory(Array array, List<Atom> sizes) implements Taken {
            @Override
            public long arrays() {
                return 1;
            }

            @Override
            public Shaped value(Lowering lowering) {
                return lowering.read(new Place.Memory(array, sizes));
            }
        }

        record Parts(List<Taken> parts) implements Taken {
            @Override
            public long arrays() {
                return parts.stream().mapToLong(Taken::arrays).sum();
            }

            @Override
            public Shaped value(Lowering lowering) {
                return new Shaped.Tuple(parts.stream().map(p -> p.value(lowering)).toList());
            }
        }
    }

    private Taken take(String name, Type type, int outer) {
        int rank = outer + type.rank();
        if (type.scalar() instanceof Type.Tuple(List<Type> elements)) {
            return new Taken.Parts(elements.stream().map(e -> take(name, e, rank)).toList());
        }
        if (type.scalar() == Type.COMPLEX) {
            return new Taken.Parts(List.of(memory(name + "_real", Elem.REAL, rank), memory(name + "_imag", Elem.REAL, rank)));
        }
        return rank == 0 && type == Type.INT ? new Taken.Number(number(name)) : memory(name, Operations.elem(type), rank);
    }

    private Taken memory(String name, Elem elem, int rank) {
        List<Atom> sizes = numbers(name, rank);
        return new Taken.Memory(given(name, elem, sizes, Access.READ), sizes);
    }

    private List<Atom> numbers(String name, int count) {
        List<Atom> numbers = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            numbers.add(number("size_" + name));
        }
        return numbers;
    }

    private Value number(String name) {
        Value number = lowering.out.fresh().value(name, Elem.INT);
        parameters.add(number);
        return parameters.get(same.get(parameters.size() - 1));
    }

    private Array given(String name, Elem elem, List<Atom> sizes, Access access) {
        Array array = lowering.out.alloc(name, elem, sizes, new Stmt.Storage.Parameter(access));
        sizesOf.put(array, sizes);
        return array;
    }

    private List<Array> sizeCells() {
        List<Array> cells = new ArrayList<>();
        for (int k = Parts.ranks(function.result()).stream().mapToInt(r -> r).sum(); k > 0; k--) {
            cells.add(given("size", Elem.INT, List.of(), Access.WRITTEN));
        }
        return cells;
    }

    private List<Array> valueArrays() {
        if (function.result() == Type.VOID) {
            return List.of();
        }
        List<Integer> ranks = Parts.ranks(function.result());
        List<Elem> elems = new ArrayList<>();
        elems(function.result(), elems);
        List<List<Atom>> sizes = new ArrayList<>();
        ranks.forEach(rank -> sizes.add(numbers("result", rank)));
        List<Array> arrays = new ArrayList<>();
        for (int k = 0; k < ranks.size(); k++) {
            arrays.add(given("result", elems.get(k), sizes.get(k), Access.WRITTEN));
        }
        return arrays;
    }

    private static void elems(Type type, List<Elem> elems) {
        switch (type.scalar()) {
            case Type.Tuple(List<Type> elements) -> elements.forEach(e -> elems(e, elems));
            case Type scalar when scalar == Type.COMPLEX -> elems.addAll(List.of(Elem.REAL, Elem.REAL));
            default -> elems.add(Operations.elem(type));
        }
    }
}
