package org.pmodel.kernel.print;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Stmt;

/** Kernels as C++ over the ABI of {@code pm/kernel.h}. */
public final class CppPrinter extends SourcePrinter {
    private static final int SMALL = 128;

    private static final String MORE_WORKSPACE = "{ pm::workspace_holds(ctx, 2 * ctx->workspace_capacity + 1024); return PM_WORKSPACE_TOO_SMALL; }";

    private int marks;
    private final List<Integer> openMarks = new ArrayList<>();
    /** Loops that stand as functions of their own, with the functions' names. */
    private final Map<Stmt.For, Map.Entry<String, Division>> divisions = new IdentityHashMap<>();

    private CppPrinter(List<String> slots) {
        super(slots);
    }

    /**
     * One translation unit that exports both kernels under their names.
     *
     * @param bind runs once per data set, so that the compiler need not spend time on it
     */
    public static String print(Kernel bind, Kernel run, List<String> slots) {
        CppPrinter printer = new CppPrinter(slots);
        printer.line("#include \"pm/kernel.h\"");
        printer.line("#if defined(__GNUC__) && !defined(__clang__)");
        printer.line("#define ONCE __attribute__((optimize(\"O1\")))");
        // half the time of compiling a kernel with factors of matrices, for the same loops in vectors
        printer.line("#define ROUTINE __attribute__((noinline, optimize(\"O2\")))");
        printer.line("#else");
        printer.line("#define ONCE");
        printer.line("#define ROUTINE");
        printer.line("#endif");
        printer.kernel(bind, "ONCE ");
        printer.divide(run);
        printer.kernel(run, "");
        return printer.text.toString();
    }

    private void kernel(Kernel kernel, String attribute) {
        line("");
        composites(kernel);
        routines(kernel).forEach(r -> line(routineHead(kernel, r) + ";"));
        for (Routine r : routines(kernel)) {
            open(routineHead(kernel, r) + " {");
            line("double* const ws = ctx->workspace;");
            line("(void) ws, (void) top, (void) stack;");
            line("if (pm::stack_is_low(ctx)) return pm::too_deep(ctx, " + r.signature().tooDeep() + ");");
            block(r.body());
            line("return 0;");
            close("}");
        }
        enter(kernel, kernel.body());
        open("extern \"C\" " + attribute + "int32_t " + kernel.name() + "(pm_context* ctx, const double* __restrict in, double* __restrict out) {");
        line("double* const ws = ctx->workspace;");
        line("int64_t top = 0, stack = ctx->workspace_capacity, arena = 0;");
        line("(void) ws, (void) top, (void) stack, (void) arena, (void) in, (void) out;");
        block(kernel.body());
        line("return 0;");
        close("}");
    }

    private String routineHead(Kernel kernel, Routine routine) {
        enter(kernel, routine.body());
        List<String> parameters = new ArrayList<>(List.of("pm_context* ctx", "int64_t top", "int64_t stack"));
        routine.parameters().forEach(p -> parameters.add("const int32_t " + name(p)));
        routine.memory().forEach(a -> parameters.add((isRead(a.storage()) ? "const " : "") + type(a.array().elem()) + "* " + name(a.array())));
        return "ROUTINE static int32_t " + routineName(routine.signature()) + "(" + String.join(", ", parameters) + ")";
    }

    private static boolean isRead(Stmt.Storage storage) {
        return storage instanceof Stmt.Storage.Parameter(Stmt.Storage.Access access) && access == Stmt.Storage.Access.READ;
    }

    @Override
    void call(String routine, Stmt.Call call) {
        List<String> arguments = new ArrayList<>(List.of("ctx", "top", "stack"));
        call.arguments().forEach(a -> arguments.add(atom(a)));
        call.memory().forEach(a -> arguments.add(name(a)));
        line("if (const int32_t status = " + routine + "(" + String.join(", ", arguments) + ")) return status;");
    }

    @Override
    void product(Stmt.Call call) {
        List<String> arguments = new ArrayList<>(call.arguments().stream().map(this::atom).toList());
        call.memory().forEach(a -> arguments.add(name(a)));
        line("pm::product(" + String.join(", ", arguments) + ");");
    }

    @Override
    String type(Elem elem) {
        return elem == Elem.REAL ? "double" : "int32_t";
    }

    @Override
    String fixed() {
        return "const ";
    }

    @Override
    String constant(double value) {
        if (Double.isNaN(value)) {
            return "__builtin_nan(\"\")";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "__builtin_inf()" : "(-__builtin_inf())";
        }
        return value < 0 || 1 / value < 0 ? "(" + value + ")" : Double.toString(value);
    }

    @Override
    String primitive(Op op, Op.Definition.Primitive primitive) {
        return primitive.cpp();
    }

    @Override
    String functionHead(Op op, List<String> parameters) {
        return "static inline " + type(op.result()) + " " + functionName(op) + "(" + String.join(", ", parameters.stream().map(p -> "const " + p).toList()) + ")";
    }

    @Override
    String element(Array array, String offset) {
        return name(array) + "[" + offset + "]";
    }

    @Override
    String wide(String integer) {
        return "(int64_t) " + integer;
    }

    @Override
    String wideConstant(long value) {
        return value + "LL";
    }

    @Override
    void allocate(Stmt.Alloc alloc) {
        String type = type(alloc.array().elem()), name = name(alloc.array());
        switch (alloc.storage()) {
            case Stmt.Storage.Local(Stmt.Init init) when isSmall(alloc.sizes()) -> {
                line(type + " " + name + "[" + smallCount(alloc.sizes()) + "]" + (init == Stmt.Init.ZERO ? " = {};" : ";"));
                if (init == Stmt.Init.NAN) {
                    line("pm::fill<" + type + ">(" + name + ", " + smallCount(alloc.sizes()) + ", " + initial(alloc.array().elem(), init) + ");");
                }
            }
            case Stmt.Storage.Local(Stmt.Init init) -> {
                line(type + "* __restrict " + name + ";");
                open("{");
                line("const int64_t n = " + count(alloc.sizes()) + ", words = " + (alloc.array().elem() == Elem.REAL ? "n" : "(n + 1) / 2") + ";");
                line("if (words > stack - top) { pm::workspace_holds(ctx, 2 * ctx->workspace_capacity + words); return PM_WORKSPACE_TOO_SMALL; }");
                line(name + " = (" + type + "*) (ws + top);");
                line("top += words;");
                if (init != Stmt.Init.NONE) {
                    line("pm::fill<" + type + ">(" + name + ", n, " + initial(alloc.array().elem(), init) + ");");
                }
                close("}");
            }
            case Stmt.Storage.External(String slot) -> external(alloc.array(), slot);
            case Stmt.Storage.Persistent(String slot) -> {
                line("const int64_t " + name + "_at = arena;");
                line("arena += pm::doubles_for((" + count(alloc.sizes()) + ") * (int64_t) sizeof(" + type + "));");
                line("if (!pm::arena_holds(ctx, arena)) return PM_ARENA_TOO_SMALL;");
                line(type + "* const __restrict " + name + " = (" + type + "*) (ctx->arena + " + name + "_at);");
                line("ctx->arrays[" + slots.get(slot) + "] = " + name + ";");
            }
            case Stmt.Storage.Parameter parameter -> { }
            case Stmt.Storage.Input() -> line("const double* __restrict const " + name + " = in;");
            case Stmt.Storage.Output() -> line("double* __restrict const " + name + " = out;");
        }
    }

    private void external(Array array, String slot) {
        String type = type(array.elem());
        line("const " + type + "* const __restrict " + name(array) + " = (const " + type + "*) ctx->arrays[" + slots.get(slot) + "];");
    }

    /** Arrays of a few elements, as many as the text says, are variables of the function, which the compiler may keep in registers. */
    private static boolean isSmall(List<Atom> sizes) {
        return sizes.stream().allMatch(size -> size instanceof Atom.Int n && n.value() > 0 && n.value() <= SMALL) && smallCount(sizes) <= SMALL;
    }

    private static int smallCount(List<Atom> sizes) {
        return sizes.stream().mapToInt(size -> ((Atom.Int) size).value()).reduce(1, (a, b) -> a * b);
    }

    @Override
    void check(Stmt.Check check) {
        StringBuilder values = new StringBuilder();
        check.values().forEach(v -> values.append(", ").append(atom(v)));
        line("if (" + atom(check.condition()) + " == 0) return pm::refuse(ctx, " + check.fault() + ", " + check.values().size() + values + ");");
    }

    @Override
    void print(String argument) {
        line("pm::print(ctx, " + argument + ");");
    }

    @Override
    void push(Stmt.Push push) {
        line("if (stack <= top) " + MORE_WORKSPACE);
        line("ws[--stack] = " + atom(push.value()) + ";");
    }

    @Override
    void pop(Stmt.Pop pop) {
        line("const " + type(pop.result().elem()) + " " + name(pop.result()) + " = (" + type(pop.result().elem()) + ") ws[stack++];");
    }

    // ---- loops that parts of may run side by side

    /** Writes each loop of the outermost level that can be divided as a function over a part of its turns. */
    private void divide(Kernel kernel) {
        enter(kernel, kernel.body());
        composites(kernel);
        declare(kernel.body());
        for (Division d : Division.loops(kernel.body())) {
            String name = "loop_" + (divisions.size() + 1);
            divisions.put(d.loop(), Map.entry(name, d));
            surroundings(name, d);
            part(name, d);
        }
    }

    /** What a loop's function takes from where the loop stands. */
    private void surroundings(String name, Division d) {
        line("");
        open("struct " + name + " {");
        d.values().forEach(v -> line(type(v.elem()) + " " + name(v) + ";"));
        d.others().stream().filter(a -> !isExternal(a)).forEach(a -> line((isScalarLocal(a) ? "" : isInput(a) ? "const " : "") + type(a.elem())
                + (isScalarLocal(a) ? " " : "* ") + name(a) + ";"));
        close("};");
    }

    private void part(String name, Division d) {
        open("static __attribute__((noinline)) int32_t run_" + name + "(pm_context* ctx, int64_t top, const int64_t from, const int32_t begin, const int32_t end, "
                + "const void* surroundings, double* const* sums) {");
        line("const " + name + "& at = *(const " + name + "*) surroundings;");
        line("double* const ws = ctx->workspace;");
        line("int64_t stack = from;");
        line("(void) ws, (void) top, (void) stack, (void) at, (void) sums;");
        d.values().forEach(v -> line("const " + type(v.elem()) + " " + name(v) + " = at." + name(v) + ";"));
        for (Array a : d.others()) {
            String type = type(a.elem());
            if (storages.get(a) instanceof Stmt.Storage.External(String slot)) {
                external(a, slot);
            } else if (isScalarLocal(a)) {
                line("const " + type + " " + name(a) + " = at." + name(a) + ";");
            } else {
                line((isInput(a) ? "const " : "") + type + "* const __restrict " + name(a) + " = at." + name(a) + ";");
            }
        }
        for (int k = 0; k < d.sums().size(); k++) {
            Array a = d.sums().get(k);
            line(isScalarLocal(a) ? "double " + name(a) + " = 0.0;" : "double* const __restrict " + name(a) + " = sums[" + k + "];");
        }
        loop(d.loop(), "begin", "end");
        for (int k = 0; k < d.sums().size(); k++) {
            if (isScalarLocal(d.sums().get(k))) {
                line("*sums[" + k + "] += " + name(d.sums().get(k)) + ";");
            }
        }
        line("return 0;");
        close("}");
    }

    @Override
    boolean callLoop(Stmt.For loop) {
        Map.Entry<String, Division> division = divisions.get(loop);
        if (division == null) {
            return false;
        }
        String name = division.getKey();
        Division d = division.getValue();
        List<String> fields = new ArrayList<>();
        d.values().forEach(v -> fields.add(name(v)));
        d.others().stream().filter(a -> !isExternal(a)).forEach(a -> fields.add(name(a)));
        List<String> sums = d.sums().isEmpty() ? List.of("nullptr") : d.sums().stream().map(a -> (isScalarLocal(a) ? "&" : "") + name(a)).toList();
        open("{");
        line("const " + name + " at = {" + String.join(", ", fields) + "};");
        line("double* const sums[] = {" + String.join(", ", sums) + "};");
        line("const int64_t lengths[] = {" + String.join(", ", d.sums().isEmpty() ? List.of("0") : d.sums().stream().map(a -> count(sizes.get(a))).toList()) + "};");
        line("const int32_t status = pm::divided(ctx, top, stack, " + atom(loop.count()) + ", " + cost(d.cost()) + ", &at, " + d.sums().size() + ", sums, lengths, run_" + name + ");");
        line("if (status != PM_OK) return status;");
        close("}");
        return true;
    }

    private boolean isExternal(Array array) {
        return storages.get(array) instanceof Stmt.Storage.External;
    }

    private boolean isInput(Array array) {
        return storages.get(array) instanceof Stmt.Storage.Input;
    }

    @Override
    void loopHead(Stmt.For loop, String begin, String end) {
        List<String> reductions = new ArrayList<>();
        boolean small = loops >= 2 && Vectorization.isCostly(loop);
        if (!small && Vectorization.isPossible(loop, this::isScalarLocal, a -> reductions.add(name(a)))) {
            line("#pragma omp simd" + (reductions.isEmpty() ? "" : " reduction(+: " + String.join(", ", reductions) + ")"));
        }
        String index = name(loop.index());
        line("for (int32_t " + index + " = " + begin + "; " + index + " < " + end + "; " + index + "++) {");
    }

    @Override
    boolean takesWorkspace(Stmt.Alloc alloc) {
        return !isSmall(alloc.sizes());
    }

    @Override
    void blockStart(boolean allocates) {
        openMarks.add(allocates ? marks : -1);
        if (allocates) {
            line("const int64_t mark" + marks++ + " = top;");
        }
    }

    @Override
    void blockEnd(boolean allocates) {
        int mark = openMarks.remove(openMarks.size() - 1);
        if (mark >= 0) {
            line("top = mark" + mark + ";");
        }
    }

    @Override
    String truth(String condition) {
        return condition;
    }

    @Override
    String integerDivide(String a, String b) {
        return a + " / " + b;
    }

    @Override
    String integerModulo(String a, String b) {
        return a + " % " + b;
    }
}
