package org.pmodel.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.pmodel.kernel.Stmt.Storage.Access;

/**
 * A well-formed kernel drawn at random, over the {@link Data}: loops nested and ragged, recurrences, overwritten memory, accumulators that are read
 * afterwards, branches and {@code while} loops on data and on parameters, gathers and scatters. Values stay of moderate size.
 */
final class RandomKernel {
    /** An integer that is a subscript of every dimension of the given size. */
    private record Index(Atom atom, Atom size) {}

    private record Memory(Array array, List<Atom> sizes, boolean writable) {}

    private final Random random;
    private final int[] weights;
    private final int mostArrays;
    private final Builder out = new Builder(new Fresh(1));
    private final List<Atom> reals = new ArrayList<>(), integers = new ArrayList<>(), conditions = new ArrayList<>();
    private final List<Index> indices = new ArrayList<>();
    private final List<Memory> arrays = new ArrayList<>();
    private Atom n, k, m;
    private Routine routine;
    private Array x, z, g, c, target;
    private final List<Memory> counters = new ArrayList<>();
    private int budget;

    private RandomKernel(long seed) {
        this.random = new Random(seed * 7919 + 13);
        this.weights = taste(random);
        this.mostArrays = 1 + random.nextInt(7);
    }

    static Kernel of(long seed) {
        return new RandomKernel(seed).kernel(1 + (int) (seed % 6));
    }

    private Kernel kernel(int dimension) {
        budget = 12 + random.nextInt(Integer.getInteger("kernel.size", 45));
        n = load("N", external("N", Elem.INT));
        k = load("K", external("K", Elem.INT));
        m = load("M", external("M", Elem.INT));
        x = external("x", Elem.REAL, n);
        z = external("z", Elem.REAL, n, k);
        g = external("g", Elem.INT, n);
        c = external("c", Elem.INT, n);
        reals.add(load("s", external("s", Elem.REAL)));
        arrays.add(new Memory(x, List.of(n), false));
        arrays.add(new Memory(z, List.of(n, k), false));
        arrays.add(new Memory(external("y", Elem.REAL, m), List.of(m), false));
        integers.add(n);
        integers.add(k);
        indices.add(new Index(Atom.NONE, n));
        indices.add(new Index(Atom.NONE, k));
        if (random.nextBoolean()) {
            for (int i = random.nextInt(6); i > 0; i--) {
                statement(0);
            }
        }
        Array theta = out.alloc("theta", Elem.REAL, List.of(Atom.of(dimension)), new Stmt.Storage.Input());
        Array result = out.alloc("out", Elem.REAL, List.of(Atom.of(dimension + 1)), new Stmt.Storage.Output());
        for (int i = 0; i < dimension; i++) {
            indices.add(new Index(Atom.of(i), Atom.of(dimension)));
            if (random.nextInt(4) > 0) {
                reals.add(load("t" + i, theta, Atom.of(i)));
            }
        }
        arrays.add(new Memory(theta, List.of(Atom.of(dimension)), false));
        target = out.local("target", Elem.REAL, List.of(), Stmt.Init.ZERO);
        while (budget > 0) {
            statement(0);
        }
        if (random.nextInt(5) > 0) {
            useAll();
        }
        out.add(target, List.of(), real());
        Value total = load("total", target);
        out.store(result, List.of(Atom.NONE), random.nextInt(5) > 0 ? total : out.plus(total, out.let(Library.TANH, real())));
        return new Kernel("random", out.finish(), List.of(new Kernel.Fault("E", "never {0}", "here", "there")),
                routine == null ? List.of() : List.of(routine));
    }

    /** Lets the objective depend on everything that is there at the end. */
    private void useAll() {
        for (Memory memory : List.copyOf(arrays)) {
            use(memory, new ArrayList<>());
        }
        for (Memory memory : counters) {
            if (memory.sizes.isEmpty()) {
                out.add(target, List.of(), out.times(Atom.of(0.1), out.let(Ops.TO_REAL, load("j", memory.array))));
            }
        }
    }

    private void use(Memory memory, List<Atom> index) {
        if (index.size() == memory.sizes.size()) {
            out.add(target, List.of(), out.times(Atom.of(random.nextDouble()), out.let(Library.SIN, out.load("u", memory.array, index))));
            return;
        }
        out.loop("u", memory.sizes.get(index.size()), i -> {
            List<Atom> deeper = new ArrayList<>(index);
            deeper.add(i);
            use(memory, deeper);
        });
    }

    private Array external(String name, Elem elem, Atom... sizes) {
        return out.alloc(name, elem, List.of(sizes), new Stmt.Storage.External(name));
    }

    private Value load(String name, Array array, Atom... index) {
        return out.load(name, array, List.of(index));
    }

    /** What a statement may be, and how often it is drawn before a kernel's own taste multiplies it. */
    private enum Kind {
        FLOW(6), OPERATION(3), SELECT(1), LOAD(2), STORE(1), SUM(1), TARGET(2), LOCAL(2), INTEGER(1), COUNTER(2), LOOP(3), BRANCH(2), TURNS(1), RECURRENCE(1), CHECK(1), CALL(2), PRODUCT(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private static int[] taste(Random random) {
        int[] factors = {0, 1, 1, 3};
        return Arrays.stream(Kind.values()).mapToInt(k -> k.weight * factors[random.nextInt(factors.length)]).toArray();
    }

    private Kind kind() {
        int at = random.nextInt(1 + Arrays.stream(weights).sum());
        for (Kind kind : Kind.values()) {
            at -= weights[kind.ordinal()];
            if (at < 0) {
                return kind;
            }
        }
        return Kind.OPERATION;
    }

    private void statement(int depth) {
        budget--;
        switch (kind()) {
            case FLOW -> flow();
            case OPERATION -> reals.add(operation());
            case SELECT -> reals.add(select());
            case LOAD -> load();
            case STORE -> store();
            case SUM -> sum();
            case TARGET -> target();
            case LOCAL -> local(depth);
            case INTEGER -> integer();
            case COUNTER -> counter();
            case LOOP -> loop(depth);
            case BRANCH -> branch(depth);
            case TURNS -> turns(depth);
            case RECURRENCE -> recurrence(depth);
            case CALL -> call();
            case PRODUCT -> product();
            case CHECK -> out.check(out.let(Ops.LESS, out.let(Library.SIN, real()), Atom.of(2.0)), 0, List.of(real()));
        }
    }

    // ---- scalars

    private Atom real() {
        return random.nextInt(12) == 0 || reals.isEmpty() ? Atom.of(constants[random.nextInt(constants.length)])
                : reals.get(Math.max(0, reals.size() - 1 - (int) Math.abs(random.nextGaussian() * 4)));
    }

    private final double[] constants = {0.0, 1.0, -1.0, 0.5, 2.0, -0.3};

    private Atom operation() {
        Atom a = real(), b = real();
        return switch (random.nextInt(17)) {
            case 0, 1 -> out.plus(a, b);
            case 2, 3 -> out.minus(a, b);
            case 4, 5 -> out.times(tame(a), tame(b));
            case 6, 7 -> out.let(Ops.DIVIDE, a, out.plus(Atom.of(2.0), out.let(Library.SIN, b)));
            case 8 -> out.let(Library.EXP, out.let(Library.SIN, a));
            case 9 -> out.let(Library.LOG, out.plus(Atom.of(2.5), out.let(Library.SIN, a)));
            case 10 -> out.let(Library.SIN, a);
            case 11 -> out.let(Library.TANH, a);
            case 12 -> out.let(Library.LENGTH, a, b);
            case 13 -> out.let(Library.LOGISTIC, a);
            case 14 -> out.let(Ops.NEGATE, a);
            case 15 -> out.let(Library.POWER, tame(a), Atom.of(1 + random.nextInt(3)));
            default -> random.nextInt(3) == 0 ? out.let(Library.FLOOR, tame(a)) : out.let(Ops.TO_REAL, anyInteger());
        };
    }

    /** Bounded, mostly. */
    private Atom tame(Atom a) {
        return random.nextInt(3) == 0 ? a : out.let(random.nextBoolean() ? Library.SIN : Library.TANH, a);
    }

    private Atom select() {
        return out.let(Ops.SELECT, condition(), real(), real());
    }

    private Atom condition() {
        if (!conditions.isEmpty() && random.nextInt(4) == 0) {
            return conditions.get(random.nextInt(conditions.size()));
        }
        Atom condition = switch (random.nextInt(6)) {
            case 0 -> out.let(Ops.INT_LESS, anyInteger(), anyInteger());
            case 1 -> out.let(Ops.INT_EQUAL, anyInteger(), Atom.of(random.nextInt(3)));
            case 2 -> out.not(out.let(Ops.INT_LESS_EQUAL, anyInteger(), anyInteger()));
            case 3 -> out.let(Ops.AND, out.let(Ops.LESS, real(), real()), out.let(Ops.INT_LESS, anyInteger(), Atom.of(3)));
            default -> out.let(Ops.LESS, real(), real());
        };
        conditions.add(condition);
        return condition;
    }

    private Atom anyInteger() {
        if (random.nextInt(3) == 0 && !indices.isEmpty()) {
            return indices.get(random.nextInt(indices.size())).atom;
        }
        return integers.isEmpty() ? Atom.of(random.nextInt(3)) : integers.get(random.nextInt(integers.size()));
    }

    private void integer() {
        Atom i = index(n);
        if (random.nextBoolean() && i != null) {
            indices.add(new Index(load("g", g, i), k));
        } else if (random.nextInt(3) == 0) {
            Atom size = random.nextBoolean() ? n : k;
            indices.add(new Index(out.let(Ops.INT_MODULO, anyInteger(), size), size));
        } else if (random.nextInt(3) == 0) {
            integers.add(out.let(Ops.INT_SELECT, condition(), anyInteger(), anyInteger()));
        } else {
            integers.add(out.let(Ops.INT_MODULO, out.let(random.nextBoolean() ? Ops.INT_ADD : Ops.INT_MULTIPLY, anyInteger(), anyInteger()), Atom.of(7)));
        }
    }

    // ---- memory

    /** A subscript that is known to fit. */
    private Atom index(Atom size) {
        List<Index> fits = indices.stream().filter(i -> i.size.equals(size)).toList();
        return fits.isEmpty() ? null : fits.get(Math.max(0, fits.size() - 1 - random.nextInt(3))).atom;
    }

    private List<Atom> subscripts(Memory memory) {
        List<Atom> result = new ArrayList<>();
        for (Atom size : memory.sizes) {
            Atom i = index(size);
            if (i == null) {
                return null;
            }
            result.add(i);
        }
        return result;
    }

    private Memory memory(boolean writable) {
        List<Memory> fits = arrays.stream().filter(a -> a.writable || !writable).toList();
        return fits.isEmpty() ? null : fits.get(Math.max(0, fits.size() - 1 - random.nextInt(5)));
    }

    /** An integer that changes: a position, a count, a table. */
    private void counter() {
        if (counters.isEmpty() || random.nextInt(4) == 0) {
            List<Atom> sizes = random.nextBoolean() ? List.of() : List.of(random.nextBoolean() ? n : k);
            counters.add(new Memory(out.local("j", Elem.INT, sizes, Stmt.Init.ZERO), sizes, true));
            return;
        }
        Memory memory = counters.get(random.nextInt(counters.size()));
        List<Atom> index = subscripts(memory);
        if (index == null) {
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> integers.add(out.load("j", memory.array, index));
            case 1 -> out.add(memory.array, index, Atom.UNIT);
            default -> out.store(memory.array, index, out.let(Ops.INT_MODULO, anyInteger(), Atom.of(5)));
        }
    }

    private void load() {
        if (target != null && random.nextInt(40) == 0) {
            reals.add(load("soFar", target));
            return;
        }
        Memory memory = memory(false);
        List<Atom> index = memory == null ? null : subscripts(memory);
        if (index != null) {
            reals.add(out.load(memory.array.name(), memory.array, index));
        }
    }

    /** From memory through an operation to memory or the objective. */
    private void flow() {
        if (random.nextInt(3) > 0) {
            load();
        }
        reals.add(random.nextInt(6) == 0 ? select() : operation());
        switch (random.nextInt(4)) {
            case 0 -> target();
            case 1 -> sum();
            default -> store();
        }
    }

    private void store() {
        Memory memory = memory(true);
        List<Atom> index = memory == null ? null : subscripts(memory);
        if (index != null) {
            out.store(memory.array, index, tame(real()));
        }
    }

    private void sum() {
        Memory memory = memory(true);
        List<Atom> index = memory == null ? null : subscripts(memory);
        if (index != null) {
            out.add(memory.array, index, tame(real()));
        }
    }

    private void target() {
        if (target != null) {
            out.add(target, List.of(), random.nextBoolean() ? real() : operation());
        }
    }

    /** Memory that is filled where it is introduced: cleared, or written element by element. */
    private void local(int depth) {
        if (arrays.stream().filter(Memory::writable).count() >= mostArrays) {
            return;
        }
        List<List<Atom>> shapes = List.of(List.of(), List.of(), List.of(), List.of(n), List.of(n), List.of(n), List.of(k), List.of(n, k), List.of(k, n), List.of(Atom.of(2)),
                List.of(m));
        List<Atom> sizes = shapes.get(random.nextInt(shapes.size()));
        boolean clear = random.nextBoolean();
        Array array = out.local("a", Elem.REAL, sizes, clear ? Stmt.Init.ZERO : random.nextBoolean() ? Stmt.Init.NAN : Stmt.Init.NONE);
        Memory memory = new Memory(array, sizes, true);
        if (!clear) {
            fill(memory, new ArrayList<>());
        }
        arrays.add(memory);
        if (sizes.equals(List.of(Atom.of(2)))) {
            indices.add(new Index(Atom.of(random.nextInt(2)), Atom.of(2)));
        }
    }

    private void fill(Memory memory, List<Atom> index) {
        if (index.size() == memory.sizes.size()) {
            if (random.nextBoolean()) {
                load();
            }
            out.store(memory.array, index, tame(random.nextBoolean() ? real() : operation()));
            return;
        }
        Atom size = memory.sizes.get(index.size());
        out.loop("f", size, i -> scope(() -> {
            indices.add(new Index(i, size));
            List<Atom> deeper = new ArrayList<>(index);
            deeper.add(i);
            fill(memory, deeper);
        }));
    }

    /** The product of two matrices, either of them perhaps transposed, as a loop of sums or as part of a larger one. */
    private void product() {
        List<Memory> matrices = arrays.stream().filter(a -> a.sizes.size() == 2).toList();
        Memory left = matrices.get(random.nextInt(matrices.size())), right = matrices.get(random.nextInt(matrices.size()));
        boolean turned = random.nextBoolean(), mirrored = !left.sizes.get(turned ? 0 : 1).equals(right.sizes.get(0)), negative = random.nextBoolean();
        if (mirrored && !left.sizes.get(turned ? 0 : 1).equals(right.sizes.get(1))) {
            return;
        }
        Atom rows = left.sizes.get(turned ? 1 : 0), inner = left.sizes.get(turned ? 0 : 1), columns = right.sizes.get(mirrored ? 0 : 1);
        Memory result = new Memory(out.local("p", Elem.REAL, List.of(rows, columns), Stmt.Init.NAN), List.of(rows, columns), true);
        out.loop("i", rows, i -> out.loop("j", columns, j -> scope(() -> {
            Array dot = out.local("dot", Elem.REAL, List.of(), Stmt.Init.ZERO);
            if (random.nextBoolean()) {
                out.store(dot, List.of(), real());
            }
            out.loop("k", inner, k -> {
                Atom a = out.load("l", left.array, turned ? List.of(k, i) : List.of(i, k)), b = out.load("r", right.array, mirrored ? List.of(j, k) : List.of(k, j));
                Atom term = random.nextBoolean() ? out.times(a, b) : out.times(b, a);
                out.add(dot, List.of(), negative ? out.let(Ops.NEGATE, term) : term);
            });
            Atom sum = out.load("sum", dot, List.of());
            out.store(result.array, List.of(i, j), tame(random.nextBoolean() ? sum : out.times(sum, real())));
        })));
        arrays.add(result);
    }

    // ---- control

    /** Runs a writer; what it introduced is forgotten afterwards. */
    private void scope(Runnable writer) {
        int[] sizes = {reals.size(), integers.size(), conditions.size(), indices.size(), arrays.size(), counters.size()};
        writer.run();
        List<List<?>> lists = List.of(reals, integers, conditions, indices, arrays, counters);
        for (int i = 0; i < sizes.length; i++) {
            lists.get(i).subList(sizes[i], lists.get(i).size()).clear();
        }
    }

    private void body(int depth) {
        for (int i = 1 + random.nextInt(5); i > 0 && (budget > 0 || i == 1); i--) {
            statement(depth + 1);
        }
        if (random.nextBoolean()) {
            flow();
        }
    }

    private void loop(int depth) {
        if (depth >= 3) {
            return;
        }
        Atom row = index(n);
        int kind = random.nextInt(11);
        if (kind < 3) {
            count(n, n, depth);
        } else if (kind < 5) {
            count(k, k, depth);
        } else if (kind == 5 && row != null) {
            count(load("c", c, row), k, depth);
        } else if (kind == 6) {
            count(out.intMinus(n, Atom.UNIT), n, depth);
        } else if (kind == 7) {
            count(m, m, depth);
        } else if (kind == 8) {
            count(out.let(Ops.INT_MODULO, anyInteger(), Atom.of(3)), Atom.of(3), depth);
        } else {
            count(Atom.of(2), Atom.of(2), depth);
        }
    }

    private void count(Atom count, Atom size, int depth) {
        out.loop("i", count, i -> scope(() -> {
            indices.add(new Index(i, size));
            integers.add(i);
            body(depth);
        }));
    }

    /** A loop in which an element follows from the one before it, or a cell from itself. */
    private void recurrence(int depth) {
        Memory memory = memory(true);
        if (depth >= 3 || memory == null) {
            return;
        }
        Array array = memory.array;
        if (memory.sizes.isEmpty()) {
            out.loop("t", random.nextBoolean() ? n : k, i -> scope(() -> {
                indices.add(new Index(i, n));
                indices.removeLast();
                reals.add(load("p", array));
                body(depth + 1);
                out.store(array, List.of(), tame(operation()));
            }));
        } else if (memory.sizes.size() == 1 && memory.sizes.get(0).equals(n)) {
            out.loop("t", out.intMinus(n, Atom.UNIT), t -> scope(() -> {
                Atom next = out.intPlus(t, Atom.UNIT);
                indices.add(new Index(t, n));
                indices.add(new Index(next, n));
                reals.add(load("p", array, t));
                body(depth + 1);
                out.store(array, List.of(next), tame(operation()));
            }));
        }
    }

    // ---- recursion

    private static final Routine.Signature FOLD = new Routine.Signature("fold", 2, List.of(Access.READ, Access.READ, Access.WRITTEN, Access.WRITTEN), false, false, 0);

    /** A number and a vector become a number and a vector. */
    private void call() {
        if (routine == null) {
            writeRoutine();
        }
        Atom size = random.nextBoolean() ? n : k;
        Memory number = pick(List.of()), vector = pick(List.of(size));
        Atom calls = random.nextBoolean() ? Atom.of(random.nextInt(3)) : out.let(Ops.INT_MODULO, anyInteger(), Atom.of(3));
        Memory sum = new Memory(out.local("r", Elem.REAL, List.of(), Stmt.Init.NONE), List.of(), true);
        Memory results = new Memory(out.local("q", Elem.REAL, List.of(size), Stmt.Init.NONE), List.of(size), true);
        out.emit(new Stmt.Call(FOLD, List.of(calls, size), List.of(number.array, vector.array, sum.array, results.array), random.nextInt(3) == 0));
        reals.add(load("r", sum.array));
        arrays.add(sum);
        arrays.add(results);
    }

    /** Memory of a shape: some that is there, or new. */
    private Memory pick(List<Atom> sizes) {
        List<Memory> fits = arrays.stream().filter(a -> a.sizes.equals(sizes)).toList();
        if (!fits.isEmpty() && random.nextInt(3) > 0) {
            return fits.get(random.nextInt(fits.size()));
        }
        Memory memory = new Memory(out.local("a", Elem.REAL, sizes, Stmt.Init.NONE), sizes, true);
        fill(memory, new ArrayList<>());
        return memory;
    }

    private void writeRoutine() {
        List<List<?>> lists = List.of(reals, integers, conditions, indices, arrays, counters);
        List<List<Object>> outer = new ArrayList<>();
        lists.forEach(l -> {
            outer.add(new ArrayList<>(l));
            l.clear();
        });
        Atom outerN = n, outerK = k, outerM = m;
        Array outerTarget = target;
        Value calls = out.fresh().value("calls", Elem.INT), size = out.fresh().value("size", Elem.INT);
        Block body = out.blockApart(() -> {
            n = size;
            k = size;
            m = size;
            target = null;
            Array number = parameter("s", Access.READ), vector = parameter("v", Access.READ, size);
            Array sum = parameter("r", Access.WRITTEN), results = parameter("q", Access.WRITTEN, size);
            arrays.add(new Memory(vector, List.of(size), false));
            reals.add(load("s", number));
            integers.add(calls);
            out.branch(out.let(Ops.INT_LESS, Atom.NONE, calls), () -> scope(() -> inner(calls, size, number, vector, sum, results)), () -> scope(() -> {
                out.store(sum, List.of(), tame(operation()));
                fill(new Memory(results, List.of(size), true), new ArrayList<>());
            }));
        });
        routine = new Routine(FOLD, List.of(calls, size), body);
        for (int i = 0; i < lists.size(); i++) {
            restore(lists.get(i), outer.get(i));
        }
        n = outerN;
        k = outerK;
        m = outerM;
        target = outerTarget;
    }

    @SuppressWarnings("unchecked")
    private static <T> void restore(List<T> list, List<Object> contents) {
        list.clear();
        contents.forEach(e -> list.add((T) e));
    }

    private Array parameter(String name, Access access, Atom... sizes) {
        return out.alloc(name, Elem.REAL, List.of(sizes), new Stmt.Storage.Parameter(access));
    }

    private void inner(Value calls, Value size, Array number, Array vector, Array sum, Array results) {
        Array next = out.local("x", Elem.REAL, List.of(), Stmt.Init.NONE), below = out.local("r", Elem.REAL, List.of(), Stmt.Init.NONE);
        Array changed = out.local("y", Elem.REAL, List.of(size), Stmt.Init.NONE);
        out.store(next, List.of(), tame(operation()));
        List<Array> memory = List.of(random.nextBoolean() ? next : number, vector, below, changed);
        out.emit(new Stmt.Call(FOLD, List.of(out.intPlus(calls, Atom.of(-1)), size), memory, false));
        arrays.add(new Memory(below, List.of(), true));
        arrays.add(new Memory(changed, List.of(size), true));
        reals.add(load("r", below));
        out.store(below, List.of(), tame(operation()));
        if (random.nextBoolean()) {
            out.emit(new Stmt.Call(FOLD, List.of(out.intPlus(calls, Atom.of(-2)), size), List.of(below, changed, sum, results), false));
            return;
        }
        out.store(sum, List.of(), tame(out.plus(real(), load("r", below))));
        out.loop("f", size, i -> scope(() -> {
            indices.add(new Index(i, size));
            reals.add(out.load("y", changed, List.of(i)));
            out.store(results, List.of(i), tame(operation()));
        }));
    }

    private void branch(int depth) {
        if (depth >= 3) {
            return;
        }
        if (random.nextInt(4) == 0 && index(n) instanceof Value i) {
            out.branch(out.let(Ops.INT_LESS, Atom.NONE, i), () -> scope(() -> {
                indices.add(new Index(out.intPlus(i, Atom.of(-1)), n));
                body(depth);
            }), () -> { });
            return;
        }
        boolean both = random.nextBoolean();
        out.branch(condition(), () -> scope(() -> body(depth)), () -> {
            if (both) {
                scope(() -> body(depth));
            }
        });
    }

    /** A {@code while} loop over a counter, up to a limit from data, or until a cell that the body changes passes a bound. */
    private void turns(int depth) {
        if (depth >= 3) {
            return;
        }
        Array counter = out.local("turn", Elem.INT, List.of(), Stmt.Init.ZERO);
        Array cell = out.local("w", Elem.REAL, List.of(), Stmt.Init.ZERO);
        out.store(cell, List.of(), tame(real()));
        boolean onValue = random.nextBoolean();
        Atom limit = onValue ? Atom.of(4) : random.nextBoolean() ? n : Atom.of(random.nextInt(4));
        Atom[] condition = new Atom[1];
        Block header = out.block(() -> {
            Atom more = out.let(Ops.INT_LESS, load("turn", counter), limit);
            condition[0] = onValue ? out.let(Ops.AND, more, out.let(Ops.LESS, load("w", cell), Atom.of(1.1))) : more;
        });
        Block body = out.block(() -> scope(() -> {
            Atom turn = load("turn", counter);
            integers.add(turn);
            if (limit.equals(n)) {
                indices.add(new Index(turn, n));
            }
            reals.add(load("w", cell));
            body(depth);
            out.add(cell, List.of(), random.nextBoolean() ? Atom.of(0.4) : out.let(Library.LOGISTIC, real()));
            if (random.nextBoolean()) {
                out.store(cell, List.of(), out.plus(tame(real()), Atom.of(0.3)));
            }
            out.add(counter, List.of(), Atom.UNIT);
        }));
        out.emit(new Stmt.While(header, condition[0], body));
        if (random.nextBoolean()) {
            arrays.add(new Memory(cell, List.of(), true));
        }
    }
}
