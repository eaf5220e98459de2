package org.pmodel.kernel.print;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Stmt;

/** A kernel as a Java class that implements {@link org.pmodel.runtime.jvm.CompiledKernel}. */
public final class JavaPrinter extends SourcePrinter {
    public static final String IMPORTS = "import org.pmodel.runtime.jvm.KernelMemory;\nimport org.pmodel.numerics.Numerics;\n";

    /** Arrays of operations, small ones, which the JVM may well keep in registers. */
    private final Set<Array> own = new HashSet<>();
    private int marks;
    private int calls;
    private final List<Integer> openMarks = new ArrayList<>();
    /** Of the body that is being written. */
    private Cutting cutting = Cutting.of(Block.EMPTY, "");
    /** What methods of pieces take from the method that they are cut out of, and what it hands over, with a comma behind. */
    private String callerParameters, callerArguments;

    private JavaPrinter(List<String> slots) {
        super(slots);
    }

    /** The source of a class in no package, named as the kernel. */
    public static String print(Kernel kernel, List<String> slots) {
        return IMPORTS + "public " + source(kernel, slots);
    }

    /** The source of a class named as the kernel, from its word {@code final} on; it needs {@link #IMPORTS}. */
    public static String source(Kernel kernel, List<String> slots) {
        JavaPrinter printer = new JavaPrinter(slots);
        printer.kernel(kernel);
        return printer.text.toString();
    }

    private void kernel(Kernel kernel) {
        open("final class " + kernel.name() + " implements org.pmodel.runtime.jvm.CompiledKernel {");
        composites(kernel);
        kernel.routines().forEach(r -> routine(kernel, r));
        enter(kernel, kernel.body());
        cut(kernel.body(), "piece_", "double[] in, double[] out, ", "in, out, ");
        open("public int run(KernelMemory ctx, double[] in, double[] out) {");
        line("double[] ws = ctx.workspace;");
        line("int[] iws = ctx.intWorkspace;");
        line("int top = 0, itop = 0, stack = ws.length;");
        statements(kernel.body());
        line("return 0;");
        close("}");
        close("}");
    }

    // ---- pieces in methods of their own

    /** Cuts a body and writes the methods of its pieces. */
    private void cut(Block body, String prefix, String parameters, String arguments) {
        cutting = Cutting.of(body, prefix);
        callerParameters = parameters;
        callerArguments = arguments;
        declareAll(body);
        cutting.methods().forEach(this::method);
    }

    @Override
    protected void statements(Block block) {
        for (Piece piece : cutting.pieces(block)) {
            if (piece.isInPlace()) {
                piece.statements().forEach(this::statement);
            } else {
                call(piece);
            }
        }
    }

    /** Numbers are handed over, and those that change or are new handed back, in the workspace. */
    private void method(Piece piece) {
        List<String> parameters = new ArrayList<>();
        memory(piece).forEach(a -> parameters.add(", " + type(a.elem()) + "[] " + base(a) + ", int " + name(a)));
        open("private static int " + piece.method() + "(KernelMemory ctx, double[] ws, int[] iws, " + callerParameters + "int top, int itop, int stack"
                + String.join("", parameters) + ") {");
        line("final int given = top, igiven = itop;");
        List<String> reals = handed(piece, Elem.REAL), ints = handed(piece, Elem.INT);
        given(piece, Elem.REAL).forEach(name -> line("double " + name + " = ws[given + " + reals.indexOf(name) + "];"));
        given(piece, Elem.INT).forEach(name -> line("int " + name + " = iws[igiven + " + ints.indexOf(name) + "];"));
        for (Array a : piece.around().arrays()) {
            switch (storages.get(a)) {
                case Stmt.Storage.External(String slot) -> external(a, slot);
                case Stmt.Storage.Persistent(String slot) -> external(a, slot);
                default -> { }
            }
        }
        line("top += " + reals.size() + ";");
        line("itop += " + ints.size() + ";");
        piece.statements().forEach(this::statement);
        changed(piece).forEach(a -> line((a.elem() == Elem.REAL ? "ws[given + " + reals.indexOf(name(a)) : "iws[igiven + " + ints.indexOf(name(a))) + "] = " + name(a) + ";"));
        piece.results().forEach(v -> line((v.elem() == Elem.REAL ? "ws[given + " + reals.indexOf(name(v)) : "iws[igiven + " + ints.indexOf(name(v))) + "] = " + name(v) + ";"));
        if (piece.around().effects().stack()) {
            line("ctx.stack = stack;");
        }
        line("return 0;");
        close("}");
    }

    private void call(Piece piece) {
        List<String> reals = handed(piece, Elem.REAL), ints = handed(piece, Elem.INT), arguments = new ArrayList<>();
        memory(piece).forEach(a -> arguments.add(", " + base(a) + ", " + name(a)));
        String name = piece.method(), status = "status_" + name;
        line("if (" + reals.size() + " > stack - top || " + ints.size() + " > iws.length - itop) return ctx.grow(" + reals.size() + ", " + ints.size() + ");");
        given(piece, Elem.REAL).forEach(given -> line("ws[top + " + reals.indexOf(given) + "] = " + given + ";"));
        given(piece, Elem.INT).forEach(given -> line("iws[itop + " + ints.indexOf(given) + "] = " + given + ";"));
        line("final int " + status + " = " + name + "(ctx, ws, iws, " + callerArguments + "top, itop, stack" + String.join("", arguments) + ");");
        line("if (" + status + " != 0) return " + status + ";");
        changed(piece).forEach(a -> line(name(a) + " = " + (a.elem() == Elem.REAL ? "ws[top + " + reals.indexOf(name(a)) : "iws[itop + " + ints.indexOf(name(a))) + "];"));
        piece.results().forEach(v -> line("final " + type(v.elem()) + " " + name(v) + " = "
                + (v.elem() == Elem.REAL ? "ws[top + " + reals.indexOf(name(v)) : "iws[itop + " + ints.indexOf(name(v))) + "];"));
        if (piece.around().effects().stack()) {
            line("stack = ctx.stack;");
        }
    }

    /** The arrays of a piece that a routine's caller owns. */
    private List<Array> memory(Piece piece) {
        return piece.around().arrays().stream().filter(a -> storages.get(a) instanceof Stmt.Storage.Parameter).toList();
    }

    /** The names of all numbers that pass between a kernel and a piece of it. */
    private List<String> handed(Piece piece, Elem elem) {
        List<String> names = new ArrayList<>(given(piece, elem));
        piece.results().stream().filter(v -> v.elem() == elem).forEach(v -> names.add(name(v)));
        return names;
    }

    /** The names of the numbers that a piece is given: values, scalars, and where arrays of the workspace begin. */
    private List<String> given(Piece piece, Elem elem) {
        List<String> names = new ArrayList<>();
        piece.around().values().stream().filter(v -> v.elem() == elem).forEach(v -> names.add(name(v)));
        piece.around().arrays().stream().filter(a -> isScalarLocal(a) ? a.elem() == elem : elem == Elem.INT && storages.get(a) instanceof Stmt.Storage.Local)
            .forEach(a -> names.add(name(a)));
        return names;
    }

    private List<Array> changed(Piece piece) {
        return piece.around().arrays().stream().filter(a -> isScalarLocal(a) && piece.around().effects().writes(a)).toList();
    }

    /** A static method. An array of the caller is the Java array and where in it the memory begins. */
    private void routine(Kernel kernel, Routine routine) {
        enter(kernel, routine.body());
        List<String> parameters = new ArrayList<>(List.of("KernelMemory ctx", "double[] ws", "int[] iws", "int top", "int itop", "int stack"));
        routine.parameters().forEach(p -> parameters.add("final int " + name(p)));
        for (Stmt.Alloc a : routine.memory()) {
            parameters.add(type(a.array().elem()) + "[] " + base(a.array()));
            parameters.add("int " + name(a.array()));
        }
        cut(routine.body(), routineName(routine.signature()) + "_piece_", "", "");
        open("static int " + routineName(routine.signature()) + "(" + String.join(", ", parameters) + ") {");
        line("ctx.fault = " + routine.signature().tooDeep() + ";");
        block(routine.body());
        line("return 0;");
        close("}");
    }

    private String base(Array array) {
        return name(array) + "_in";
    }

    @Override
    void call(String routine, Stmt.Call call) {
        List<String> arguments = new ArrayList<>(List.of("ctx", "ws", "iws", "top", "itop", "stack"));
        call.arguments().forEach(a -> arguments.add(atom(a)));
        for (Array array : call.memory()) {
            arguments.add(switch (storages.get(array)) {
                case Stmt.Storage.Local local -> (array.elem() == Elem.REAL ? "ws, " : "iws, ") + name(array);
                case Stmt.Storage.Parameter parameter -> base(array) + ", " + name(array);
                case Stmt.Storage.Input input -> "in, 0";
                case Stmt.Storage.Output output -> "out, 0";
                default -> name(array) + ", 0";
            });
        }
        String status = "status" + calls++;
        line("final int " + status + " = " + routine + "(" + String.join(", ", arguments) + ");");
        line("if (" + status + " != 0) return " + status + ";");
    }

    @Override
    String type(Elem elem) {
        return elem == Elem.REAL ? "double" : "int";
    }

    @Override
    String fixed() {
        return "final ";
    }

    @Override
    String constant(double value) {
        if (Double.isNaN(value)) {
            return "Double.NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        }
        return value < 0 || 1 / value < 0 ? "(" + value + ")" : Double.toString(value);
    }

    @Override
    String primitive(Op op, Op.Definition.Primitive primitive) {
        return primitive.java();
    }

    @Override
    String functionHead(Op op, List<String> parameters) {
        return "static " + type(op.result()) + " " + functionName(op) + "(" + String.join(", ", parameters) + ")";
    }

    @Override
    String element(Array array, String offset) {
        return switch (storages.get(array)) {
            case Stmt.Storage.Local local when own.contains(array) -> name(array) + "[" + offset + "]";
            case Stmt.Storage.Local local -> (array.elem() == Elem.REAL ? "ws[" : "iws[") + name(array) + " + " + offset + "]";
            case Stmt.Storage.Parameter parameter -> base(array) + "[" + name(array) + " + " + offset + "]";
            case Stmt.Storage.Input input -> "in[" + offset + "]";
            case Stmt.Storage.Output output -> "out[" + offset + "]";
            default -> name(array) + "[" + offset + "]";
        };
    }

    @Override
    String wide(String integer) {
        return "(long) " + integer;
    }

    @Override
    void allocate(Stmt.Alloc alloc) {
        boolean real = alloc.array().elem() == Elem.REAL;
        String name = name(alloc.array());
        switch (alloc.storage()) {
            case Stmt.Storage.Local(Stmt.Init init) when inFunction -> {
                own.add(alloc.array());
                line("final " + (real ? "double" : "int") + "[] " + name + " = new " + (real ? "double" : "int") + "[(int) (" + count(alloc.sizes()) + ")];");
                if (init == Stmt.Init.NAN) {
                    line("java.util.Arrays.fill(" + name + ", " + initial(alloc.array().elem(), init) + ");");
                }
            }
            case Stmt.Storage.Local(Stmt.Init init) -> {
                String top = real ? "top" : "itop", count = count(alloc.sizes());
                line("final int " + name + " = " + top + ";");
                line(top + " = ctx." + (real ? "reals(top, stack, " : "ints(itop, ") + count
                        + (init == Stmt.Init.NONE ? "" : ", " + initial(alloc.array().elem(), init)) + ");");
                line("if (" + top + " < 0) return 2;");
            }
            case Stmt.Storage.External(String slot) -> external(alloc.array(), slot);
            case Stmt.Storage.Persistent(String slot) -> {
                line("final " + (real ? "double[] " : "int[] ") + name + " = new " + (real ? "double" : "int") + "[(int) (" + count(alloc.sizes()) + ")];");
                line("ctx." + table(real) + "[" + slots.get(slot) + "] = " + name + ";");
            }
            case Stmt.Storage.Parameter parameter -> { }
            case Stmt.Storage.Input input -> { }
            case Stmt.Storage.Output output -> { }
        }
    }

    /** A name for an array that is there already. */
    private void external(Array array, String slot) {
        boolean real = array.elem() == Elem.REAL;
        line("final " + (real ? "double[] " : "int[] ") + name(array) + " = ctx." + table(real) + "[" + slots.get(slot) + "];");
    }

    private static String table(boolean real) {
        return real ? "reals" : "ints";
    }

    @Override
    void check(Stmt.Check check) {
        List<String> values = new ArrayList<>();
        check.values().forEach(v -> values.add("(double) " + atom(v)));
        line("if (" + atom(check.condition()) + " == 0) return ctx.fail(" + check.fault() + ", new double[] {" + String.join(", ", values) + "});");
    }

    @Override
    void print(String argument) {
        line("ctx.print(" + argument + ");");
    }

    @Override
    void push(Stmt.Push push) {
        line("if (stack <= top) return ctx.grow(1, 0);");
        line("ws[--stack] = " + atom(push.value()) + ";");
    }

    @Override
    void pop(Stmt.Pop pop) {
        line("final " + type(pop.result().elem()) + " " + name(pop.result()) + " = (" + type(pop.result().elem()) + ") ws[stack++];");
    }

    @Override
    void loopHead(Stmt.For loop, String begin, String end) {
        String index = name(loop.index());
        line("for (int " + index + " = " + begin + "; " + index + " < " + end + "; " + index + "++) {");
    }

    @Override
    boolean callLoop(Stmt.For loop) {
        return false;
    }

    @Override
    boolean takesWorkspace(Stmt.Alloc alloc) {
        return !inFunction;
    }

    @Override
    void blockStart(boolean allocates) {
        openMarks.add(allocates ? marks : -1);
        if (allocates) {
            line("final int mark" + marks + " = top, imark" + marks++ + " = itop;");
        }
    }

    @Override
    void blockEnd(boolean allocates) {
        int mark = openMarks.remove(openMarks.size() - 1);
        if (mark >= 0) {
            line("top = mark" + mark + ";");
            line("itop = imark" + mark + ";");
        }
    }

    @Override
    String truth(String condition) {
        return "(" + condition + ") ? 1 : 0";
    }

    @Override
    String integerDivide(String a, String b) {
        return "Numerics.idiv(" + a + ", " + b + ")";
    }

    @Override
    String integerModulo(String a, String b) {
        return "Numerics.mod(" + a + ", " + b + ")";
    }
}
