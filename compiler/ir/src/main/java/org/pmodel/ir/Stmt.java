package org.pmodel.ir;

import java.util.List;

/** A statement of a model block or a function body. */
public sealed interface Stmt {
    Span span();

    /** A declaration, with a definition or {@code null}. */
    record Declare(Declaration declaration, Expr value, Span span) implements Stmt {}

    /**
     * {@code variable[subscripts] = value}; compound forms ({@code +=}) are written out.
     *
     * @param path tuple positions and subscripts from the variable down; empty when the whole variable is assigned
     */
    record Assign(Expr.Variable variable, List<Step> path, Expr value, Span span) implements Stmt {
        public Assign {
            path = List.copyOf(path);
        }
    }

    /** One step from a variable to the part that is assigned. */
    sealed interface Step {
        record At(List<Expr.Subscript> subscripts) implements Step {
            public At {
                subscripts = List.copyOf(subscripts);
            }
        }

        record Element(int position) implements Step {}
    }

    /**
     * {@code variate ~ distribution(arguments) T[lower, upper]}.
     *
     * @param name unique in the model: the word given by the user, or the variate's variable
     * @param density the log density as a call with the variate first, what this statement adds to the target when not truncated
     * @param truncation {@code null} when there is none
     */
    record Site(String name, Expr variate, String distribution, List<Expr> arguments, Expr density, Truncation truncation, Span span)
            implements Stmt {
        public Site {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * {@code T[lower, upper]}: either bound may be {@code null}.
     *
     * @param correction what is subtracted from the density: the log probability of the interval, per element of the variate
     */
    record Truncation(Expr lower, Expr upper, Expr correction) {}

    /** {@code target += value}; containers are summed. */
    record Factor(String name, Expr value, Span span) implements Stmt {}

    /** {@code jacobian += value}: added where the density of the unconstrained parameters is asked for. */
    record AddJacobian(Expr value, Span span) implements Stmt {}

    /** {@code for (index in from:to) body}. */
    record For(Expr.Variable index, Expr from, Expr to, List<Stmt> body, Span span) implements Stmt {
        public For {
            body = List.copyOf(body);
        }
    }

    /** A {@code for} whose iterations are conditionally independent: stated by the user and proved by the compiler. */
    record Plate(String name, Expr.Variable index, Expr from, Expr to, List<Stmt> body, Span span) implements Stmt {
        public Plate {
            body = List.copyOf(body);
        }
    }

    /** {@code for (element in container) body}. */
    record ForEach(Expr.Variable element, Expr container, List<Stmt> body, Span span) implements Stmt {
        public ForEach {
            body = List.copyOf(body);
        }
    }

    record While(Expr condition, List<Stmt> body, Span span) implements Stmt {
        public While {
            body = List.copyOf(body);
        }
    }

    record If(Expr condition, List<Stmt> then, List<Stmt> otherwise, Span span) implements Stmt {
        public If {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** A scope. */
    record Block(List<Stmt> body, Span span) implements Stmt {
        public Block {
            body = List.copyOf(body);
        }
    }

    record Break(Span span) implements Stmt {}

    record Continue(Span span) implements Stmt {}

    /** {@code value} is {@code null} in a function without result. */
    record Return(Expr value, Span span) implements Stmt {}

    /** A call of a function without result. */
    record Evaluate(Expr call, Span span) implements Stmt {}

    /** {@code print}, {@code reject} or {@code fatal_error} with strings and values. */
    record Message(Kind kind, List<Expr> arguments, Span span) implements Stmt {
        public enum Kind { PRINT, REJECT, FATAL_ERROR }

        public Message {
            arguments = List.copyOf(arguments);
        }
    }
}
