package org.pmodel.kernel.ad;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Product;
import org.pmodel.kernel.Rewriter;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Routines;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Stmt.Storage.Access;
import org.pmodel.kernel.Value;

/**
 * Forward-mode differentiation: code in which every value that carries a derivative is followed by its tangent, the derivative in one direction of the
 * input (Griewank and Walther, <em>Evaluating Derivatives</em>, 2008, chapter 3). Each array has a second one for tangents, each statement is followed
 * by its derivative, and loops and branches stay what they are.
 */
public final class Forward extends Rewriter {
    private final Activity activity;
    private final Map<Value, Atom> tangents = new HashMap<>();
    private final Map<Array, Array> tangentArrays = new HashMap<>();

    private final Routines routines;

    private Forward(Builder out, Activity activity, Routines routines) {
        super(out);
        this.activity = activity;
        this.routines = routines;
    }

    /**
     * Writes a block together with its derivative.
     *
     * @param input an array from outside that the block reads, and {@code direction} the tangent of it
     * @param result an array from outside that the block writes, and {@code derivative} where the tangent of it goes
     * @param routines what the block calls, to which derivatives are added
     */
    public static void write(Builder out, Block block, Array input, Array direction, Array result, Array derivative, Routines routines) {
        Forward forward = new Forward(out, new Activity(block, Set.of(input), Set.of(result)), routines);
        forward.tangentArrays.put(input, direction);
        forward.tangentArrays.put(result, derivative);
        forward.block(block);
    }

    /**
     * The derivative of a kernel in one direction: the input is the point and then the direction, the output is that of the kernel and then the
     * derivative of each element.
     */
    public static Kernel derivative(Kernel kernel) {
        Builder out = new Builder(Fresh.after(kernel));
        Routines routines = Routines.of(kernel);
        Stmt.Alloc input = only(kernel, Stmt.Storage.Input.class), output = only(kernel, Stmt.Storage.Output.class);
        Forward forward = new Forward(out, new Activity(kernel.body(), Set.of(input.array()), Set.of(output.array())), routines);
        Atom[] sizes = new Atom[1];
        Array[] result = new Array[1];
        for (Stmt s : kernel.body().statements()) {
            if (s == input) {
                forward.splitInput(input);
            } else if (s == output) {
                sizes[0] = forward.atom(output.sizes().get(0));
                result[0] = out.alloc("out", Elem.REAL, List.of(out.intTimes(Atom.of(2), sizes[0])), new Stmt.Storage.Output());
                forward.introduce(output.array(), sizes[0], Stmt.Init.ZERO);
            } else {
                forward.statement(s);
            }
        }
        Array values = forward.array(output.array()), derivatives = forward.tangentArrays.get(output.array());
        out.loop("i", sizes[0], i -> {
            out.store(result[0], List.of(i), out.load(values, i));
            out.store(result[0], List.of(out.intPlus(i, sizes[0])), out.load(derivatives, i));
        });
        return kernel.withBody(out.finish()).withRoutines(routines.all());
    }

    private static Stmt.Alloc only(Kernel kernel, Class<? extends Stmt.Storage> storage) {
        return kernel.body().statements().stream().filter(s -> s instanceof Stmt.Alloc a && storage.isInstance(a.storage())).map(s -> (Stmt.Alloc) s)
            .findFirst().orElseThrow(() -> new IllegalArgumentException("kernel " + kernel.name() + " has no " + storage.getSimpleName()));
    }

    private void splitInput(Stmt.Alloc input) {
        Atom size = atom(input.sizes().get(0));
        Array both = out.alloc(input.array().name(), Elem.REAL, List.of(out.intTimes(Atom.of(2), size)), new Stmt.Storage.Input());
        introduce(input.array(), size, Stmt.Init.NONE);
        out.loop("i", size, i -> {
            out.store(array(input.array()), List.of(i), out.load(both, i));
            out.store(tangentArrays.get(input.array()), List.of(i), out.load(both, out.intPlus(i, size)));
        });
    }

    /** Memory of its own for an array of the caller, and for its tangents. */
    private void introduce(Array array, Atom size, Stmt.Init init) {
        substitute(array, out.local(array.name(), Elem.REAL, List.of(size), init));
        tangentArrays.put(array, out.local(array.name() + "^", Elem.REAL, List.of(size), Stmt.Init.ZERO));
    }

    @Override
    public void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Let let -> {
                copy(let);
                if (activity.isActive(let.result())) {
                    tangents.put(let.result(), tangent(let));
                }
            }
            case Stmt.Load load -> {
                copy(load);
                if (activity.isActive(load.result()) && tangentArrays.containsKey(load.array())) {
                    Array array = tangentArrays.get(load.array());
                    tangents.put(load.result(), out.load(array.name(), array, atoms(load.index())));
                }
            }
            case Stmt.Store store -> {
                copy(store);
                if (tangentArrays.containsKey(store.array())) {
                    out.store(tangentArrays.get(store.array()), atoms(store.index()), tangent(store.value()));
                }
            }
            case Stmt.Add add -> {
                copy(add);
                if (tangentArrays.containsKey(add.array())) {
                    out.add(tangentArrays.get(add.array()), atoms(add.index()), tangent(add.value()));
                }
            }
            case Stmt.Alloc(Array array, List<Atom> sizes, Stmt.Storage storage) -> {
                copy(statement);
                if (activity.isActive(array) && storage instanceof Stmt.Storage.Local(Stmt.Init init)) {
                    Stmt.Init empty = init == Stmt.Init.NONE ? init : Stmt.Init.ZERO;
                    tangentArrays.put(array, out.local(array.name() + "^", Elem.REAL, atoms(sizes), empty));
                }
            }
            case Stmt.Push(Atom value) -> {
                copy(statement);
                if (value.elem() == Elem.REAL) {
                    out.emit(new Stmt.Push(tangent(value)));
                }
            }
            case Stmt.Pop(Value result) -> {
                if (result.elem() == Elem.REAL) {
                    Value tangent = out.fresh().value(result.name() + "^", Elem.REAL);
                    out.emit(new Stmt.Pop(tangent));
                    tangents.put(result, tangent);
                }
                copy(statement);
            }
            case Stmt.Call call -> call(call);
            case Stmt.For s -> copy(s);
            case Stmt.While s -> copy(s);
            case Stmt.If s -> copy(s);
            case Stmt.Check s -> copy(s);
            case Stmt.Print s -> { } // the code as it is has printed
        }
    }

    // ---- routines

    /** A routine that also computes tangents takes those of the arrays that carry derivatives behind the arrays themselves. */
    private void call(Stmt.Call call) {
        Product product = Product.of(call);
        if (product != null) {
            call(product, call);
            return;
        }
        if (call.changed().stream().noneMatch(tangentArrays::containsKey)) {
            copy(call.to(routines.quiet(call.callee())));
            return;
        }
        List<Array> memory = new ArrayList<>();
        call.memory().forEach(a -> memory.add(array(a)));
        List<Boolean> active = call.memory().stream().map(tangentArrays::containsKey).toList();
        call.memory().stream().filter(tangentArrays::containsKey).forEach(a -> memory.add(tangentArrays.get(a)));
        out.emit(new Stmt.Call(derivative(call.callee(), active), atoms(call.arguments()), memory, call.optional()));
    }

    private void call(Product product, Stmt.Call call) {
        copy(call);
        Product here = Product.of(new Stmt.Call(call.callee(), atoms(call.arguments()), call.memory().stream().map(this::array).toList(), true));
        Array into = tangentArrays.get(product.into().array()), left = tangentArrays.get(product.left().array()), right = tangentArrays.get(product.right().array());
        if (into != null && left != null) {
            out.emit(here.of(here.into().of(into), here.left().of(left), here.right()).call());
        }
        if (into != null && right != null) {
            out.emit(here.of(here.into().of(into), here.left(), here.right().of(right)).call());
        }
    }

    private Routine.Signature derivative(Routine.Signature s, List<Boolean> active) {
        List<Access> memory = new ArrayList<>(s.memory());
        StringBuilder name = new StringBuilder(s.name()).append('^');
        for (int k = 0; k < active.size(); k++) {
            name.append(active.get(k) ? '1' : '0');
            if (active.get(k)) {
                memory.add(s.memory().get(k));
            }
        }
        Routine.Signature derivative = new Routine.Signature(name.toString(), s.parameters(), memory, s.random(), false, s.tooDeep());
        return routines.ask(derivative, () -> derivative(routines.get(s.name()), active, derivative));
    }

    private Routine derivative(Routine routine, List<Boolean> active, Routine.Signature signature) {
        Set<Array> inputs = new HashSet<>(), results = new HashSet<>();
        List<Stmt.Alloc> given = routine.memory(), carrying = new ArrayList<>();
        for (int k = 0; k < given.size(); k++) {
            if (active.get(k)) {
                carrying.add(given.get(k));
                (signature.memory().get(k) == Access.READ ? inputs : results).add(given.get(k).array());
            }
        }
        Builder body = new Builder(Fresh.after(routine));
        Forward forward = new Forward(body, new Activity(routine.body(), inputs, results), routines);
        given.forEach(forward::copy);
        carrying.forEach(a -> forward.tangentArrays.put(a.array(), body.alloc(a.array().name() + "^", Elem.REAL, a.sizes(), a.storage())));
        routine.work().forEach(forward::statement);
        return new Routine(signature, routine.parameters(), body.finish());
    }

    private Atom tangent(Atom atom) {
        return atom instanceof Value v ? tangents.getOrDefault(v, Atom.ZERO) : Atom.ZERO;
    }

    /** The sum of the partial derivatives times the tangents of the arguments. */
    private Atom tangent(Stmt.Let let) {
        if (let.op() == Ops.SELECT) {
            return out.let(Ops.SELECT, atom(let.arguments().get(0)), tangent(let.arguments().get(1)), tangent(let.arguments().get(2)));
        }
        Atom sum = Atom.ZERO;
        for (int i = 0; i < let.arguments().size(); i++) {
            Atom tangent = tangent(let.arguments().get(i));
            if (tangent.isReal(0)) {
                continue;
            }
            switch (let.op().partials().get(i)) {
                case Op.Partial.Zero zero -> { }
                case Op.Partial.NotDifferentiable none -> throw NotDifferentiable.of(let.op(), i);
                case Op.Partial.Formula(Op.Snippet formula) -> {
                    Atom term = let.op() == Ops.DIVIDE && i == 0 ? out.let(Ops.DIVIDE, tangent, atom(let.arguments().get(1)))
                        : out.times(new PartialWriter(out, let, this::atom).write(formula), tangent);
                    sum = sum.isReal(0) ? term : out.plus(sum, term);
                }
            }
        }
        return sum;
    }
}
