package org.pmodel.kernel;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Library.Dual;

/**
 * The meaning of Kernel IR, statement by statement: every scalar carries its derivative along one direction of the input. Memory that nobody wrote
 * holds NaN; subscripts are checked.
 */
final class Interpreter {
    private static final int UNWRITTEN = 1_000_000_007;
    private static final long MOST_STEPS = 2_000_000;

    /** A piece of memory: values and tangents. */
    private record Memory(int[] sizes, double[] values, double[] tangents) {
        static Memory of(int[] sizes) {
            int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
            return new Memory(sizes, new double[count], new double[count]);
        }
    }

    /**
     * What a run leaves: the output, its derivative along the direction, and what is kept for other kernels.
     *
     * @param left how many values are still on the stack
     * @param largest the largest number that an operation gave, in magnitude
     */
    record Outcome(double[] output, double[] tangent, Map<String, Object> kept, int left, double largest) {}

    private final Map<String, Object> external;
    private final double[] input, direction;
    private final double[] output, outputTangent;
    private Map<Value, Dual> values = new HashMap<>();
    private Map<Array, Memory> arrays = new HashMap<>();
    private final Map<String, Routine> routines = new HashMap<>();
    /** What the caller hands over to the routine that is running, as far as it has not been introduced. */
    private Deque<Memory> given = new ArrayDeque<>();
    private final Map<String, Memory> kept = new HashMap<>();
    private final Map<String, Elem> keptElems = new HashMap<>();
    private final Deque<Dual> stack = new ArrayDeque<>();
    private long steps;
    private double largest;

    private Interpreter(Map<String, Object> external, double[] input, double[] direction, int outputs) {
        this.external = external;
        this.input = input;
        this.direction = direction;
        this.output = new double[outputs];
        this.outputTangent = new double[outputs];
        Arrays.fill(output, Double.NaN);
    }

    static Outcome run(Kernel kernel, Map<String, Object> external, double[] input, double[] direction, int outputs) {
        Interpreter run = new Interpreter(external, input, direction, outputs);
        kernel.routines().forEach(r -> run.routines.put(r.name(), r));
        run.block(kernel.body());
        Map<String, Object> kept = new HashMap<>();
        run.kept.forEach((name, memory) -> kept.put(name, run.keptElems.get(name) == Elem.REAL ? memory.values
                : Arrays.stream(memory.values).mapToInt(v -> (int) v).toArray()));
        return new Outcome(run.output, run.outputTangent, kept, run.stack.size(), run.largest);
    }

    private void block(Block block) {
        block.statements().forEach(this::statement);
    }

    private void statement(Stmt statement) {
        if (++steps > MOST_STEPS) {
            throw new IllegalStateException("too many steps");
        }
        switch (statement) {
            case Stmt.Let(Value result, Op op, List<Atom> arguments) -> {
                Dual value = apply(op, arguments.stream().map(this::atom).toArray(Dual[]::new));
                largest = Math.max(largest, Math.abs(value.value()));
                values.put(result, value);
            }
            case Stmt.Load(Value result, Array array, List<Atom> index) -> {
                int at = offset(array, index);
                values.put(result, new Dual(arrays.get(array).values[at], arrays.get(array).tangents[at]));
            }
            case Stmt.Store(Array array, List<Atom> index, Atom value) -> {
                int at = offset(array, index);
                arrays.get(array).values[at] = atom(value).value();
                arrays.get(array).tangents[at] = atom(value).tangent();
            }
            case Stmt.Add(Array array, List<Atom> index, Atom value) -> {
                int at = offset(array, index);
                arrays.get(array).values[at] += atom(value).value();
                arrays.get(array).tangents[at] += atom(value).tangent();
            }
            case Stmt.Alloc alloc -> allocate(alloc);
            case Stmt.For(Value index, Atom count, Block body) -> {
                int n = integer(count);
                for (int i = 0; i < n; i++) {
                    values.put(index, new Dual(i, 0));
                    block(body);
                }
            }
            case Stmt.While(Block header, Atom condition, Block body) -> {
                block(header);
                while (integer(condition) != 0) {
                    block(body);
                    block(header);
                }
            }
            case Stmt.If(Atom condition, Block then, Block otherwise) -> block(integer(condition) != 0 ? then : otherwise);
            case Stmt.Check(Atom condition, int fault, List<Atom> shown) -> {
                if (integer(condition) == 0) {
                    throw new IllegalStateException("fault " + fault);
                }
            }
            case Stmt.Call call -> call(call);
            case Stmt.Print print -> { }
            case Stmt.Push(Atom value) -> stack.push(atom(value));
            case Stmt.Pop(Value result) -> values.put(result, stack.pop());
        }
    }

    /** Runs a routine with values and arrays of its own; nothing is left of what it is to write without looking. */
    private void call(Stmt.Call call) {
        Routine routine = routines.get(call.callee().name());
        Map<Value, Dual> callerValues = values;
        Map<Array, Memory> callerArrays = arrays;
        Map<Value, Dual> own = new HashMap<>();
        for (int k = 0; k < routine.parameters().size(); k++) {
            own.put(routine.parameters().get(k), atom(call.arguments().get(k)));
        }
        call.with(Stmt.Storage.Access.WRITTEN).forEach(a -> Arrays.fill(arrays.get(a).values, a.elem() == Elem.REAL ? Double.NaN : UNWRITTEN));
        given = new ArrayDeque<>(call.memory().stream().map(arrays::get).toList());
        values = own;
        arrays = new HashMap<>();
        block(routine.body());
        values = callerValues;
        arrays = callerArrays;
    }

    private void allocate(Stmt.Alloc alloc) {
        Array array = alloc.array();
        int[] sizes = alloc.sizes().stream().mapToInt(this::integer).toArray();
        Memory memory = switch (alloc.storage()) {
            case Stmt.Storage.Local(Stmt.Init init) -> {
                Memory fresh = Memory.of(sizes);
                Arrays.fill(fresh.values, init == Stmt.Init.ZERO ? 0 : array.elem() == Elem.REAL ? Double.NaN : init == Stmt.Init.NAN ? 0 : UNWRITTEN);
                yield fresh;
            }
            case Stmt.Storage.External(String name) -> {
                Object data = external.get(name);
                double[] values = switch (data) {
                    case double[] reals -> reals;
                    case int[] integers -> Arrays.stream(integers).asDoubleStream().toArray();
                    case null, default -> throw new IllegalStateException("no data named " + name);
                };
                yield new Memory(sizes, values, new double[values.length]);
            }
            case Stmt.Storage.Parameter parameter -> {
                Memory handed = given.remove();
                if (sizes.length == 1) {
                    handed = new Memory(new int[] {handed.values.length}, handed.values, handed.tangents);
                } else if (!Arrays.equals(handed.sizes, sizes)) {
                    throw new IllegalStateException(array.name() + " has other sizes than the routine was told");
                }
                yield handed;
            }
            case Stmt.Storage.Persistent(String name) -> {
                Memory fresh = Memory.of(sizes);
                Arrays.fill(fresh.values, array.elem() == Elem.REAL ? Double.NaN : UNWRITTEN);
                kept.put(name, fresh);
                keptElems.put(name, array.elem());
                yield fresh;
            }
            case Stmt.Storage.Input() -> new Memory(sizes, input, direction);
            case Stmt.Storage.Output() -> new Memory(new int[] {output.length}, output, outputTangent);
        };
        arrays.put(array, memory);
    }

    private int offset(Array array, List<Atom> index) {
        Memory memory = arrays.get(array);
        int offset = 0;
        for (int k = 0; k < index.size(); k++) {
            int i = integer(index.get(k));
            if (i < 0 || i >= memory.sizes[k]) {
                throw new IndexOutOfBoundsException(array.name() + "." + array.id() + " at " + i + " of " + memory.sizes[k]);
            }
            offset = offset * memory.sizes[k] + i;
        }
        return offset;
    }

    private int integer(Atom atom) {
        return (int) atom(atom).value();
    }

    private Dual atom(Atom atom) {
        return switch (atom) {
            case Value v -> values.get(v);
            case Atom.Real r -> new Dual(r.value(), 0);
            case Atom.Int i -> new Dual(i.value(), 0);
        };
    }

    private Dual apply(Op op, Dual[] a) {
        return switch (op.definition()) {
            case Op.Definition.Arithmetic() -> op.result() == Elem.INT ? new Dual(integer(op.name(), a), 0) : real(op.name(), a);
            case Op.Definition.Primitive p -> Library.evaluation(op.name()).apply(a);
            case Op.Definition.Composite(Op.Snippet snippet) -> {
                Map<Value, Dual> caller = values;
                values = new HashMap<>();
                for (int i = 0; i < a.length; i++) {
                    values.put(snippet.parameters().get(i), a[i]);
                }
                block(snippet.body());
                Dual result = atom(snippet.result());
                values = caller;
                yield result;
            }
        };
    }

    private static Dual real(String op, Dual[] a) {
        double x = a[0].value(), dx = a[0].tangent(), y = a.length > 1 ? a[1].value() : 0, dy = a.length > 1 ? a[1].tangent() : 0;
        return switch (op) {
            case "neg" -> new Dual(-x, -dx);
            case "add" -> new Dual(x + y, dx + dy);
            case "sub" -> new Dual(x - y, dx - dy);
            case "mul" -> new Dual(x * y, (dx == 0 ? 0 : dx * y) + (dy == 0 ? 0 : x * dy));
            case "div" -> new Dual(x / y, (dx == 0 ? 0 : dx / y) - (dy == 0 ? 0 : x / y / y * dy));
            case "real" -> new Dual(x, 0);
            case "select" -> x != 0 ? a[1] : a[2];
            default -> throw new IllegalArgumentException(op);
        };
    }

    private static int integer(String op, Dual[] a) {
        double x = a[0].value(), y = a.length > 1 ? a[1].value() : 0;
        int i = (int) x, j = (int) y;
        return switch (op) {
            case "ineg" -> -i;
            case "iadd" -> i + j;
            case "isub" -> i - j;
            case "imul" -> i * j;
            case "idiv" -> i / j;
            case "imod" -> i % j;
            case "eq", "ieq" -> truth(x == y);
            case "ne", "ine" -> truth(x != y);
            case "lt", "ilt" -> truth(x < y);
            case "le", "ile" -> truth(x <= y);
            case "not" -> truth(i == 0);
            case "and" -> truth(i != 0 && j != 0);
            case "rare" -> i;
            case "iselect" -> i != 0 ? j : (int) a[2].value();
            default -> throw new IllegalArgumentException(op);
        };
    }

    private static int truth(boolean value) {
        return value ? 1 : 0;
    }
}
