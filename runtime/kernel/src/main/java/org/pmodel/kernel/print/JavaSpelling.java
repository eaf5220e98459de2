package org.pmodel.kernel.print;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Stmt;

/** How statements and operations are written in Java. */
abstract class JavaSpelling extends SourcePrinter {
    /** Arrays of operations, small ones, which the JVM may well keep in registers. */
    private final Set<Array> own = new HashSet<>();
    private int marks;
    private int calls;
    private final List<Integer> openMarks = new ArrayList<>();

    JavaSpelling(List<String> slots) {
        super(slots);
    }

    /** Whether an array is memory that was handed over: a Java array, and where in it the memory begins. */
    abstract boolean isFromElsewhere(Array array);

    /** The Java array that memory from elsewhere is a part of. */
    protected final String base(Array array) {
        return name(array) + "_in";
    }

    @Override
    void call(String routine, Stmt.Call call) {
        String status = "status" + calls++;
        line("final int " + status + " = " + routine + "(ctx, ws, iws, top, itop, stack, " + handedOver(call) + ");");
        line("if (" + status + " != 0) return " + status + ";");
    }

    @Override
    void product(Stmt.Call call) {
        line("ctx.product.add(" + handedOver(call) + ");");
    }

    private String handedOver(Stmt.Call call) {
        List<String> arguments = new ArrayList<>();
        call.arguments().forEach(a -> arguments.add(atom(a)));
        for (Array array : call.memory()) {
            arguments.add(isFromElsewhere(array) ? base(array) + ", " + name(array) : switch (storages.get(array)) {
                case Stmt.Storage.Local local -> (array.elem() == Elem.REAL ? "ws, " : "iws, ") + name(array);
                case Stmt.Storage.Input input -> "in, 0";
                case Stmt.Storage.Output output -> "out, 0";
                default -> name(array) + ", 0";
            });
        }
        return String.join(", ", arguments);
    }

    @Override
    String type(Elem elem) {
        return elem == Elem.REAL ? "double" : "int";
    }

    @Override
    protected Op.Snippet body(Op.Snippet body) {
        return LazySelections.in(body);
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
        if (isFromElsewhere(array)) {
            return base(array) + "[" + name(array) + " + " + offset + "]";
        }
        return switch (storages.get(array)) {
            case Stmt.Storage.Local local when own.contains(array) -> name(array) + "[" + offset + "]";
            case Stmt.Storage.Local local -> (array.elem() == Elem.REAL ? "ws[" : "iws[") + name(array) + " + " + offset + "]";
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
    String wideConstant(long value) {
        return value + "L";
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
    protected final void external(Array array, String slot) {
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
