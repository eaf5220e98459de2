package org.pmodel.compiler.parse;

import java.util.List;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.compiler.syntax.TypeExpression.Bound;
import org.pmodel.grammar.PModelParser;
import org.pmodel.grammar.PModelParser.ConstraintContext;
import org.pmodel.grammar.PModelParser.SizedElementContext;
import org.pmodel.grammar.PModelParser.SizedTypeContext;
import org.pmodel.grammar.PModelParser.SizesContext;
import org.pmodel.grammar.PModelParser.UnsizedElementContext;
import org.pmodel.grammar.PModelParser.UnsizedTypeContext;
import org.pmodel.ir.Diagnostic;

/** Types of the parse tree as types of the syntax tree; sees to the number of sizes and to bounds that exclude each other. */
final class TypeBuilder {
    private final Language language;
    private final ExpressionBuilder expressions;
    private final Diagnostics diagnostics;

    TypeBuilder(Language language, ExpressionBuilder expressions, Diagnostics diagnostics) {
        this.language = language;
        this.expressions = expressions;
        this.diagnostics = diagnostics;
    }

    /** @param plain bounds and constrained types are refused, as in the signature of a Stan function */
    TypeExpression unsized(UnsizedTypeContext context, boolean plain) {
        TypeExpression element = unsizedElement(context.unsizedElement(), plain);
        return context.ARRAY() == null ? element
            : new TypeExpression.Array(null, context.COMMA().size() + 1, element, Spans.of(context));
    }

    private TypeExpression unsizedElement(UnsizedElementContext context, boolean plain) {
        switch (context) {
            case PModelParser.UnsizedBasicContext c -> {
                if (plain && c.constraint() != null) {
                    diagnostics.add(Diagnostic.error("E0113", Spans.of(c.constraint()), "the type of an argument or result has no bounds"));
                }
                return new TypeExpression.Basic(c.basicType().getText(), bounds(c.constraint()), null, Spans.of(c));
            }
            case PModelParser.UnsizedConstrainedContext c -> {
                if (plain) {
                    String plainType = isVector(c.getText()) ? "vector" : "matrix";
                    diagnostics.add(Diagnostic.error("E0113", Spans.of(c),
                            "the type of an argument or result has no constraint: write `" + plainType + "`"));
                }
                return new TypeExpression.Basic(c.getText(), List.of(), null, Spans.of(c));
            }
            case PModelParser.UnsizedTupleContext c -> {
                return new TypeExpression.Tuple(c.unsizedType().stream().map(t -> unsized(t, plain)).toList(), Spans.of(c));
            }
            case PModelParser.UnsizedTypeVariableContext c -> {
                return new TypeExpression.Variable(expressions.name(c.identifier()));
            }
            default -> throw ExpressionBuilder.unexpected(context);
        }
    }

    /** The result of a function inside of braces, which is written as variables are, without sizes. */
    TypeExpression result(SizedTypeContext context) {
        boolean sizes = !context.expression().isEmpty() || context.sizedElement() instanceof PModelParser.SizedBasicContext c && c.sizes() != null;
        boolean bounds = context.sizedElement() instanceof PModelParser.SizedConstrainedContext || context.sizedElement() instanceof PModelParser.SizedBasicContext c
            && c.constraint() != null;
        if (sizes || bounds) {
            diagnostics.add(Diagnostic.error("E0124", Spans.of(context), "the result of a function has no " + (sizes ? "sizes" : "bounds") + " in its type"));
        }
        TypeExpression element = resultElement(context.sizedElement());
        return context.ARRAY() == null ? element : new TypeExpression.Array(null, context.COMMA().size() + 1, element, Spans.of(context));
    }

    private TypeExpression resultElement(SizedElementContext context) {
        return switch (context) {
            case PModelParser.SizedBasicContext c -> new TypeExpression.Basic(c.basicType().getText(), List.of(), null, Spans.of(c));
            case PModelParser.SizedTupleContext c -> new TypeExpression.Tuple(c.sizedType().stream().map(this::result).toList(), Spans.of(c));
            default -> sizedElement(context);
        };
    }

    TypeExpression sized(SizedTypeContext context) {
        TypeExpression element = sizedElement(context.sizedElement());
        if (context.ARRAY() == null) {
            return element;
        }
        if (context.expression().isEmpty()) {
            if (language.isStan()) {
                diagnostics.add(Diagnostic.error("E0114", Spans.of(context), "the sizes of this array are missing"));
            }
            return new TypeExpression.Array(null, context.COMMA().size() + 1, element, Spans.of(context));
        }
        List<Expression> dimensions = context.expression().stream().map(expressions::expression).toList();
        return new TypeExpression.Array(dimensions, dimensions.size(), element, Spans.of(context));
    }

    private TypeExpression sizedElement(SizedElementContext context) {
        return switch (context) {
            case PModelParser.SizedBasicContext c -> {
                String word = c.basicType().getText();
                TypeExpression.Basic type = new TypeExpression.Basic(word, bounds(c.constraint()), sizes(c.sizes()), Spans.of(c));
                checkSizes(type, c.sizes());
                yield type;
            }
            case PModelParser.SizedConstrainedContext c -> {
                TypeExpression.Basic type =
                    new TypeExpression.Basic(c.constrainedType().getText(), List.of(), sizes(c.sizes()), Spans.of(c));
                checkSizes(type, c.sizes());
                yield type;
            }
            case PModelParser.SizedTupleContext c -> new TypeExpression.Tuple(c.sizedType().stream().map(this::sized).toList(), Spans.of(c));
            case PModelParser.SizedTypeVariableContext c -> new TypeExpression.Variable(expressions.name(c.identifier()));
            default -> throw ExpressionBuilder.unexpected(context);
        };
    }

    private List<Expression> sizes(SizesContext context) {
        return context == null ? null : context.expression().stream().map(expressions::expression).toList();
    }

    private void checkSizes(TypeExpression.Basic type, SizesContext context) {
        int least = leastSizes(type.word());
        int most = type.word().equals("cholesky_factor_cov") ? 2 : least;
        if (context == null) {
            if (least > 0 && language.isStan()) {
                diagnostics.add(Diagnostic.error("E0114", type.span(), "`" + type.word() + "` needs " + count(least) + " between brackets"));
            }
            return;
        }
        int given = type.sizes().size();
        if (least == 0) {
            diagnostics.add(Diagnostic.error("E0114", Spans.of(context), "`" + type.word() + "` has no size")
                .withNote("an array of " + type.word() + " is written array" + context.getText() + " " + type.word()));
        } else if (given < least || given > most) {
            diagnostics.add(Diagnostic.error("E0114", Spans.of(context),
                    "`" + type.word() + "` needs " + count(least) + " between brackets, not " + given));
        }
    }

    private static String count(int sizes) {
        return sizes == 1 ? "one size" : "two sizes";
    }

    private static int leastSizes(String word) {
        return switch (word) {
            case "int", "real", "complex" -> 0;
            case "matrix", "complex_matrix", "sum_to_zero_matrix", "column_stochastic_matrix", "row_stochastic_matrix" -> 2;
            default -> 1;
        };
    }

    /** Whether a constrained type is a vector; otherwise it is a matrix. */
    static boolean isVector(String word) {
        return switch (word) {
            case "ordered", "positive_ordered", "simplex", "unit_vector", "sum_to_zero_vector" -> true;
            default -> false;
        };
    }

    private List<Bound> bounds(ConstraintContext context) {
        if (context == null) {
            return List.of();
        }
        List<Bound> bounds = context.bound().stream()
            .map(b -> new Bound(b.kind.getText(), expressions.expression(b.constraintExpression()), Spans.of(b))).toList();
        for (int i = 1; i < bounds.size(); i++) {
            String first = bounds.get(0).kind();
            String kind = bounds.get(i).kind();
            if (first.equals(kind)) {
                diagnostics.add(Diagnostic.error("E0115", bounds.get(i).span(), "`" + kind + "` is given twice"));
            } else if (isRange(first) != isRange(kind) || i > 1) {
                diagnostics.add(Diagnostic.error("E0115", bounds.get(i).span(), "`" + kind + "` cannot stand beside `" + first + "`")
                    .withNote("`lower` goes with `upper`, and `offset` with `multiplier`"));
            }
        }
        return bounds;
    }

    private static boolean isRange(String kind) {
        return kind.equals("lower") || kind.equals("upper");
    }
}
