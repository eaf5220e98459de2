package org.pmodel.runtime.lower;

import java.util.List;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Stmt.Message.Kind;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Kernel;

/** Writes {@code print}, {@code reject} and {@code fatal_error}, with values as Stan shows them: {@code [1,2]} for containers, {@code (1,2)} for tuples. */
final class Messages {
    /** What a failed check shows without printing first. */
    private static final int CHECK_VALUES = 4;

    private final Lowering lowering;
    private final Expressions expressions;

    Messages(Lowering lowering, Expressions expressions) {
        this.lowering = lowering;
        this.expressions = expressions;
    }

    void write(Stmt.Message s) {
        if (s.kind() == Kind.PRINT) {
            if (!lowering.silent) {
                s.arguments().forEach(this::print);
                lowering.out.print("\n");
            }
            return;
        }
        String code = s.kind() == Kind.REJECT ? "E0705" : "E0706";
        List<Expr> values = s.arguments().stream().filter(e -> !(e instanceof Expr.StringLiteral)).toList();
        boolean few = values.size() <= CHECK_VALUES && values.stream().allMatch(e -> e.type() == Type.INT || e.type() == Type.REAL);
        if (few) {
            lowering.out.check(Atom.NONE, lowering.faults.number(code, "rejected: " + template(s.arguments()), s.span()),
                    values.stream().map(expressions::scalar).toList());
        } else {
            lowering.out.print(Kernel.Fault.BEGINS);
            s.arguments().forEach(this::print);
            lowering.out.check(Atom.NONE, lowering.faults.number(code, "rejected: " + Kernel.Fault.PRINTED, s.span()), List.of());
        }
    }

    private static String template(List<Expr> arguments) {
        StringBuilder text = new StringBuilder();
        int values = 0;
        for (Expr e : arguments) {
            text.append(e instanceof Expr.StringLiteral literal ? literal.value() : "{" + values++ + "}");
        }
        return text.toString();
    }

    private void print(Expr e) {
        if (e instanceof Expr.StringLiteral literal) {
            lowering.out.print(literal.value());
        } else {
            print(expressions.value(e), e.type());
        }
    }

    private void print(Shaped value, Type type) {
        switch (value) {
            case Shaped.Tuple t when type.rank() == 0 -> {
                List<Type> types = type instanceof Type.Tuple(List<Type> elements) ? elements : List.of(Type.REAL, Type.REAL);
                for (int k = 0; k < types.size(); k++) {
                    lowering.out.print(k == 0 ? "(" : ",");
                    print(t.elements().get(k), types.get(k));
                }
                lowering.out.print(")");
            }
            case Shaped.Scalar(Atom atom) -> lowering.out.print(atom);
            case Shaped.FunctionName f -> throw new IllegalStateException(f.id());
            default -> container(value, type);
        }
    }

    private void container(Shaped value, Type type) {
        lowering.out.print("[");
        lowering.loop("n", value.sizes().get(0), i -> {
            lowering.out.branch(i, () -> lowering.out.print(","), () -> { });
            print(lowering.part(value, List.of(i)), type.indexed(1));
        });
        lowering.out.print("]");
    }
}
