package org.pmodel.compiler.elaborate;

import java.util.List;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Lift;
import org.pmodel.ir.Operators;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;

/** The check that the ranges of a plate in a plate, one for each iteration of the outer one, are in ascending order and do not overlap. */
final class Segments {
    private Segments() {}

    /** Statements before the outer plate that remember where the last segment ended, and which that was. */
    static Stmt check(Stmt.Plate outer, Stmt.Plate inner, UniqueNames names) {
        Span span = inner.span();
        Expr.Variable end = new Expr.Variable(names.give("end"), Type.INT, span);
        Expr.Variable last = new Expr.Variable(names.give("last"), Type.INT, span);
        Expr early = compare(inner.from(), end);
        Stmt refuse = new Stmt.Message(Stmt.Message.Kind.FATAL_ERROR, List.of(text("segment ", span), outer.index(), text(" of plate " + inner.name() + " begins at ", span),
                inner.from(), text(", before segment ", span), last, text(" ends at ", span), end), span);
        Stmt overlap = new Stmt.If(early, List.of(new Stmt.If(compare(outer.from(), last), List.of(refuse), List.of(), span)), List.of(), span);
        Stmt next = new Stmt.If(compare(inner.from(), inner.to()),
                List.of(overlap, new Stmt.Assign(end, List.of(), inner.to(), span), new Stmt.Assign(last, List.of(), outer.index(), span)), List.of(), span);
        // Before the first segment that is not empty, no iteration is the last.
        Expr none = new Expr.Call(Operators.SUBTRACT, Lift.NONE, List.of(outer.from(), new Expr.IntLiteral(1, span)), Type.INT, span);
        return new Stmt.Block(List.of(declare(end, new Expr.IntLiteral(0, span)), declare(last, none),
                new Stmt.For(outer.index(), outer.from(), outer.to(), List.of(next), span)), span);
    }

    private static Stmt declare(Expr.Variable variable, Expr value) {
        return new Stmt.Declare(new Declaration(variable.name(), new SizedType.Plain(Type.INT, List.of(), Constraint.NONE), variable.span()), value, variable.span());
    }

    private static Expr compare(Expr a, Expr b) {
        return new Expr.Call(Operators.LESS_EQUAL, Lift.NONE, List.of(a, b), Type.INT, a.span());
    }

    private static Expr text(String text, Span span) {
        return new Expr.StringLiteral(text, span);
    }
}
