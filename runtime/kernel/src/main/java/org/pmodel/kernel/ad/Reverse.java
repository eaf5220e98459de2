package org.pmodel.kernel.ad;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Builder;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Fresh;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Product;
import org.pmodel.kernel.Product.Panel;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Routines;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Stmt.Storage.Access;
import org.pmodel.kernel.Structure;
import org.pmodel.kernel.Value;

/**
 * Reverse-mode differentiation: a kernel that stores one number becomes a kernel that stores the number and its gradient.
 *
 * <p>The input kernel reads its {@link Stmt.Storage.Input} and stores the objective to element 0 of its {@link Stmt.Storage.Output}; the result stores
 * the derivative with respect to input {@code i} to element {@code i + 1}. Each statement has its adjoint (Griewank and Walther, <em>Evaluating
 * Derivatives</em>, 2008, chapter 6), and blocks are swept backwards. Three things make it fast:
 * <ul>
 * <li>A statement that leaves nothing behind but additions to the objective is swept backwards where it stands, inside its loop, because the
 *     adjoint of a sum is known before the sum is; nothing of it needs to be kept (independent-iteration loops of Hascoët et al., 2002).
 * <li>Elsewhere a primal value that the backward sweep asks for is read again from an array whose elements are written once, computed again when that
 *     is cheap, and saved otherwise: saving is by demand.
 * <li>Inactive code is left alone.
 * </ul>
 */
public final class Reverse {
    private final Kernel kernel;
    private final Structure structure;
    private final Builder out;
    private final Fresh fresh;
    private final Routines routines;
    /** The input and the output of a kernel; {@code null} for a routine, which has arrays for adjoints instead. */
    private final Array input, output;
    private final Atom inputSize;
    private final Activity activity;
    private final Primals primals;
    /** Sums whose adjoint is known to be one: only added to, and read once for the result. */
    private final Set<Array> totals = new HashSet<>();
    private final Set<Value> usedBelow = new HashSet<>();
    private final Map<Array, Array> adjointArrays = new HashMap<>();
    private final Map<Stmt, Value> whileCounts = new IdentityHashMap<>();

    private Reverse(Kernel kernel) {
        this.kernel = kernel;
        this.structure = new Structure(kernel);
        this.fresh = Fresh.after(kernel);
        this.out = new Builder(fresh);
        Stmt.Alloc in = find(Stmt.Storage.Input.class), result = find(Stmt.Storage.Output.class);
        this.input = in.array();
        this.output = result.array();
        this.inputSize = in.sizes().get(0);
        this.routines = Routines.of(kernel);
        this.primals = new Primals(structure, fresh);
        this.activity = new Activity(kernel.body(), Set.of(input), Set.of(output));
        findTotals();
        findNestedUses(kernel.body());
    }

    /** @param total the objective, a sum */
    private Reverse(Kernel kernel, Fresh fresh, Routines routines, Map<Array, Array> inputs, Array total) {
        this.kernel = kernel;
        this.structure = new Structure(kernel);
        this.fresh = fresh;
        this.out = new Builder(fresh);
        this.input = null;
        this.output = null;
        this.inputSize = Atom.NONE;
        this.routines = routines;
        this.primals = new Primals(structure, fresh);
        this.activity = new Activity(kernel.body(), inputs.keySet(), Set.of(total));
        adjointArrays.putAll(inputs);
        totals.add(total);
        findNestedUses(kernel.body());
    }

    /** The body of a routine with its backward sweep, which adds to the adjoints of the inputs. */
    static Block sweep(Kernel routine, Fresh fresh, Routines routines, Map<Array, Array> inputs, Array total) {
        Block swept = new Reverse(routine, fresh, routines, inputs, total).sweepInPlace(routine.body(), null, null);
        Map<Boolean, List<Stmt>> parts = swept.statements().stream()
                .collect(Collectors.partitioningBy(s -> s instanceof Stmt.Alloc a && a.storage() instanceof Stmt.Storage.Parameter));
        List<Stmt> statements = new ArrayList<>(parts.get(true));
        statements.addAll(parts.get(false));
        return new Block(statements);
    }

    public static Kernel gradient(Kernel kernel) {
        return new Reverse(kernel).run();
    }

    private Kernel run() {
        Block body = sweepInPlace(kernel.body(), null, null);
        Block introduce = out.block(() -> {
            out.emit(new Stmt.Alloc(output, List.of(out.intPlus(inputSize, Atom.UNIT)), new Stmt.Storage.Output()));
            out.loop("i", inputSize, i -> out.store(output, List.of(out.intPlus(i, Atom.UNIT)), Atom.ZERO));
        });
        List<Stmt> statements = new ArrayList<>();
        for (Stmt s : body.statements()) {
            if (!(s instanceof Stmt.Alloc a && a.array().equals(output))) {
                statements.add(s);
            }
            if (s instanceof Stmt.Alloc a && a.array().equals(input)) {
                statements.addAll(introduce.statements());
            }
        }
        return kernel.withBody(new Block(statements)).withRoutines(routines.all()).withoutAdjoints();
    }

    private Stmt.Alloc find(Class<? extends Stmt.Storage> storage) {
        for (Stmt s : kernel.body().statements()) {
            if (s instanceof Stmt.Alloc a && storage.isInstance(a.storage())) {
                return a;
            }
        }
        throw new IllegalArgumentException("kernel " + kernel.name() + " has no " + storage.getSimpleName());
    }

    // ---- what is known before the sweep

    private void findTotals() {
        Map<Value, Array> rootLoads = new HashMap<>();
        for (Stmt s : kernel.body().statements()) {
            if (s instanceof Stmt.Load(Value v, Array a, List<Atom> i) && i.isEmpty()) {
                rootLoads.put(v, a);
            }
            if (s instanceof Stmt.Store(Array a, List<Atom> i, Atom v) && a.equals(output) && rootLoads.containsKey(v)) {
                Array sum = rootLoads.get(v);
                if (isReadOnceAtTheEnd(sum)) {
                    totals.add(sum);
                }
            }
        }
    }

    /** Whether an array is only added to, and then read once, at the outermost level. */
    private boolean isReadOnceAtTheEnd(Array sum) {
        boolean read = false;
        for (Stmt s : kernel.body().statements()) {
            Effects effects = Effects.of(s);
            boolean reads = effects.loads().contains(sum);
            if (effects.stores().contains(sum) || read && (reads || effects.adds().contains(sum)) || reads && !(s instanceof Stmt.Load)) {
                return false;
            }
            read |= reads;
        }
        return true;
    }

    /** Values that are used in a block below their own need a memory cell as adjoint; the others' adjoints are values. */
    private void findNestedUses(Block block) {
        for (Stmt s : block.statements()) {
            switch (s) {
                case Stmt.Let l -> l.arguments().forEach(a -> noteUse(a, block));
                case Stmt.Store t -> noteUse(t.value(), block);
                case Stmt.Add t -> noteUse(t.value(), block);
                case Stmt.For f -> findNestedUses(f.body());
                case Stmt.While w -> {
                    findNestedUses(w.header());
                    findNestedUses(w.body());
                }
                case Stmt.If i -> {
                    findNestedUses(i.then());
                    findNestedUses(i.otherwise());
                }
                default -> { }
            }
        }
    }

    private void noteUse(Atom atom, Block where) {
        if (activity.isActive(atom) && structure.block((Value) atom) != where) {
            usedBelow.add((Value) atom);
        }
    }

    // ---- both sweeps

    /** Forward and backward sweep of a block, one after the other in the same place. */
    private Block sweepInPlace(Block block, Frame parent, Stmt.For loop) {
        Frame frame = new Frame(block, parent, true, loop);
        Map<Integer, Stmt> inPlace = new HashMap<>();
        Map<Integer, Stmt> forward = new HashMap<>();
        introduceAdjointCells(frame);
        Block backward = out.blockApart(() -> sweepBackwards(frame, inPlace, forward));
        List<Stmt> statements = new ArrayList<>(frame.preamble);
        for (int k = 0; k < block.statements().size(); k++) {
            Stmt s = block.statements().get(k);
            statements.addAll(frame.before.getOrDefault(k, List.of()));
            statements.add(inPlace.getOrDefault(k, forward.getOrDefault(k, s)));
            if (s instanceof Stmt.Alloc a && activity.isActive(a.array()) && adjointArrays.containsKey(a.array()) && a.storage() instanceof Stmt.Storage.Local) {
                statements.add(new Stmt.Alloc(adjointArrays.get(a.array()), a.sizes(), new Stmt.Storage.Local(Stmt.Init.ZERO)));
            }
            if (whileCounts.containsKey(s)) {
                statements.add(new Stmt.Load(whileCounts.get(s), whileCounters.get(s), List.of()));
            }
        }
        statements.addAll(backward.statements());
        return new Block(statements);
    }

    private final Map<Stmt, Array> whileCounters = new IdentityHashMap<>();

    /** The adjoint of a value used in nested blocks. */
    private void introduceAdjointCells(Frame frame) {
        for (Stmt s : frame.block.statements()) {
            Value v = s instanceof Stmt.Let l ? l.result() : s instanceof Stmt.Load l ? l.result() : null;
            if (v != null && activity.isActive(v) && usedBelow.contains(v)) {
                Array cell = fresh.array(v.name() + "'", Elem.REAL, 0);
                frame.adjointCells.put(v, cell);
                frame.preamble.add(new Stmt.Alloc(cell, List.of(), new Stmt.Storage.Local(Stmt.Init.ZERO)));
            }
        }
    }

    private void sweepBackwards(Frame frame, Map<Integer, Stmt> inPlace, Map<Integer, Stmt> forward) {
        List<Stmt> statements = frame.block.statements();
        for (int k = statements.size() - 1; k >= 0; k--) {
            frame.position = k;
            Stmt s = statements.get(k);
            if (frame.root && isSelfContained(s)) {
                Stmt swept = sweepStatementInPlace(s, frame);
                inPlace.put(k, swept);
            } else {
                Stmt f = reverse(s, frame);
                if (f != s) {
                    forward.put(k, f);
                }
            }
        }
    }

    /** Whether all that a compound statement leaves behind with a derivative is additions to totals, from elements that stay as they are. */
    private boolean isSelfContained(Stmt s) {
        if (!(s instanceof Stmt.For || s instanceof Stmt.If || s instanceof Stmt.While)) {
            return false;
        }
        Effects effects = Effects.of(s);
        for (Array a : effects.stores()) {
            if (!effects.introduces().contains(a) && (activity.isActive(a) || a.equals(output))) {
                return false;
            }
        }
        for (Array a : effects.adds()) {
            if (!effects.introduces().contains(a) && activity.isActive(a) && !totals.contains(a)) {
                return false;
            }
        }
        return loadsAreStable(s, effects.introduces());
    }

    private boolean loadsAreStable(Stmt s, Set<Array> inside) {
        return switch (s) {
            case Stmt.Load l -> inside.contains(l.array()) || !activity.isActive(l.array()) || structure.isStable(l);
            case Stmt.Call c -> c.with(Access.READ).stream().allMatch(a -> inside.contains(a) || !activity.isActive(a) || structure.isStable(a, c));
            case Stmt.For f -> f.body().statements().stream().allMatch(t -> loadsAreStable(t, inside));
            case Stmt.If i -> i.then().statements().stream().allMatch(t -> loadsAreStable(t, inside))
                    && i.otherwise().statements().stream().allMatch(t -> loadsAreStable(t, inside));
            case Stmt.While w -> w.header().statements().stream().allMatch(t -> loadsAreStable(t, inside))
                    && w.body().statements().stream().allMatch(t -> loadsAreStable(t, inside));
            default -> true;
        };
    }

    private Stmt sweepStatementInPlace(Stmt s, Frame frame) {
        return switch (s) {
            case Stmt.For f -> new Stmt.For(f.index(), f.count(), sweepInPlace(f.body(), frame, f));
            case Stmt.If i -> new Stmt.If(i.condition(), sweepInPlace(i.then(), frame, null), sweepInPlace(i.otherwise(), frame, null));
            case Stmt.While w -> new Stmt.While(w.header(), w.condition(), sweepInPlace(w.body(), frame, null));
            default -> throw new IllegalStateException();
        };
    }

    /** Writes the adjoint of a statement; returns what the forward sweep runs in its place. */
    private Stmt reverse(Stmt s, Frame frame) {
        switch (s) {
            case Stmt.Let let -> reverse(let, frame);
            case Stmt.Load load -> {
                Atom adjoint = takeAdjoint(load.result(), frame);
                if (adjoint != null && !totals.contains(load.array())) {
                    addTo(load.array(), primals.of(load.index(), frame), adjoint, frame);
                }
            }
            case Stmt.Store store -> {
                if (store.array().equals(output)) {
                    addAdjoint(store.value(), Atom.ONE, frame);
                } else if (activity.isActive(store.array())) {
                    List<Atom> index = primals.of(store.index(), frame);
                    Array adjoints = adjointArray(store.array());
                    Atom adjoint = out.load(adjoints.name(), adjoints, index);
                    if (!structure.isWrittenOnce(store.array())) {
                        out.store(adjoints, index, Atom.ZERO);
                    }
                    addAdjoint(store.value(), adjoint, frame);
                }
            }
            case Stmt.Add add -> {
                if (activity.isActive(add.value()) && activity.isActive(add.array())) {
                    Array adjoints = totals.contains(add.array()) ? null : adjointArray(add.array());
                    addAdjoint(add.value(), adjoints == null ? Atom.ONE : out.load(adjoints.name(), adjoints, primals.of(add.index(), frame)), frame);
                }
            }
            case Stmt.Alloc alloc -> {
                if (!frame.root && activity.isActive(alloc.array())) {
                    frame.preamble.add(new Stmt.Alloc(adjointArray(alloc.array()), primals.of(alloc.sizes(), frame), new Stmt.Storage.Local(Stmt.Init.ZERO)));
                }
            }
            case Stmt.For loop -> {
                return isActive(loop) ? reverse(loop, frame) : s;
            }
            case Stmt.While loop -> {
                return isActive(loop) ? reverse(loop, frame) : s;
            }
            case Stmt.If branch -> {
                return isActive(branch) ? reverse(branch, frame) : s;
            }
            case Stmt.Call call -> reverse(call, frame);
            case Stmt.Check check -> { }
            case Stmt.Print print -> { }
            case Stmt.Push push -> throw new IllegalArgumentException("the stack is not differentiable");
            case Stmt.Pop pop -> throw new IllegalArgumentException("the stack is not differentiable");
        }
        return s;
    }

    private boolean isActive(Stmt s) {
        Effects effects = Effects.of(s);
        return effects.stores().stream().anyMatch(activity::isActive) || effects.adds().stream().anyMatch(activity::isActive);
    }

    private void reverse(Stmt.Let let, Frame frame) {
        Atom adjoint = takeAdjoint(let.result(), frame);
        if (adjoint == null) {
            return;
        }
        for (int i = 0; i < let.arguments().size(); i++) {
            Atom argument = let.arguments().get(i);
            if (activity.isActive(argument) && let.op().partials().get(i) instanceof Op.Partial.Formula formula) {
                if (let.op() == Ops.SELECT) {
                    Atom condition = primals.of(let.arguments().get(0), frame);
                    addAdjoint(argument, i == 1 ? out.let(Ops.SELECT, condition, adjoint, Atom.ZERO) : out.let(Ops.SELECT, condition, Atom.ZERO, adjoint),
                            frame);
                    continue;
                }
                Atom partial = new PartialWriter(out, let, a -> primals.of(a, frame)).write(formula.snippet());
                addAdjoint(argument, let.op() == Ops.DIVIDE && i == 0 ? out.let(Ops.DIVIDE, adjoint, primals.of(let.arguments().get(1), frame))
                        : out.times(partial, adjoint), frame);
            } else if (activity.isActive(argument) && let.op().partials().get(i) instanceof Op.Partial.NotDifferentiable) {
                throw NotDifferentiable.of(let.op(), i);
            }
        }
    }

    // ---- routines

    private void reverse(Stmt.Call call, Frame frame) {
        Product product = Product.of(call);
        if (product != null) {
            reverse(product, call, frame);
            return;
        }
        Routine routine = routines.get(call.callee().name());
        if (activity.isActive(call) && !routine.adjoints().isEmpty()) {
            reverse(call, routine.adjoints(), frame);
        } else if (activity.isActive(call)) {
            List<Atom> arguments = primals.of(call.arguments(), frame);
            List<Array> memory = new ArrayList<>(), adjoints = new ArrayList<>(), ofInput = new ArrayList<>();
            List<Boolean> active = new ArrayList<>();
            for (int k = 0; k < call.memory().size(); k++) {
                Array array = call.memory().get(k);
                if (call.callee().memory().get(k) == Access.READ) {
                    memory.add(kept(array, call, frame));
                }
                active.add(activity.isActive(array));
                if (activity.isActive(array)) {
                    adjoints.add(array.equals(input) ? out.local(array.name() + "'", Elem.REAL, List.of(inputSize), Stmt.Init.ZERO) : adjointArray(array));
                }
                if (array.equals(input)) {
                    ofInput.add(adjoints.get(adjoints.size() - 1));
                }
            }
            memory.addAll(adjoints);
            out.emit(new Stmt.Call(new ReverseRoutine(routines).of(call.callee(), active), arguments, memory, false));
            ofInput.forEach(a -> out.loop("i", inputSize, i -> out.add(output, List.of(out.intPlus(i, Atom.UNIT)), out.load(a, i))));
        }
        for (Array array : call.with(Access.WRITTEN)) {
            if (activity.isActive(array) && structure.introducedIn(array) != frame.block) {
                out.each(primals.of(structure.allocation(array).sizes(), frame), index -> out.store(adjointArray(array), index, Atom.ZERO));
            }
        }
    }

    /** Stated derivatives. The result is the one that was computed where it is still there, and computed again otherwise. */
    private void reverse(Stmt.Call call, List<Routine.Adjoint> adjoints, Frame frame) {
        List<Atom> numbers = primals.of(call.arguments(), frame);
        Array result = call.with(Access.WRITTEN).getFirst();
        List<Atom> shape = numbers.subList(numbers.size() - result.rank(), numbers.size());
        List<Array> memory = new ArrayList<>();
        call.with(Access.READ).forEach(a -> memory.add(kept(a, call, frame)));
        if (structure.isWrittenBy(result, call) && primals.outlives(result, frame)) {
            memory.add(result);
        } else {
            memory.add(out.local(result.name(), Elem.REAL, shape, Stmt.Init.NONE));
            out.emit(new Stmt.Call(call.callee(), numbers, memory, true));
        }
        memory.add(adjointArray(result));
        for (Routine.Adjoint adjoint : adjoints) {
            Array array = call.memory().get(adjoint.memory());
            if (activity.isActive(array)) {
                List<Atom> sizes = numbers.subList(adjoint.sizes(), adjoint.sizes() + array.rank()), all = new ArrayList<>(numbers);
                all.addAll(shape);
                all.addAll(sizes);
                Array change = out.local(array.name() + "'", Elem.REAL, sizes, Stmt.Init.NONE);
                List<Array> given = new ArrayList<>(memory);
                given.add(change);
                out.emit(new Stmt.Call(adjoint.routine(), all, given, true));
                out.each(sizes, index -> addTo(array, index, out.load(change.name(), change, index), frame));
            }
        }
    }

    private void reverse(Product product, Stmt.Call call, Frame frame) {
        Product here = Product.of(new Stmt.Call(call.callee(), primals.of(call.arguments(), frame), call.memory(), true));
        Panel left = here.left(), right = here.right(), adjoint = here.into().of(adjointArray(here.into().array()));
        if (!activity.isActive(product.into().array())) {
            return;
        }
        if (activity.isActive(left.array())) {
            out.emit(here.toLeft(adjointPanel(left), adjoint, right.of(kept(right.array(), call, frame))).call());
        }
        if (activity.isActive(right.array())) {
            out.emit(here.toRight(adjointPanel(right), adjoint, left.of(kept(left.array(), call, frame))).call());
        }
    }

    private Panel adjointPanel(Panel panel) {
        return panel.array().equals(input) ? new Panel(output, out.intPlus(panel.start(), Atom.UNIT), panel.rowStride(), panel.columnStride())
                : panel.of(adjointArray(panel.array()));
    }

    /** An array as a call read it: itself where it stays as it is, otherwise a copy that the forward sweep keeps on the stack. */
    private Array kept(Array array, Stmt.Call call, Frame frame) {
        if (structure.isStable(array, call) && primals.outlives(array, frame)) {
            return array;
        }
        List<Atom> sizes = structure.allocation(array).sizes();
        Block saves = out.block(() -> out.each(sizes, index -> out.emit(new Stmt.Push(out.load(array.name(), array, index)))));
        // of several arrays, the one saved last is taken back first
        frame.before.computeIfAbsent(frame.position, k -> new ArrayList<>()).addAll(0, saves.statements());
        List<Atom> now = primals.of(sizes, frame);
        Array copy = out.local(array.name() + "_kept", array.elem(), now, Stmt.Init.NONE);
        out.each(now, index -> {
            Value popped = fresh.value(array.name(), array.elem());
            out.emit(new Stmt.Pop(popped));
            List<Atom> mirrored = new ArrayList<>();
            for (int k = 0; k < now.size(); k++) {
                mirrored.add(out.intMinus(out.intMinus(now.get(k), Atom.UNIT), index.get(k)));
            }
            out.store(copy, mirrored, popped);
        });
        return copy;
    }

    // ---- compound statements swept apart: forward now, backward later

    private Stmt reverse(Stmt.For loop, Frame frame) {
        Frame inner = new Frame(loop.body(), frame, false, loop);
        Map<Integer, Stmt> forward = new HashMap<>();
        Atom count = primals.of(loop.count(), frame);
        Value index = fresh.value(loop.index().name(), Elem.INT);
        boolean ascending = structure.isIndependent(loop) && !needsStack(loop, frame);
        Block backward = backwardBlock(inner, forward, () -> inner.primal.put(loop.index(),
                ascending ? index : out.intMinus(out.intMinus(count, Atom.UNIT), index)));
        if (!backward.isEmpty()) {
            out.emit(new Stmt.For(index, count, backward));
        }
        return new Stmt.For(loop.index(), loop.count(), forwardBlock(inner, forward));
    }

    /** Whether what a loop saves may have to go to the stack, which is read in the opposite order. */
    private boolean needsStack(Stmt.For loop, Frame frame) {
        List<Stmt.For> around = frame.loopsFromRoot();
        Frame root = frame.nearestRoot();
        return around == null || !primals.isVisibleIn(loop.count(), root) || !around.stream().allMatch(f -> primals.isVisibleIn(f.count(), root))
                || needsStack(loop.body(), root);
    }

    private boolean needsStack(Block body, Frame root) {
        return body.statements().stream().anyMatch(s -> switch (s) {
            case Stmt.While w -> true;
            case Stmt.Call c -> activity.isActive(c);
            case Stmt.For f -> !primals.isVisibleIn(f.count(), root) || needsStack(f.body(), root);
            case Stmt.If i -> needsStack(i.then(), root) || needsStack(i.otherwise(), root);
            default -> false;
        });
    }

    private Stmt reverse(Stmt.If branch, Frame frame) {
        Frame yes = new Frame(branch.then(), frame, false, null), no = new Frame(branch.otherwise(), frame, false, null);
        Map<Integer, Stmt> forwardYes = new HashMap<>(), forwardNo = new HashMap<>();
        Atom condition = primals.of(branch.condition(), frame);
        Block backwardYes = backwardBlock(yes, forwardYes, () -> { }), backwardNo = backwardBlock(no, forwardNo, () -> { });
        if (!backwardYes.isEmpty() || !backwardNo.isEmpty()) {
            out.emit(new Stmt.If(condition, backwardYes, backwardNo));
        }
        return new Stmt.If(branch.condition(), forwardBlock(yes, forwardYes), forwardBlock(no, forwardNo));
    }

    /** The forward sweep counts the turns; the backward sweep takes as many. */
    private Stmt reverse(Stmt.While loop, Frame frame) {
        Array counter = fresh.array("turns", Elem.INT, 0);
        Value turns = fresh.value("turns", Elem.INT);
        whileCounters.put(loop, counter);
        whileCounts.put(loop, turns);
        frame.before.computeIfAbsent(frame.position, k -> new ArrayList<>())
                .add(new Stmt.Alloc(counter, List.of(), new Stmt.Storage.Local(Stmt.Init.ZERO)));
        Frame inner = new Frame(loop.body(), frame, false, null);
        inner.turns = true;
        Map<Integer, Stmt> forward = new HashMap<>();
        Atom count = frame.root ? turns : primals.saved(turns, frame);
        Value index = fresh.value("turn", Elem.INT);
        Block backward = backwardBlock(inner, forward, () -> { });
        if (!backward.isEmpty()) {
            out.emit(new Stmt.For(index, count, backward));
        }
        List<Stmt> body = new ArrayList<>(forwardBlock(inner, forward).statements());
        body.add(new Stmt.Add(counter, List.of(), Atom.UNIT));
        return new Stmt.While(loop.header(), loop.condition(), new Block(body));
    }

    private Block backwardBlock(Frame inner, Map<Integer, Stmt> forward, Runnable start) {
        introduceAdjointCells(inner);
        List<Stmt> statements = new ArrayList<>();
        Block head = out.block(() -> {
            start.run();
            Block body = out.block(() -> sweepBackwards(inner, new HashMap<>(), forward));
            statements.addAll(body.statements());
        });
        List<Stmt> all = new ArrayList<>(head.statements());
        for (int k = inner.popped.size() - 1; k >= 0; k--) {
            all.add(new Stmt.Pop(inner.popped.get(k)));
        }
        all.addAll(inner.prologue);
        if (statements.isEmpty()) {
            return inner.popped.isEmpty() ? Block.EMPTY : new Block(all);
        }
        all.addAll(inner.preamble);
        all.addAll(statements);
        return new Block(all);
    }

    private Block forwardBlock(Frame inner, Map<Integer, Stmt> forward) {
        List<Stmt> statements = new ArrayList<>();
        for (int k = 0; k < inner.block.statements().size(); k++) {
            Stmt s = inner.block.statements().get(k);
            statements.addAll(inner.before.getOrDefault(k, List.of()));
            statements.add(forward.getOrDefault(k, s));
            if (whileCounts.containsKey(s)) {
                statements.add(new Stmt.Load(whileCounts.get(s), whileCounters.get(s), List.of()));
            }
        }
        statements.addAll(inner.saves);
        inner.pushed.forEach(v -> statements.add(new Stmt.Push(v)));
        return new Block(statements);
    }

    // ---- adjoints

    private void addAdjoint(Atom atom, Atom contribution, Frame frame) {
        if (!activity.isActive(atom) || contribution.isReal(0)) {
            return;
        }
        Value v = (Value) atom;
        Frame owner = frame;
        while (owner.block != structure.block(v)) {
            owner = owner.parent;
        }
        Array cell = owner.adjointCells.get(v);
        if (cell != null) {
            out.add(cell, List.of(), contribution);
        } else {
            owner.adjoints.merge(v, contribution, out::plus);
        }
    }

    private Atom takeAdjoint(Value v, Frame frame) {
        if (!activity.isActive(v)) {
            return null;
        }
        Array cell = frame.adjointCells.get(v);
        return cell != null ? out.load(cell.name(), cell, List.of()) : frame.adjoints.get(v);
    }

    private void addTo(Array array, List<Atom> index, Atom adjoint, Frame frame) {
        if (array.equals(input)) {
            out.add(output, List.of(out.intPlus(index.get(0), Atom.UNIT)), adjoint);
        } else if (activity.isActive(array)) {
            out.add(adjointArray(array), index, adjoint);
        }
    }

    private Array adjointArray(Array array) {
        return adjointArrays.computeIfAbsent(array, a -> fresh.array(a.name() + "'", Elem.REAL, a.rank()));
    }
}
