package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.compiler.syntax.TypeExpression.Bound;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;

/** The types of declarations: their sizes, and the support that bounds or the name of the type state. */
final class DeclarationElaborator {
    private final BodyContext context;
    private final ExpressionElaborator expressions;

    DeclarationElaborator(BodyContext context, ExpressionElaborator expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    /**
     * @param global in a block rather than inside statements: may have a constraint
     * @param dataSizes the sizes must be known before sampling, and so be the same for every draw
     */
    SizedType sized(TypeExpression type, boolean global, boolean dataSizes) {
        return sized(type, 0, global, dataSizes);
    }

    /** Entries can be lacking only from what is given from outside and has no other value. */
    static void checkMayMiss(Span span, Symbol.Origin origin) {
        if (origin != Symbol.Origin.DATA) {
            throw BodyContext.error("E0505", span, "`missing` stands in the data block: nothing else lacks entries");
        }
    }

    private SizedType sized(TypeExpression type, int arrayRank, boolean global, boolean dataSizes) {
        return switch (type) {
            case TypeExpression.Array(List<Expression> dimensions, int rank, TypeExpression element, Span span) ->
                array(sized(element, rank, global, dataSizes), rank, sizes(dimensions, dataSizes));
            case TypeExpression.Tuple(List<TypeExpression> elements, Span span) ->
                new SizedType.Tuple(List.of(), elements.stream().map(e -> sized(e, global, dataSizes)).toList());
            case TypeExpression.Basic basic -> basic(basic, arrayRank, global, dataSizes);
            case TypeExpression.Variable variable -> new SizedType.Plain(Types.of(variable, context.instance.types()), List.of(), Constraint.NONE);
            case TypeExpression.Callable(var parameters, var result, Span span) -> throw new AssertionError("a declaration of a function at " + span);
            case TypeExpression.Rest(Span span) -> throw new AssertionError("a declaration without type at " + span);
            case TypeExpression.Elements(var tuple, Span span) -> throw new AssertionError("a declaration without type at " + span);
            case TypeExpression.None(Span span) -> throw new AssertionError("a declaration without type at " + span);
        };
    }

    private static SizedType array(SizedType element, int rank, List<Expr> dimensions) {
        return switch (element) {
            case SizedType.Plain(Type type, List<Expr> inner, Constraint constraint) -> {
                List<Expr> all = new ArrayList<>(dimensions);
                all.addAll(inner);
                // A type parameter may stand for a container whose sizes nobody states: then none are known.
                boolean known = all.size() == rank + type.rank();
                yield new SizedType.Plain(Type.array(type, rank), known ? all : List.of(), constraint);
            }
            case SizedType.Tuple(List<Expr> inner, List<SizedType> elements) -> new SizedType.Tuple(dimensions, elements);
        };
    }

    private SizedType basic(TypeExpression.Basic basic, int arrayRank, boolean global, boolean dataSizes) {
        List<Expr> sizes = new ArrayList<>(sizes(basic.sizes(), dataSizes));
        Type type = Types.basic(basic.word());
        if (type == Type.MATRIX && sizes.size() == 1) {
            sizes.add(sizes.get(0)); // square
        }
        boolean constrained = Types.isConstrained(basic.word()) || !basic.bounds().isEmpty();
        if (constrained && !global) {
            throw BodyContext.error("E0402", basic.span(), "a local variable has no constraint: only variables of the blocks do");
        }
        if (Types.isConstrained(basic.word())) {
            return new SizedType.Plain(type, sizes, new Constraint(basic.word(), List.of()));
        }
        return new SizedType.Plain(type, sizes, bounds(basic, type, arrayRank));
    }

    private List<Expr> sizes(List<Expression> sizes, boolean dataSizes) {
        if (sizes == null) {
            return List.of();
        }
        List<Expr> result = new ArrayList<>();
        for (Expression size : sizes) {
            Expr value = expressions.ofType(size, Type.INT, "a size");
            if (dataSizes && !context.isKnown(value)) {
                throw BodyContext.error("E0403", value.span(), "a size must not depend on parameters");
            }
            if (dataSizes && context.region.kind() == Region.Kind.GENERATED_QUANTITIES && !context.isFixed(value)) {
                throw new ModelException(Diagnostic.error("E0403", value.span(), "the size of a quantity must be the same for every draw")
                    .withNote("sizes are made of data and transformed data, without random numbers; a local variable, inside of braces, may have any size"));
            }
            result.add(value);
        }
        return result;
    }

    private Constraint bounds(TypeExpression.Basic basic, Type type, int arrayRank) {
        Expr lower = bound(basic, "lower", type, arrayRank);
        Expr upper = bound(basic, "upper", type, arrayRank);
        Expr offset = bound(basic, "offset", type, arrayRank);
        Expr multiplier = bound(basic, "multiplier", type, arrayRank);
        if ((offset != null || multiplier != null) && type.scalar() != Type.REAL) {
            throw BodyContext.error("E0404", basic.span(), (type == Type.INT ? "an " : "a ") + type + " has no offset or multiplier");
        }
        if (lower != null || upper != null) {
            return upper == null ? new Constraint("lower", List.of(lower)) : lower == null ? new Constraint("upper", List.of(upper))
                : new Constraint("lower_upper", List.of(lower, upper));
        }
        if (offset == null && multiplier == null) {
            return Constraint.NONE;
        }
        Expr zero = new Expr.RealLiteral(0, basic.span());
        Expr one = new Expr.RealLiteral(1, basic.span());
        return new Constraint("offset_multiplier", List.of(offset == null ? zero : offset, multiplier == null ? one : multiplier));
    }

    /** A bound is one number, one for each element of an element of an array, or one for each of all. */
    private Expr bound(TypeExpression.Basic basic, String kind, Type type, int arrayRank) {
        for (Bound bound : basic.bounds()) {
            if (bound.kind().equals(kind)) {
                Expr value = expressions.expression(bound.value());
                Type number = type == Type.INT ? Type.INT : Type.REAL;
                if (type.scalar() == Type.COMPLEX && (kind.equals("lower") || kind.equals("upper"))) {
                    throw BodyContext.error("E0404", bound.span(), "complex numbers have no order and no bounds");
                }
                boolean fits = Conversions.possible(value.type().scalar(), number) && (value.type().isScalar() || value.type().rank() == type.rank()
                    || value.type().rank() == type.rank() + arrayRank);
                if (!fits) {
                    throw BodyContext.error("E0404", value.span(), "this bound must be " + number + ", not " + value.type());
                }
                return value.type().scalar() == Type.INT ? Conversions.promote(value, Conversions.withScalar(value.type(), Type.REAL)) : value;
            }
        }
        return null;
    }
}
