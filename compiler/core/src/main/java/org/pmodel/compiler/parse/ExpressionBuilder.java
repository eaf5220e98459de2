package org.pmodel.compiler.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.grammar.PModelLexer;
import org.pmodel.grammar.PModelParser;
import org.pmodel.grammar.PModelParser.AtomContext;
import org.pmodel.grammar.PModelParser.ConstraintExpressionContext;
import org.pmodel.grammar.PModelParser.ExpressionContext;
import org.pmodel.grammar.PModelParser.ExpressionsContext;
import org.pmodel.grammar.PModelParser.PrimaryContext;
import org.pmodel.grammar.PModelParser.SubscriptContext;
import org.pmodel.grammar.PModelParser.SuffixContext;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Span;

/** Expressions of the parse tree as expressions of the syntax tree. */
final class ExpressionBuilder {
    private final Language language;
    private final Diagnostics diagnostics;
    private final TypeBuilder types;

    ExpressionBuilder(Language language, Diagnostics diagnostics) {
        this.language = language;
        this.diagnostics = diagnostics;
        this.types = new TypeBuilder(language, this, diagnostics);
    }

    TypeBuilder types() {
        return types;
    }

    /** Refuses an addition of PModel in a file that is held to Stan. */
    void requirePModel(String word, Span span) {
        if (language.isStan()) {
            diagnostics.add(Diagnostic.error("E0110", span, "`" + word + "` is not part of Stan")
                .withNote("in a file with the ending .pmodel it is available"));
        }
    }

    Expression expression(ExpressionContext context) {
        return switch (context) {
            case PModelParser.PrimaryExpressionContext c -> primary(c.primary());
            case PModelParser.TransposeExpressionContext c -> new Expression.Transpose(expression(c.expression()), Spans.of(c));
            case PModelParser.PrefixExpressionContext c -> new Expression.Prefix(c.op.getText(), expression(c.expression()), Spans.of(c));
            case PModelParser.BinaryExpressionContext c ->
                new Expression.Binary(expression(c.expression(0)), c.op.getText(), Spans.of(c.op), expression(c.expression(1)), Spans.of(c));
            case PModelParser.ConditionalExpressionContext c ->
                new Expression.Conditional(expression(c.expression(0)), expression(c.expression(1)), expression(c.expression(2)), Spans.of(c));
            default -> throw unexpected(context);
        };
    }

    Expression expression(ConstraintExpressionContext context) {
        return switch (context) {
            case PModelParser.PrimaryBoundContext c -> primary(c.primary());
            case PModelParser.TransposeBoundContext c -> new Expression.Transpose(expression(c.constraintExpression()), Spans.of(c));
            case PModelParser.PrefixBoundContext c ->
                new Expression.Prefix(c.op.getText(), expression(c.constraintExpression()), Spans.of(c));
            case PModelParser.BinaryBoundContext c -> new Expression.Binary(expression(c.constraintExpression(0)), c.op.getText(),
                    Spans.of(c.op), expression(c.constraintExpression(1)), Spans.of(c));
            default -> throw unexpected(context);
        };
    }

    List<Expression> expressions(ExpressionsContext context) {
        return context == null ? List.of() : context.expression().stream().map(this::expression).toList();
    }

    Expression primary(PrimaryContext context) {
        Expression value = atom(context.atom());
        for (SuffixContext suffix : context.suffix()) {
            value = switch (suffix) {
                case PModelParser.IndexSuffixContext c -> new Expression.Indexed(value,
                        c.subscript().stream().map(s -> subscript(s)).toList(), value.span().to(Spans.of(c)));
                case PModelParser.PositionSuffixContext c -> projection(value, c);
                default -> throw unexpected(suffix);
            };
        }
        return value;
    }

    private Expression projection(Expression tuple, PModelParser.PositionSuffixContext context) {
        String digits = context.getText().substring(1).replace("_", "");
        int position = 0;
        try {
            position = Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            diagnostics.add(Diagnostic.error("E0111", Spans.of(context), "no tuple has a position " + digits));
        }
        return new Expression.Projection(tuple, position, tuple.span().to(Spans.of(context)));
    }

    private Expression.Subscript subscript(SubscriptContext context) {
        if (context.from != null && context.colon == null) {
            return new Expression.Subscript.At(expression(context.from));
        }
        return new Expression.Subscript.Slice(context.from == null ? null : expression(context.from),
                context.to == null ? null : expression(context.to), Spans.of(context));
    }

    private Expression atom(AtomContext context) {
        return switch (context) {
            case PModelParser.NameAtomContext c -> nameOrCall(c);
            case PModelParser.IntAtomContext c -> new Expression.IntNumber(c.getText().replace("_", ""), Spans.of(c));
            case PModelParser.RealAtomContext c -> new Expression.RealNumber(number(c.getText()), Spans.of(c));
            case PModelParser.ImaginaryAtomContext c ->
                new Expression.ImaginaryNumber(number(c.getText().substring(0, c.getText().length() - 1)), Spans.of(c));
            case PModelParser.TargetAtomContext c -> new Expression.TargetValue(Spans.of(c));
            case PModelParser.ArrayAtomContext c -> array(c);
            case PModelParser.RowVectorAtomContext c -> new Expression.RowVectorLiteral(expressions(c.expressions()), Spans.of(c));
            case PModelParser.ParenthesisAtomContext c -> parenthesis(c);
            case PModelParser.RestAtomContext c -> {
                requirePModel("...", Spans.of(c));
                yield c.identifier() == null ? new Expression.Rest(Spans.of(c)) : new Expression.Elements(name(c.identifier()), Spans.of(c));
            }
            default -> throw unexpected(context);
        };
    }

    private Expression argument(PModelParser.ArgumentContext context) {
        if (context.YIELDS() == null) {
            return expression(context.expression());
        }
        requirePModel("=>", Spans.of(context.YIELDS().getSymbol()));
        return new Expression.Lambda(context.lambdaParameter().stream().map(this::parameter).toList(), expression(context.expression()), Spans.of(context));
    }

    private Definition.Parameter parameter(PModelParser.LambdaParameterContext context) {
        return new Definition.Parameter(context.DATA() != null, types.unsized(context.unsizedType(), true), name(context.newName()));
    }

    private Expression nameOrCall(PModelParser.NameAtomContext context) {
        Name name = name(context.identifier());
        if (context.LPAREN() == null) {
            return new Expression.Variable(name);
        }
        List<Expression> arguments = new ArrayList<>();
        if (context.first != null) {
            arguments.add(argument(context.first));
        }
        if (context.arguments() != null) {
            context.arguments().argument().forEach(a -> arguments.add(argument(a)));
        }
        return new Expression.Call(name, arguments, context.BAR() != null, Spans.of(context));
    }

    private Expression array(PModelParser.ArrayAtomContext context) {
        if (context.expressions() == null) {
            diagnostics.add(Diagnostic.error("E0112", Spans.of(context), "an array written out needs at least one element"));
        }
        return new Expression.ArrayLiteral(expressions(context.expressions()), Spans.of(context));
    }

    private Expression parenthesis(PModelParser.ParenthesisAtomContext context) {
        Expression first = expression(context.expression());
        if (context.COMMA() == null) {
            return new Expression.Parenthesized(first, Spans.of(context));
        }
        List<Expression> elements = new ArrayList<>(List.of(first));
        elements.addAll(expressions(context.expressions()));
        return new Expression.TupleLiteral(elements, Spans.of(context));
    }

    Name name(ParserRuleContext identifier) {
        int type = identifier.getStart().getType();
        if (language.isStan() && type >= PModelLexer.LOWER && type <= PModelLexer.MULTIPLIER) {
            diagnostics.add(Diagnostic.error("E0121", Spans.of(identifier),
                    "`" + identifier.getText() + "` is a word of the language and cannot be used as a name"));
        }
        return new Name(identifier.getText(), Spans.of(identifier));
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("_", ""));
    }

    static AssertionError unexpected(ParserRuleContext context) {
        return new AssertionError("no syntax for " + context.getClass().getSimpleName());
    }
}
