package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Statement;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Expr;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;
import org.pmodel.ir.Walk;

/** Assignments: compound forms are written out, and tuples are taken apart. */
final class AssignmentElaborator {
    private final BodyContext context;
    private final ExpressionElaborator expressions;
    private final LValues places;

    AssignmentElaborator(BodyContext context, ExpressionElaborator expressions) {
        this.context = context;
        this.expressions = expressions;
        this.places = new LValues(context, expressions);
    }

    void assign(Statement.Assign assign, List<Stmt> into) {
        if (assign.target().bare() instanceof Expression.TupleLiteral(List<Expression> targets, Span span) && assign.operator().isEmpty()) {
            unpack(targets, expressions.expression(assign.value()), assign.span(), into);
            return;
        }
        LValues.Place place = places.place(assign.target());
        checkReads(List.of(place));
        Expr value = expressions.expression(assign.value());
        if (!assign.operator().isEmpty()) {
            if (assign.operator().startsWith(".") && place.type().isScalar()) {
                throw BodyContext.error("E0306", assign.operatorSpan(), "`" + assign.operator() + "=` works on vectors and matrices, not on " + place.type());
            }
            value = expressions.operation(assign.operator(), assign.operatorSpan(), place.value(), value, assign.span());
        }
        into.add(new Stmt.Assign(place.variable(), place.path(), assigned(value, place.type(), place.name()), assign.span()));
    }

    /** {@code (a, b) = value}: by way of a variable that holds the tuple. */
    private void unpack(List<Expression> targets, Expr value, Span span, List<Stmt> into) {
        if (!(value.type() instanceof Type.Tuple(List<Type> types)) || types.size() != targets.size()) {
            throw BodyContext.error("E0305", value.span(), "a tuple of " + targets.size() + " cannot take " + value.type());
        }
        checkApart(targets);
        List<SizedType> elements = types.stream().map(AssignmentElaborator::unsized).toList();
        Declaration declaration = new Declaration(context.names.give("tuple"), new SizedType.Tuple(List.of(), elements), span);
        into.add(new Stmt.Declare(declaration, value, span));
        Expr variable = new Expr.Variable(declaration.name(), value.type(), span);
        for (int i = 0; i < targets.size(); i++) {
            Expr element = new Expr.Projection(variable, i + 1, types.get(i), span);
            if (targets.get(i).bare() instanceof Expression.TupleLiteral(List<Expression> inner, Span s)) {
                unpack(inner, element, span, into);
            } else {
                LValues.Place place = places.place(targets.get(i));
                into.add(new Stmt.Assign(place.variable(), place.path(), assigned(element, place.type(), place.name()), span));
            }
        }
    }

    /** The order in which the parts of a tuple are assigned must not matter. */
    private void checkApart(List<Expression> targets) {
        List<LValues.Place> seen = new ArrayList<>();
        for (Expression target : targets) {
            if (!(target.bare() instanceof Expression.TupleLiteral)) {
                LValues.Place place = places.place(target);
                if (seen.stream().anyMatch(other -> other.mayOverlap(place))) {
                    throw BodyContext.error("E0409", target.span(), "`" + place.name() + "` is assigned twice by one statement");
                }
                seen.add(place);
            }
        }
        checkReads(seen);
    }

    /** An index on the left must not be what the statement assigns to: which of its values counts would depend on an order. */
    private static void checkReads(List<LValues.Place> assigned) {
        Set<String> names = assigned.stream().map(place -> place.variable().name()).collect(Collectors.toSet());
        for (LValues.Place place : assigned) {
            place.path().forEach(step -> Walk.each(step, e -> {
                if (e instanceof Expr.Variable v && names.contains(v.name())) {
                    throw BodyContext.error("E0409", v.span(), "`" + v.name() + "` is both assigned to and read on the left of this assignment");
                }
            }));
        }
    }

    private static SizedType unsized(Type type) {
        return type instanceof Type.Tuple(List<Type> elements) ? new SizedType.Tuple(List.of(), elements.stream().map(AssignmentElaborator::unsized).toList())
            : new SizedType.Plain(type, List.of(), Constraint.NONE);
    }

    static Expr assigned(Expr value, Type type, String name) {
        if (!Conversions.possible(value.type(), type)) {
            throw BodyContext.error("E0305", value.span(), "`" + name + "` is " + type + " and cannot take " + value.type());
        }
        return Conversions.promote(value, type);
    }
}
