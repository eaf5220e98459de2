package org.pmodel.compiler.syntax;

import java.util.List;
import org.pmodel.ir.Span;

/** A statement as it was written. */
public sealed interface Statement {
    Span span();

    /**
     * {@code type a = 1, b;}.
     *
     * @param missing begins with {@code missing}: entries may be lacking
     */
    record Declare(TypeExpression type, List<Declarator> declarators, boolean missing, Span span) implements Statement {
        public Declare {
            declarators = List.copyOf(declarators);
        }
    }

    /** @param value {@code null} without a definition */
    record Declarator(Name name, Expression value) {}

    /** {@code param type name ~ distribution(…);}. */
    record Param(TypeExpression type, Name name, DistributionCall distribution, Span span) implements Statement {}

    /** @param operator what stands before {@code =}: empty, {@code +}, {@code .*} … */
    record Assign(Expression target, String operator, Span operatorSpan, Expression value, Span span) implements Statement {}

    /** {@code variate ~ distribution(…);}. */
    record Tilde(Expression variate, DistributionCall distribution, Span span) implements Statement {}

    /** @param truncation {@code null} without one */
    record DistributionCall(Name name, List<Expression> arguments, Truncation truncation, Span span) {
        public DistributionCall {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code T[lower, upper]}; a missing bound is {@code null}. */
    record Truncation(Expression lower, Expression upper, Span span) {}

    /** {@code target += value;}. */
    record AddTarget(Expression value, Span span) implements Statement {}

    /** A function inside a body, which sees the variables around it. */
    record Local(Definition.Function function, Span span) implements Statement {}

    /** {@code name: statement}, a site with a name of its own. */
    record Named(Name name, Statement statement, Span span) implements Statement {}

    /** {@code jacobian += value;}. */
    record AddJacobian(Expression value, Span span) implements Statement {}

    /** A call of a function without result. */
    record Evaluate(Expression.Call call, Span span) implements Statement {}

    /** {@code for (index in from:to) body}. */
    record For(Name index, Expression from, Expression to, Statement body, Span span) implements Statement {}

    /** {@code for (element in container) body}. */
    record ForEach(Name element, Expression container, Statement body, Span span) implements Statement {}

    /** {@code plate name (index in from:to) body}. */
    record Plate(Name name, Name index, Expression from, Expression to, Statement body, Span span) implements Statement {}

    record While(Expression condition, Statement body, Span span) implements Statement {}

    /** @param otherwise {@code null} without an {@code else} */
    record If(Expression condition, Statement then, Statement otherwise, Span span) implements Statement {}

    record Block(List<Statement> body, Span span) implements Statement {
        public Block {
            body = List.copyOf(body);
        }
    }

    /** {@code profile("name") { … }}: a block that a profiler names. */
    record Profile(String name, List<Statement> body, Span span) implements Statement {
        public Profile {
            body = List.copyOf(body);
        }
    }

    record Break(Span span) implements Statement {}

    record Continue(Span span) implements Statement {}

    /** @param value {@code null} in a function without result */
    record Return(Expression value, Span span) implements Statement {}

    /** {@code print}, {@code reject} and {@code fatal_error}. */
    record Message(String kind, List<Printable> arguments, Span span) implements Statement {
        public Message {
            arguments = List.copyOf(arguments);
        }
    }

    /** What a message is made of. */
    sealed interface Printable {
        record Text(String value, Span span) implements Printable {}

        record Value(Expression value) implements Printable {}
    }

    /** A lone {@code ;}. */
    record Empty(Span span) implements Statement {}
}
