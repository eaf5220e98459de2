package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.pmodel.ir.Model;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/**
 * The state of writing one kernel: the builder, the operations of the library met so far and the messages of checks, with what all parts of lowering do
 * to scalars and containers.
 */
final class Lowering {
    final Model model;
    final Builder out;
    final Faults faults;
    final Operations operations;
    final Calls calls;
    /** Inside a formula that is never differentiated, both sides of a condition may be evaluated. */
    final boolean branchless;
    /** Where {@code target +=} adds. */
    Array target;
    /** Whether {@code print} is left out: what several kernels compute is printed by one of them. */
    boolean silent;
    /** Whether {@code jacobian +=} counts. */
    boolean jacobian;
    /** How many calls of routines there are around what is being written. */
    Atom depth = Atom.NONE;
    /** What the target was when the routine that is being written was called. */
    Atom targetBefore = Atom.ZERO;
    /** Whether this is written to find sizes: calls of routines that do not help with that may be left out. */
    boolean trial;
    final Recursion recursion;
    private final Map<Value, Atom> loopCounts = new HashMap<>();

    Lowering(Model model, Builder out, Faults faults, Operations operations, Recursion recursion, boolean branchless) {
        this.model = model;
        this.out = out;
        this.faults = faults;
        this.operations = operations;
        this.recursion = recursion;
        this.branchless = branchless;
        this.calls = new Calls(this);
    }

    /** The same for a formula of its own. */
    Lowering formula() {
        return new Lowering(model, new Builder(new Fresh(1)), faults, operations, recursion, true);
    }

    /** The same for a routine. */
    Lowering routine(boolean silent, boolean trial) {
        Lowering routine = new Lowering(model, new Builder(new Fresh(1)), faults, operations, recursion, false);
        routine.silent = silent;
        routine.jacobian = jacobian;
        routine.trial = trial;
        return routine;
    }

    // ---- loops

    void loop(String name, Atom count, Consumer<Value> body) {
        out.loop(name, count, i -> {
            loopCounts.put(i, count);
            body.accept(i);
        });
    }

    /** All index lists below the sizes, the last index fastest. */
    void loops(List<Atom> sizes, Consumer<List<Atom>> body) {
        loops(sizes, new ArrayList<>(), body);
    }

    private void loops(List<Atom> sizes, List<Atom> index, Consumer<List<Atom>> body) {
        if (index.size() == sizes.size()) {
            body.accept(List.copyOf(index));
            return;
        }
        loop(index.isEmpty() ? "n" : index.size() == 1 ? "k" : "m", sizes.get(index.size()), i -> {
            index.add(i);
            loops(sizes, index, body);
            index.remove(index.size() - 1);
        });
    }

    // ---- containers

    Shaped.Tensor tensor(Array array, List<Atom> sizes) {
        return new Shaped.Tensor(array.elem(), sizes, new Shaped.Stored(array, out), true);
    }

    /** The container in memory of its own. */
    Array materialize(String name, Shaped.Tensor tensor) {
        Array array = out.local(name, tensor.elem(), tensor.sizes(), Stmt.Init.NONE);
        loops(tensor.sizes(), index -> out.store(array, index, tensor.at(index)));
        return array;
    }

    /** The value as it is now, whatever becomes of the variables that it was made of. */
    Shaped keep(String name, Shaped value) {
        return switch (value) {
            case Shaped.Tensor t -> tensor(materialize(name, t), t.sizes());
            case Shaped.Tuple t -> t.map(e -> keep(name, e));
            default -> value;
        };
    }

    /** The container, with elements that can be read again and again. */
    Shaped.Tensor repeatable(String name, Shaped.Tensor tensor) {
        return tensor.repeatable() ? tensor : tensor(materialize(name, tensor), tensor.sizes());
    }

    Shaped repeatable(String name, Shaped value) {
        return switch (value) {
            case Shaped.Tensor t -> repeatable(name, t);
            case Shaped.Tuple t -> t.map(e -> repeatable(name, e));
            default -> value;
        };
    }

    /** Element {@code index} of a container, as a container of the remaining dimensions, a tuple or a scalar. */
    Shaped part(Shaped value, List<Atom> index) {
        return switch (value) {
            case Shaped.Tuple t -> t.map(e -> part(e, index));
            case Shaped.Tensor t when index.size() == t.rank() -> new Shaped.Scalar(t.at(index));
            case Shaped.Tensor t -> new Shaped.Tensor(t.elem(), t.sizes().subList(index.size(), t.rank()), rest -> t.at(joined(index, rest)), t.repeatable());
            default -> value;
        };
    }

    static List<Atom> joined(List<Atom> outer, List<Atom> inner) {
        List<Atom> all = new ArrayList<>(outer);
        all.addAll(inner);
        return all;
    }

    // ---- places

    Shaped read(Place place) {
        return switch (place) {
            case Place.Memory(Array array, List<Atom> sizes) -> sizes.isEmpty() ? new Shaped.Scalar(out.load(array)) : tensor(array, sizes);
            case Place.Tuple(List<Place> elements) -> new Shaped.Tuple(elements.stream().map(this::read).toList());
        };
    }

    /** @param sizes of each part that is no tuple, in order; those of arrays around it included */
    Place allocate(String name, Type type, Iterator<List<Atom>> sizes, Stmt.Init init) {
        if (type.scalar() instanceof Type.Tuple(List<Type> elements)) {
            List<Place> places = new ArrayList<>();
            for (Type element : elements) {
                places.add(allocate(name + "_" + (places.size() + 1), element, sizes, init));
            }
            return new Place.Tuple(places);
        }
        if (type.scalar() == Type.COMPLEX) {
            return new Place.Tuple(List.of(allocate(name + "_real", Type.REAL, sizes, init), allocate(name + "_imag", Type.REAL, sizes, init)));
        }
        List<Atom> own = sizes.next();
        return new Place.Memory(out.local(name, Operations.elem(type), own, init), own);
    }

    /** Stores a value, which may be one element of what the place is for. */
    void store(Place place, List<Atom> index, Shaped value) {
        switch (place) {
            case Place.Memory(Array array, List<Atom> sizes) -> {
                switch (value) {
                    case Shaped.Scalar(Atom atom) -> out.store(array, index, array.elem() == Elem.REAL ? toReal(atom) : atom);
                    case Shaped.Tensor t -> loops(t.sizes(), i -> out.store(array, joined(index, i), array.elem() == Elem.REAL ? toReal(t.at(i)) : t.at(i)));
                    default -> throw new IllegalStateException("a number expected");
                }
            }
            case Place.Tuple(List<Place> elements) -> {
                for (int k = 0; k < elements.size(); k++) {
                    store(elements.get(k), index, ((Shaped.Tuple) value).elements().get(k));
                }
            }
        }
    }

    Atom count(List<Atom> sizes) {
        Atom count = Atom.UNIT;
        for (Atom size : sizes) {
            count = out.intTimes(count, size);
        }
        return count;
    }

    // ---- scalars

    Atom toReal(Atom atom) {
        return atom.elem() == Elem.INT ? out.let(Ops.TO_REAL, atom) : atom;
    }

    Shaped toReal(Shaped value) {
        return switch (value) {
            case Shaped.Scalar(Atom atom) -> new Shaped.Scalar(toReal(atom));
            case Shaped.Tensor t -> t.elem() == Elem.REAL ? t
                    : new Shaped.Tensor(Elem.REAL, t.sizes(), index -> toReal(t.at(index)), t.repeatable());
            case Shaped.Tuple t -> t.map(this::toReal);
            case Shaped.FunctionName f -> f;
        };
    }

    /** The value after the promotions that lead to a type. */
    Shaped as(Shaped value, Type type) {
        if (type.scalar() instanceof Type.Tuple(List<Type> types) && value instanceof Shaped.Tuple(List<Shaped> elements)) {
            return new Shaped.Tuple(IntStream.range(0, types.size()).mapToObj(k -> as(elements.get(k), types.get(k))).toList());
        }
        return type.scalar() == Type.COMPLEX ? complex(value) : type.scalar() == Type.REAL ? toReal(value) : value;
    }

    private Shaped complex(Shaped value) {
        Shaped zero = value instanceof Shaped.Tensor t ? new Shaped.Tensor(Elem.REAL, t.sizes(), i -> Atom.ZERO, true) : new Shaped.Scalar(Atom.ZERO);
        return value instanceof Shaped.Tuple ? value : new Shaped.Tuple(List.of(toReal(value), zero));
    }

    Atom maximum(Atom a, Atom b) {
        return out.let(Ops.INT_SELECT, out.let(Ops.INT_LESS, a, b), b, a);
    }

    // ---- checks

    /** An index from one, as one from zero that is known to lie below {@code size}. */
    Atom checkedIndex(Atom index, Atom size, String name, Span span) {
        Atom zeroBased = out.intMinus(index, Atom.UNIT);
        boolean known = zeroBased instanceof Value v && size.equals(loopCounts.get(v))
                || index instanceof Atom.Int i && size instanceof Atom.Int n && i.value() >= 1 && i.value() <= n.value();
        if (!known) {
            Atom inside = out.let(Ops.AND, out.let(Ops.INT_LESS_EQUAL, Atom.UNIT, index), out.let(Ops.INT_LESS_EQUAL, index, size));
            out.check(inside, faults.number("E0701", "index {0} of " + name + " is out of range: valid indices are 1 to {1}", span), List.of(index, size));
        }
        return zeroBased;
    }

    void checkEqual(Atom a, Atom b, String what, Span span) {
        if (!a.equals(b)) {
            out.check(out.let(Ops.INT_EQUAL, a, b), faults.number("E0702", what + " have different sizes: {0} and {1}", span), List.of(a, b));
        }
    }

    void checkSize(Atom size, String name, Span span) {
        if (!(size instanceof Atom.Int n) || n.value() < 0) {
            out.check(out.let(Ops.INT_LESS_EQUAL, Atom.NONE, size), faults.number("E0703", "size {0} of " + name + " is negative", span), List.of(size));
        }
    }
}
