package org.pmodel.kernel.print;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Effects;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Product;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/** Writes kernels in a language with C's statements. One printer prints one program; {@code slots} numbers its external arrays. */
abstract class SourcePrinter {
    protected final StringBuilder text = new StringBuilder();
    protected final Map<String, Integer> slots;
    private final Map<String, Op> composites = new LinkedHashMap<>();
    protected final Map<Array, List<Atom>> sizes = new HashMap<>();
    protected final Map<Array, Stmt.Storage> storages = new HashMap<>();
    /** The arrays of the body being written that are handed to routines: they are memory even where they are scalars. */
    private Set<Array> passed = Set.of();
    private Kernel kernel;
    private int depth;
    /** Whether an operation is being written, which has no workspace. */
    protected boolean inFunction;
    /** Loops around the statement that is being written. */
    protected int loops;

    SourcePrinter(List<String> slots) {
        this.slots = new HashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            this.slots.put(slots.get(i), i);
        }
    }

    abstract String type(Elem elem);

    /** The word for a variable that is assigned once. */
    abstract String fixed();

    abstract String constant(double value);

    abstract String primitive(Op op, Op.Definition.Primitive primitive);

    abstract String functionHead(Op op, List<String> parameters);

    abstract String element(Array array, String offset);

    abstract void allocate(Stmt.Alloc alloc);

    abstract void check(Stmt.Check check);

    /** Appends a string literal or a number to the messages. */
    abstract void print(String argument);

    abstract void push(Stmt.Push push);

    abstract void pop(Stmt.Pop pop);

    abstract void loopHead(Stmt.For loop, String begin, String end);

    /** Writes the call of a loop that stands as a function of its own; false for a loop that does not. */
    abstract boolean callLoop(Stmt.For loop);

    abstract void call(String routine, Stmt.Call call);

    /** Writes the call of what an engine brings along for a {@link Product}. */
    abstract void product(Stmt.Call call);

    /** The routines whose text belongs to the kernel. */
    protected static List<Routine> routines(Kernel kernel) {
        return kernel.withoutAdjoints().routines().stream().filter(r -> !Product.isProduct(r.signature())).toList();
    }

    abstract void blockStart(boolean allocates);

    abstract void blockEnd(boolean allocates);

    // ---- text

    protected final void line(String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
    }

    protected final void open(String line) {
        line(line);
        depth++;
    }

    protected final void close(String line) {
        depth--;
        line(line);
    }

    protected final void composites(Kernel kernel) {
        collect(kernel.body());
        kernel.routines().forEach(r -> collect(r.body()));
        for (Op op : composites.values()) {
            if (written.add(op.name())) {
                composite(op, ((Op.Definition.Composite) op.definition()).body());
            }
        }
    }

    private final Set<String> written = new HashSet<>();

    private void collect(Block block) {
        for (Stmt s : block.statements()) {
            switch (s) {
                case Stmt.Let let -> {
                    if (let.op().definition() instanceof Op.Definition.Composite c && !composites.containsKey(let.op().name())) {
                        collect(c.body().body());
                        composites.put(let.op().name(), let.op());
                    }
                }
                case Stmt.For f -> collect(f.body());
                case Stmt.While w -> {
                    collect(w.header());
                    collect(w.body());
                }
                case Stmt.If i -> {
                    collect(i.then());
                    collect(i.otherwise());
                }
                default -> { }
            }
        }
    }

    /** The body of an operation as it is written. */
    protected Op.Snippet body(Op.Snippet body) {
        return body;
    }

    private void composite(Op op, Op.Snippet definition) {
        Op.Snippet body = body(definition);
        List<String> parameters = new ArrayList<>();
        body.parameters().forEach(p -> parameters.add(type(p.elem()) + " " + name(p)));
        open(functionHead(op, parameters) + " {");
        inFunction = true;
        statements(body.body());
        inFunction = false;
        line("return " + atom(body.result()) + ";");
        close("}");
    }

    /** Turns to the body of a kernel or of one of its routines. */
    protected final void enter(Kernel kernel, Block body) {
        this.kernel = kernel;
        passed = Effects.of(body).passed();
    }

    /** Routines of two kernels may stand in one text. */
    protected final String routineName(Routine.Signature routine) {
        return "r_" + kernel.name() + "_" + identifier(routine.name());
    }

    // ---- statements

    protected final void block(Block block) {
        boolean allocates = allocates(block);
        blockStart(allocates);
        statements(block);
        blockEnd(allocates);
    }

    private boolean allocates(Block block) {
        return block.statements().stream().anyMatch(s -> s instanceof Stmt.Alloc a && a.storage() instanceof Stmt.Storage.Local
                && (a.array().rank() > 0 || passed.contains(a.array())) && takesWorkspace(a));
    }

    /** Whether a local array, which is no scalar variable, is memory of the workspace. */
    abstract boolean takesWorkspace(Stmt.Alloc alloc);

    protected void statements(Block block) {
        block.statements().forEach(this::statement);
    }

    /** Writes some turns of a loop. */
    protected final void loop(Stmt.For loop, String begin, String end) {
        loopHead(loop, begin, end);
        depth++;
        loops++;
        block(loop.body());
        loops--;
        close("}");
    }

    /** Makes known the arrays that a block introduces, before the statements that use them are written. */
    protected final void declare(Block block) {
        for (Stmt s : block.statements()) {
            if (s instanceof Stmt.Alloc alloc) {
                declare(alloc);
            }
        }
    }

    /** As {@link #declare(Block)}, at any depth. */
    protected final void declareAll(Block block) {
        declare(block);
        for (Stmt s : block.statements()) {
            switch (s) {
                case Stmt.For f -> declareAll(f.body());
                case Stmt.While w -> {
                    declareAll(w.header());
                    declareAll(w.body());
                }
                case Stmt.If i -> {
                    declareAll(i.then());
                    declareAll(i.otherwise());
                }
                default -> { }
            }
        }
    }

    private void declare(Stmt.Alloc alloc) {
        sizes.put(alloc.array(), alloc.sizes());
        storages.put(alloc.array(), alloc.storage());
    }

    protected final void statement(Stmt statement) {
        switch (statement) {
            case Stmt.Let(Value result, Op op, List<Atom> arguments) -> line(fixed() + type(result.elem()) + " " + name(result) + " = " + call(op, arguments) + ";");
            case Stmt.Load(Value result, Array array, List<Atom> index) ->
                line(fixed() + type(result.elem()) + " " + name(result) + " = " + access(array, index) + ";");
            case Stmt.Store(Array array, List<Atom> index, Atom value) -> line(access(array, index) + " = " + atom(value) + ";");
            case Stmt.Add(Array array, List<Atom> index, Atom value) -> line(access(array, index) + " += " + atom(value) + ";");
            case Stmt.Alloc alloc -> {
                declare(alloc);
                if (isScalarLocal(alloc.array()) && alloc.storage() instanceof Stmt.Storage.Local(Stmt.Init init)) {
                    line(type(alloc.array().elem()) + " " + name(alloc.array()) + " = " + initial(alloc.array().elem(), init) + ";");
                } else {
                    allocate(alloc);
                }
            }
            case Stmt.For loop -> {
                if (loops > 0 || !callLoop(loop)) {
                    loop(loop, "0", atom(loop.count()));
                }
            }
            case Stmt.While(Block header, Atom condition, Block body) -> {
                open("while (true) {");
                boolean allocates = allocates(header);
                blockStart(allocates);
                statements(header);
                blockEnd(allocates);
                line("if (" + atom(condition) + " == 0) break;");
                block(body);
                close("}");
            }
            case Stmt.If(Atom condition, Block then, Block otherwise) -> {
                open("if (" + atom(condition) + " != 0) {");
                block(then);
                if (!otherwise.isEmpty()) {
                    depth--;
                    line("} else {");
                    depth++;
                    block(otherwise);
                }
                close("}");
            }
            case Stmt.Call call -> {
                if (Product.isProduct(call.callee())) {
                    product(call);
                } else {
                    call(routineName(call.callee()), call);
                }
            }
            case Stmt.Check check -> check(check);
            case Stmt.Print(String text, Atom value) -> {
                if (!text.isEmpty()) {
                    print(quoted(text));
                }
                if (value != null) {
                    print("(" + type(value.elem()) + ") " + atom(value));
                }
            }
            case Stmt.Push push -> push(push);
            case Stmt.Pop pop -> pop(pop);
        }
    }

    /** A string literal of C++ and of Java alike. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c < ' ' ? String.format("\\%03o", (int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }

    protected final String initial(Elem elem, Stmt.Init init) {
        return elem == Elem.INT ? "0" : init == Stmt.Init.NAN ? constant(Double.NaN) : "0.0";
    }

    protected final boolean isScalarLocal(Array array) {
        return array.rank() == 0 && storages.get(array) instanceof Stmt.Storage.Local && !passed.contains(array);
    }

    private String access(Array array, List<Atom> index) {
        if (isScalarLocal(array)) {
            return name(array);
        }
        StringBuilder offset = new StringBuilder();
        List<Atom> size = sizes.get(array);
        for (int k = 0; k < index.size(); k++) {
            if (k > 0) {
                offset.insert(0, '(').append(") * ").append(atom(size.get(k))).append(" + ");
            }
            offset.append(atom(index.get(k)));
        }
        return element(array, index.isEmpty() ? "0" : offset.toString());
    }

    protected final String count(List<Atom> size) {
        String product = size.isEmpty() ? "1" : String.join(" * ", size.stream().map(a -> wide(atom(a))).toList());
        // memory of a branch that is not taken may be asked for before its sizes are found wrong
        return size.stream().allMatch(a -> a instanceof Atom.Int) ? product : "(" + product + " < 0 ? 0 : " + product + ")";
    }

    abstract String wide(String integer);

    abstract String wideConstant(long value);

    /** What a turn of a loop costs, as an expression. */
    protected final String cost(Division.Cost cost) {
        StringBuilder text = new StringBuilder(wideConstant(cost.fixed()));
        cost.loops().forEach((count, turn) -> text.append(" + ").append(wide(atom(count))).append(" * (").append(cost(turn)).append(")"));
        return text.toString();
    }

    // ---- expressions

    protected final String atom(Atom atom) {
        return switch (atom) {
            case Value v -> name(v);
            case Atom.Real r -> constant(r.value());
            case Atom.Int i -> i.value() < 0 ? "(" + i.value() + ")" : Integer.toString(i.value());
        };
    }

    protected final String name(Value v) {
        return identifier(v.name()) + "_" + (v.id() < 0 ? "m" + -v.id() : v.id());
    }

    protected final String name(Array a) {
        return identifier(a.name()) + "_" + a.id();
    }

    protected static String identifier(String name) {
        StringBuilder clean = new StringBuilder();
        for (char c : name.toCharArray()) {
            clean.append(c < 128 && Character.isLetterOrDigit(c) ? c : c == '\'' ? 'd' : c == '^' ? 't' : c == '~' ? 'q' : '_');
        }
        return clean.isEmpty() || Character.isDigit(clean.charAt(0)) ? "v" + clean : clean.toString();
    }

    protected final String functionName(Op op) {
        return "f_" + identifier(op.name());
    }

    private String call(Op op, List<Atom> arguments) {
        List<String> a = arguments.stream().map(this::atom).toList();
        return switch (op.definition()) {
            case Op.Definition.Composite c -> functionName(op) + "(" + String.join(", ", a) + ")";
            case Op.Definition.Primitive p -> template(primitive(op, p), a);
            case Op.Definition.Arithmetic arithmetic -> arithmetic(op.name(), a);
        };
    }

    private static String template(String template, List<String> arguments) {
        String result = template;
        for (int i = arguments.size(); i >= 1; i--) {
            result = result.replace("$" + i, arguments.get(i - 1));
        }
        return result;
    }

    abstract String truth(String condition);

    abstract String integerDivide(String a, String b);

    abstract String integerModulo(String a, String b);

    private String arithmetic(String op, List<String> a) {
        return switch (op) {
            case "neg", "ineg" -> "-" + a.get(0);
            case "add", "iadd" -> a.get(0) + " + " + a.get(1);
            case "sub", "isub" -> a.get(0) + " - " + a.get(1);
            case "mul", "imul" -> a.get(0) + " * " + a.get(1);
            case "div" -> a.get(0) + " / " + a.get(1);
            case "real" -> "(double) " + a.get(0);
            case "idiv" -> integerDivide(a.get(0), a.get(1));
            case "imod" -> integerModulo(a.get(0), a.get(1));
            case "eq", "ieq" -> truth(a.get(0) + " == " + a.get(1));
            case "ne", "ine" -> truth(a.get(0) + " != " + a.get(1));
            case "lt", "ilt" -> truth(a.get(0) + " < " + a.get(1));
            case "le", "ile" -> truth(a.get(0) + " <= " + a.get(1));
            case "not" -> truth(a.get(0) + " == 0");
            case "rare" -> a.get(0);
            case "and" -> truth(a.get(0) + " != 0 && " + a.get(1) + " != 0");
            case "select", "iselect" -> a.get(0) + " != 0 ? " + a.get(1) + " : " + a.get(2);
            default -> throw new IllegalArgumentException("no spelling for " + op);
        };
    }
}
