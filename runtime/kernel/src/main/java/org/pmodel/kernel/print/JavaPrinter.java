package org.pmodel.kernel.print;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Stmt;

/** A kernel as a Java class that implements {@link org.pmodel.runtime.jvm.CompiledKernel}, its large bodies cut into methods. */
public final class JavaPrinter extends JavaSpelling {
    public static final String IMPORTS = "import org.pmodel.runtime.jvm.KernelMemory;\nimport org.pmodel.numerics.Numerics;\n";

    private static final String SHARED = "KernelMemory ctx, double[] ws, int[] iws, ";

    /** Of the body that is being written. */
    private Cutting cutting = Cutting.of(Block.EMPTY, "", s -> false);
    /** What methods of pieces take from the method that they are cut out of, and what it hands over, with a comma behind. */
    private String callerParameters, callerArguments;
    /** Loops that stand as methods of their own, with their numbers. */
    private final Map<Stmt.For, DividedLoop> divided = new IdentityHashMap<>();
    /** Arrays from outside of the divided loop that is being written. */
    private final Set<Array> outside = new HashSet<>();

    private record DividedLoop(int number, Division division) {
        String method() {
            return "loop_" + number;
        }
    }

    private JavaPrinter(List<String> slots) {
        super(slots);
    }

    /** The source of a class in no package, named as the kernel, which binds data. */
    public static String print(Kernel kernel, List<String> slots) {
        return IMPORTS + "public " + source(kernel, slots);
    }

    /** The source of a class in no package, named as the kernel, whose long loops threads can share. */
    public static String printDivided(Kernel kernel, List<String> slots) {
        JavaPrinter printer = new JavaPrinter(slots);
        printer.text.append(IMPORTS).append("public ");
        Kernel lazy = LazySelections.in(kernel);
        printer.kernel(lazy, Division.loops(lazy.body()));
        return printer.text.toString();
    }

    /** The source of a class named as the kernel, from its word {@code final} on; it needs {@link #IMPORTS}. */
    public static String source(Kernel kernel, List<String> slots) {
        JavaPrinter printer = new JavaPrinter(slots);
        printer.kernel(LazySelections.in(kernel), List.of());
        return printer.text.toString();
    }

    private void kernel(Kernel kernel, List<Division> loops) {
        loops.forEach(d -> divided.put(d.loop(), new DividedLoop(divided.size() + 1, d)));
        open("final class " + kernel.name() + " implements org.pmodel.runtime.jvm." + (loops.isEmpty() ? "CompiledKernel" : "DividedKernel") + " {");
        composites(kernel);
        routines(kernel).forEach(r -> routine(kernel, r));
        enter(kernel, kernel.body());
        declareAll(kernel.body());
        loops.forEach(d -> part(divided.get(d.loop()), kernel.body()));
        if (!loops.isEmpty()) {
            parts(loops);
        }
        cut(Cutting.of(kernel.body(), "piece_", divided::containsKey), "double[] in, double[] out, ", "in, out, ");
        open("public int run(KernelMemory ctx, double[] in, double[] out) {");
        line("double[] ws = ctx.workspace;");
        line("int[] iws = ctx.intWorkspace;");
        line("int top = 0, itop = 0, stack = ws.length;");
        statements(kernel.body());
        line("return 0;");
        close("}");
        close("}");
    }

    /** A static method. An array of the caller is the Java array and where in it the memory begins. */
    private void routine(Kernel kernel, Routine routine) {
        enter(kernel, routine.body());
        declareAll(routine.body());
        List<String> parameters = new ArrayList<>();
        routine.parameters().forEach(p -> parameters.add(", final int " + name(p)));
        routine.memory().forEach(a -> parameters.add(memoryParameter(a.array())));
        String name = routineName(routine.signature());
        cut(Cutting.of(routine.body(), name + "_piece_", s -> false), "", "");
        open("static int " + name + "(" + SHARED + "int top, int itop, int stack" + String.join("", parameters) + ") {");
        line("ctx.fault = " + routine.signature().tooDeep() + ";");
        block(routine.body());
        line("return 0;");
        close("}");
    }

    private String memoryParameter(Array array) {
        return ", " + type(array.elem()) + "[] " + base(array) + ", int " + name(array);
    }

    @Override
    boolean isFromElsewhere(Array array) {
        return outside.contains(array) || storages.get(array) instanceof Stmt.Storage.Parameter;
    }

    // ---- pieces in methods of their own

    /** Turns to a body and writes the methods of its pieces. */
    private void cut(Cutting body, String parameters, String arguments) {
        cutting = body;
        callerParameters = parameters;
        callerArguments = arguments;
        body.methods().forEach(this::method);
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

    private void method(Piece piece) {
        List<String> parameters = new ArrayList<>();
        memory(piece).forEach(a -> parameters.add(memoryParameter(a)));
        Handover handed = handed(piece);
        open("private static int " + piece.method() + "(" + SHARED + callerParameters + "int top, int itop, int stack" + String.join("", parameters) + ") {");
        line("final int given = top, igiven = itop;");
        given(piece.around()).forEach((name, type) -> line(type + " " + name + " = " + handed.place(name, "given") + ";"));
        named(piece.around());
        line("top += " + handed.reals().size() + ";");
        line("itop += " + handed.ints().size() + ";");
        piece.statements().forEach(this::statement);
        changed(piece).forEach(a -> line(handed.place(name(a), "given") + " = " + name(a) + ";"));
        piece.results().forEach(v -> line(handed.place(name(v), "given") + " = " + name(v) + ";"));
        if (piece.around().effects().stack()) {
            line("ctx.stack = stack;");
        }
        line("return 0;");
        close("}");
    }

    private void call(Piece piece) {
        List<String> arguments = new ArrayList<>();
        memory(piece).forEach(a -> arguments.add(", " + base(a) + ", " + name(a)));
        Handover handed = handed(piece);
        String status = "status_" + piece.method();
        line(handed.room());
        given(piece.around()).forEach((name, type) -> line(handed.place(name, "top") + " = " + name + ";"));
        line("final int " + status + " = " + piece.method() + "(ctx, ws, iws, " + callerArguments + "top, itop, stack" + String.join("", arguments) + ");");
        line("if (" + status + " != 0) return " + status + ";");
        changed(piece).forEach(a -> line(name(a) + " = " + handed.place(name(a), "top") + ";"));
        piece.results().forEach(v -> line("final " + type(v.elem()) + " " + name(v) + " = " + handed.place(name(v), "top") + ";"));
        if (piece.around().effects().stack()) {
            line("stack = ctx.stack;");
        }
    }

    /** Numbers are handed over, and those that change or are new handed back. */
    private Handover handed(Piece piece) {
        Handover handed = new Handover();
        given(piece.around()).forEach((name, type) -> handed.add(type.equals("double"), name));
        piece.results().forEach(v -> handed.add(v.elem() == Elem.REAL, name(v)));
        return handed;
    }

    /** The numbers that a method is given, with their types: values, scalars, and where arrays of the workspace begin. */
    private Map<String, String> given(Surroundings around) {
        Map<String, String> given = new LinkedHashMap<>();
        around.values().forEach(v -> given.put(name(v), type(v.elem())));
        around.arrays().stream().filter(a -> isScalarLocal(a) || storages.get(a) instanceof Stmt.Storage.Local && !isFromElsewhere(a))
            .forEach(a -> given.put(name(a), isScalarLocal(a) ? type(a.elem()) : "int"));
        return given;
    }

    private List<Array> changed(Piece piece) {
        return piece.around().arrays().stream().filter(a -> isScalarLocal(a) && piece.around().effects().writes(a)).toList();
    }

    /** The arrays of a piece that are memory from elsewhere. */
    private List<Array> memory(Piece piece) {
        return piece.around().arrays().stream().filter(a -> !isScalarLocal(a) && isFromElsewhere(a)).toList();
    }

    /** Names the bound arrays again. */
    private void named(Surroundings around) {
        for (Array a : around.arrays()) {
            switch (storages.get(a)) {
                case Stmt.Storage.External(String slot) -> external(a, slot);
                case Stmt.Storage.Persistent(String slot) -> external(a, slot);
                default -> { }
            }
        }
    }

    // ---- loops that parts of may run side by side

    /** Writes a loop as a method over a part of its turns, in memory of its own ({@code ctx}); what is outside of the loop is in the memory of the whole. */
    private void part(DividedLoop loop, Block body) {
        Division d = loop.division();
        Handover handed = handed(d);
        outside.addAll(elsewhere(d));
        cut(Cutting.inside(d.loop(), body, loop.method() + "_piece_"), "double[] in, double[] out, ", "in, out, ");
        open("private static int " + loop.method() + "(KernelMemory whole, KernelMemory ctx, double[] in, double[] out, int begin, int end) {");
        line("final int given = whole.top - " + handed.reals().size() + ", igiven = whole.itop - " + handed.ints().size() + ";");
        line("double[] ws = whole.workspace;");
        line("int[] iws = whole.intWorkspace;");
        d.values().forEach(v -> line("final " + type(v.elem()) + " " + name(v) + " = " + handed.place(name(v), "given") + ";"));
        for (Array a : d.others()) {
            switch (storages.get(a)) {
                case Stmt.Storage.External(String slot) -> external(a, slot);
                case Stmt.Storage.Local local -> {
                    line("final " + (isScalarLocal(a) ? type(a.elem()) : "int") + " " + name(a) + " = " + handed.place(name(a), "given") + ";");
                    if (!isScalarLocal(a)) {
                        line("final " + type(a.elem()) + "[] " + base(a) + " = " + (a.elem() == Elem.REAL ? "ws" : "iws") + ";");
                    }
                }
                default -> { }
            }
        }
        for (int k = 0; k < d.sums().size(); k++) {
            Array a = d.sums().get(k);
            line(isScalarLocal(a) ? "double " + name(a) + " = 0.0;"
                    : "final double[] " + base(a) + " = ctx.sums[" + k + "]; final int " + name(a) + " = ctx.sumBegins[" + k + "];");
        }
        line("ws = ctx.workspace;");
        line("iws = ctx.intWorkspace;");
        line("int top = ctx.top, itop = ctx.itop, stack = ctx.stack;");
        loop(d.loop(), "begin", "end");
        for (int k = 0; k < d.sums().size(); k++) {
            if (isScalarLocal(d.sums().get(k))) {
                line("ctx.sums[" + k + "][ctx.sumBegins[" + k + "]] += " + name(d.sums().get(k)) + ";");
            }
        }
        line("return 0;");
        close("}");
        outside.clear();
    }

    /** Arrays that turns reach through the memory of the whole, or add to as a part does, in memory of its own. */
    private List<Array> elsewhere(Division d) {
        return Stream.concat(d.others().stream().filter(a -> storages.get(a) instanceof Stmt.Storage.Local), d.sums().stream())
            .filter(a -> !isScalarLocal(a)).toList();
    }

    /** What a loop's method takes from where the loop stands: values, scalars, and where arrays begin; scalars that are summed into come back. */
    private Handover handed(Division d) {
        Handover handed = new Handover();
        d.values().forEach(v -> handed.add(v.elem() == Elem.REAL, name(v)));
        d.others().stream().filter(a -> storages.get(a) instanceof Stmt.Storage.Local)
            .forEach(a -> handed.add(isScalarLocal(a) && a.elem() == Elem.REAL, name(a)));
        d.sums().stream().filter(this::isScalarLocal).forEach(a -> handed.add(true, name(a)));
        return handed;
    }

    private void parts(List<Division> loops) {
        open("public int part(int loop, KernelMemory whole, KernelMemory part, double[] in, double[] out, int begin, int end) {");
        open("switch (loop) {");
        loops.stream().map(d -> divided.get(d.loop())).forEach(l ->
            line("case " + l.number() + ": return " + l.method() + "(whole, part, in, out, begin, end);"));
        line("default: throw new IllegalArgumentException();");
        close("}");
        close("}");
    }

    @Override
    boolean callLoop(Stmt.For loop) {
        DividedLoop method = divided.get(loop);
        if (method == null) {
            return false;
        }
        Division d = method.division();
        Handover handed = handed(d);
        open("{");
        line(handed.room());
        handed.reals().forEach(name -> line(handed.place(name, "top") + " = " + name + ";"));
        handed.ints().forEach(name -> line(handed.place(name, "top") + " = " + name + ";"));
        line("ctx.begin(top + " + handed.reals().size() + ", itop + " + handed.ints().size() + ", stack);");
        for (Array a : d.sums()) {
            line("ctx.sum(" + (isScalarLocal(a) ? "ws, top + " + handed.reals().indexOf(name(a)) + ", 1"
                    : storages.get(a) instanceof Stmt.Storage.Output ? "out, 0, " + count(sizes.get(a)) : "ws, " + name(a) + ", " + count(sizes.get(a))) + ");");
        }
        String count = atom(loop.count());
        line("final int parts = ctx.parts(" + count + ", " + cost(d.cost()) + ");");
        line("final int status = parts == 1 ? " + method.method() + "(ctx, ctx, in, out, 0, " + count + ") : ctx.divide(this, " + method.number()
                + ", parts, " + count + ", in, out);");
        line("if (status != 0) return status;");
        d.sums().stream().filter(this::isScalarLocal).forEach(a -> line(name(a) + " = " + handed.place(name(a), "top") + ";"));
        close("}");
        return true;
    }
}
