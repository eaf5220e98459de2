package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Expr.Subscript;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Stmt;

/** Recognises {@code x = x + e} and {@code x = x - e}, which are additions in place, and asks where a variable is mentioned. */
final class Increments {
    private Increments() {}

    /** @param negative whether the term is subtracted */
    record Increment(Expr term, boolean negative) {}

    /** What is added, or {@code null} where the assignment is none of that form. */
    static Increment of(Stmt.Assign s) {
        if (!(s.value() instanceof Expr.Call sum) || sum.arguments().size() != 2) {
            return null;
        }
        boolean negative = sum.function().equals(Operators.SUBTRACT);
        if (!negative && !sum.function().equals(Operators.ADD)) {
            return null;
        }
        Expr read = sum.arguments().get(0), increment = sum.arguments().get(1);
        List<Subscript> subscripts = new ArrayList<>();
        for (Stmt.Step step : s.path()) {
            if (!(step instanceof Stmt.Step.At at)) {
                return null;
            }
            subscripts.addAll(at.subscripts());
        }
        boolean same = subscripts.isEmpty() ? isVariable(read, s.variable().name())
                : read instanceof Expr.Index index && isVariable(index.base(), s.variable().name()) && same(index.subscripts(), subscripts);
        return same && increment.type().rank() == read.type().rank() && !mentions(increment, s.variable().name())
                ? new Increment(increment, negative) : null;
    }

    private static boolean isVariable(Expr e, String name) {
        return e instanceof Expr.Variable v && v.name().equals(name);
    }

    private static boolean same(List<Subscript> a, List<Subscript> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!(a.get(i) instanceof Subscript.Single x) || !(b.get(i) instanceof Subscript.Single y) || !same(x.index(), y.index())) {
                return false;
            }
        }
        return true;
    }

    /** Equal but for the place in the text. */
    private static boolean same(Expr a, Expr b) {
        return switch (a) {
            case Expr.Variable v -> isVariable(b, v.name());
            case Expr.IntLiteral n -> b instanceof Expr.IntLiteral m && n.value() == m.value();
            case Expr.Call c -> b instanceof Expr.Call d && c.function().equals(d.function()) && same(c.arguments(), d.arguments(), 0);
            case Expr.Index i -> b instanceof Expr.Index j && same(i.base(), j.base()) && same(i.subscripts(), j.subscripts());
            default -> false;
        };
    }

    private static boolean same(List<Expr> a, List<Expr> b, int from) {
        return a.size() == b.size() && (from == a.size() || same(a.get(from), b.get(from)) && same(a, b, from + 1));
    }

    static boolean mentions(Expr e, String name) {
        return switch (e) {
            case Expr.Variable v -> v.name().equals(name);
            case Expr.Call c -> c.arguments().stream().anyMatch(x -> mentions(x, name));
            case Expr.Index i -> mentions(i.base(), name) || i.subscripts().stream().anyMatch(s -> mentions(s, name));
            case Expr.Conditional c -> mentions(c.condition(), name) || mentions(c.then(), name) || mentions(c.otherwise(), name);
            case Expr.ContainerLiteral l -> l.elements().stream().anyMatch(x -> mentions(x, name));
            case Expr.TupleLiteral l -> l.elements().stream().anyMatch(x -> mentions(x, name));
            case Expr.Projection p -> mentions(p.tuple(), name);
            case Expr.Promotion p -> mentions(p.value(), name);
            case Expr.IntLiteral l -> false;
            case Expr.RealLiteral l -> false;
            case Expr.ImaginaryLiteral l -> false;
            case Expr.StringLiteral l -> false;
            case Expr.FunctionReference f -> false;
            case Expr.Target t -> false;
        };
    }

    private static boolean mentions(Subscript s, String name) {
        return switch (s) {
            case Subscript.Single(Expr index) -> mentions(index, name);
            case Subscript.Multi(Expr indices) -> mentions(indices, name);
            case Subscript.Range(Expr from, Expr to) -> from != null && mentions(from, name) || to != null && mentions(to, name);
        };
    }
}
