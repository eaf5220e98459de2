package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Expr.Subscript;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;

/** The left sides of assignments. */
final class LValues {
    private final BodyContext context;
    private final ExpressionElaborator expressions;

    LValues(BodyContext context, ExpressionElaborator expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    /**
     * @param name the variable as the program calls it
     * @param value the same place read as a value
     */
    record Place(String name, Expr.Variable variable, List<Stmt.Step> path, Expr value) {
        Type type() {
            return value.type();
        }

        /** Whether both may reach the same number; indices are taken to be able to agree. */
        boolean mayOverlap(Place other) {
            boolean same = variable.name().equals(other.variable.name());
            for (int i = 0; same && i < Math.min(path.size(), other.path.size()); i++) {
                same = !(path.get(i) instanceof Stmt.Step.Element a && other.path.get(i) instanceof Stmt.Step.Element b) || a.equals(b);
            }
            return same;
        }
    }

    Place place(Expression target) {
        return switch (target) {
            case Expression.Variable(Name name) -> variable(name);
            case Expression.Parenthesized(Expression inner, Span span) -> place(inner);
            case Expression.Indexed(Expression base, var written, Span span) -> {
                Place place = place(base);
                List<Subscript> subscripts = expressions.subscripts(written, place.type(), span);
                Expr value = Subscripts.index(place.value(), subscripts, Subscripts.type(place.type(), subscripts), span);
                yield new Place(place.name(), place.variable(), at(place.path(), subscripts, span), value);
            }
            case Expression.Projection(Expression base, int position, Span span) -> {
                Place place = place(base);
                Type type = ExpressionElaborator.position(place.type(), position, span);
                List<Stmt.Step> path = new ArrayList<>(place.path());
                path.add(new Stmt.Step.Element(position));
                yield new Place(place.name(), place.variable(), path, new Expr.Projection(place.value(), position, type, span));
            }
            default -> throw BodyContext.error("E0409", target.span(), "only a variable, or a part of one, can be assigned to");
        };
    }

    private static List<Stmt.Step> at(List<Stmt.Step> path, List<Subscript> subscripts, Span span) {
        List<Stmt.Step> steps = new ArrayList<>(path);
        int last = steps.size() - 1;
        if (last >= 0 && steps.get(last) instanceof Stmt.Step.At(List<Subscript> before)) {
            if (!before.stream().allMatch(Subscripts::drops)) {
                throw BodyContext.error("E0409", span, "a selection of several elements cannot be indexed again on the left of an assignment");
            }
            List<Subscript> all = new ArrayList<>(before);
            all.addAll(subscripts);
            steps.set(last, new Stmt.Step.At(all));
        } else {
            steps.add(new Stmt.Step.At(subscripts));
        }
        return steps;
    }

    private Place variable(Name name) {
        Symbol symbol = context.variable(name);
        Region.Kind kind = context.region.kind();
        String refusal = switch (symbol.origin()) {
            case LOCAL -> null;
            case LOOP -> "is the variable of a loop";
            case ARGUMENT -> "is an argument of the function";
            case DATA -> "is data";
            case PARAMETERS -> "is a parameter";
            case TRANSFORMED_DATA -> kind == Region.Kind.TRANSFORMED_DATA ? null : "belongs to the transformed data block";
            case TRANSFORMED_PARAMETERS -> kind == Region.Kind.TRANSFORMED_PARAMETERS ? null : "belongs to the transformed parameters block";
            case GENERATED_QUANTITIES -> null;
        };
        if (refusal != null) {
            throw new ModelException(Diagnostic
                .error("E0410", name.span(), "`" + name + "` " + refusal + " and cannot be assigned to here").withNote("it is declared here", symbol.span()));
        }
        Expr.Variable variable = new Expr.Variable(symbol.unique(), symbol.type(), name.span());
        return new Place(name.text(), variable, List.of(), variable);
    }
}
