package org.pmodel.kernel.print;

import java.util.List;
import java.util.stream.Collectors;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Routine;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.Value;

/**
 * Kernel IR as people read it, one statement a line; {@link TextParser} reads it back. A name carries its identity behind a dot: {@code mu.3};
 * an integer value or array is marked with {@code %}.
 */
public final class TextPrinter {
    private final StringBuilder text = new StringBuilder();

    private TextPrinter() {}

    public static String print(Kernel kernel) {
        TextPrinter printer = new TextPrinter();
        printer.text.append("kernel ").append(kernel.name()).append('\n');
        kernel.faults().forEach(f -> printer.line(1, "fault " + f.code() + " " + quoted(f.message()) + " " + quoted(f.place())
                + (f.site().isEmpty() ? "" : " site " + quoted(f.site()))));
        for (Routine r : kernel.routines()) {
            printer.line(1, head(r));
            printer.block(r.body(), 2);
            printer.line(1, "}");
        }
        printer.block(kernel.body(), 1);
        return printer.text.toString();
    }

    private static String head(Routine routine) {
        Routine.Signature s = routine.signature();
        return "routine " + s.name() + "(" + routine.parameters().stream().map(TextPrinter::name).collect(Collectors.joining(", ")) + ") fault " + s.tooDeep()
                + (s.random() ? " random" : "") + (s.prints() ? " prints" : "")
                + routine.adjoints().stream().map(a -> " adjoint " + a.memory() + " " + a.sizes() + " " + a.routine().name()).collect(Collectors.joining()) + " {";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private void block(Block block, int depth) {
        for (Stmt statement : block.statements()) {
            statement(statement, depth);
        }
    }

    private void statement(Stmt statement, int depth) {
        switch (statement) {
            case Stmt.Let(Value result, Op op, List<Atom> arguments) -> line(depth, name(result) + " = " + op.name() + "(" + atoms(arguments) + ")");
            case Stmt.Load(Value result, Array array, List<Atom> index) -> line(depth, name(result) + " = " + name(array) + "[" + atoms(index) + "]");
            case Stmt.Store(Array array, List<Atom> index, Atom value) -> line(depth, name(array) + "[" + atoms(index) + "] = " + atom(value));
            case Stmt.Add(Array array, List<Atom> index, Atom value) -> line(depth, name(array) + "[" + atoms(index) + "] += " + atom(value));
            case Stmt.Alloc(Array array, List<Atom> sizes, Stmt.Storage storage) ->
                line(depth, "alloc " + name(array) + "[" + atoms(sizes) + "] " + storage(storage));
            case Stmt.For(Value index, Atom count, Block body) -> {
                line(depth, "for " + name(index) + " < " + atom(count) + " {");
                block(body, depth + 1);
                line(depth, "}");
            }
            case Stmt.While(Block header, Atom condition, Block body) -> {
                line(depth, "while {");
                block(header, depth + 1);
                line(depth, "} " + atom(condition) + " {");
                block(body, depth + 1);
                line(depth, "}");
            }
            case Stmt.If(Atom condition, Block then, Block otherwise) -> {
                line(depth, "if " + atom(condition) + " {");
                block(then, depth + 1);
                if (!otherwise.isEmpty()) {
                    line(depth, "} else {");
                    block(otherwise, depth + 1);
                }
                line(depth, "}");
            }
            case Stmt.Check(Atom condition, int fault, List<Atom> values) -> line(depth, "check " + atom(condition) + " fault " + fault + "(" + atoms(values) + ")");
            case Stmt.Print(String text, Atom value) -> line(depth, "print " + quoted(text) + (value == null ? "" : " " + atom(value)));
            case Stmt.Call(Routine.Signature callee, List<Atom> arguments, List<Array> memory, boolean optional) ->
                line(depth, "call " + callee.name() + "(" + atoms(arguments) + "; " + memory.stream().map(TextPrinter::name).collect(Collectors.joining(", ")) + ")"
                        + (optional ? " optional" : ""));
            case Stmt.Push(Atom value) -> line(depth, "push " + atom(value));
            case Stmt.Pop(Value result) -> line(depth, "pop " + name(result));
        }
    }

    private static String storage(Stmt.Storage storage) {
        return switch (storage) {
            case Stmt.Storage.Local(Stmt.Init init) -> init.name().toLowerCase();
            case Stmt.Storage.External(String name) -> "external " + name;
            case Stmt.Storage.Persistent(String name) -> "persistent " + name;
            case Stmt.Storage.Input() -> "input";
            case Stmt.Storage.Output() -> "output";
            case Stmt.Storage.Parameter(Stmt.Storage.Access access) -> "parameter " + access.name().toLowerCase();
        };
    }

    private void line(int depth, String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
    }

    private static String atoms(List<Atom> atoms) {
        return atoms.stream().map(TextPrinter::atom).collect(Collectors.joining(", "));
    }

    private static String atom(Atom atom) {
        return switch (atom) {
            case Value v -> name(v);
            case Atom.Real r -> Double.toString(r.value());
            case Atom.Int i -> Integer.toString(i.value());
        };
    }

    private static String name(Value v) {
        return (v.elem() == Elem.INT ? "%" : "") + v.name() + "." + v.id();
    }

    private static String name(Array a) {
        return (a.elem() == Elem.INT ? "%" : "") + a.name() + "." + a.id();
    }
}
