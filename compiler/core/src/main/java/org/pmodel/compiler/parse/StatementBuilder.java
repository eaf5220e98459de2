package org.pmodel.compiler.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.tree.ParseTree;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.Statement;
import org.pmodel.compiler.syntax.Statement.Declarator;
import org.pmodel.compiler.syntax.Statement.DistributionCall;
import org.pmodel.compiler.syntax.Statement.Printable;
import org.pmodel.compiler.syntax.Statement.Truncation;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.grammar.PModelParser;
import org.pmodel.grammar.PModelParser.DeclaratorContext;
import org.pmodel.grammar.PModelParser.DistributionContext;
import org.pmodel.grammar.PModelParser.StatementBodyContext;
import org.pmodel.grammar.PModelParser.StatementContext;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Span;

/** Statements of the parse tree as statements of the syntax tree. */
final class StatementBuilder {
    /** Words without a meaning yet that Stan keeps all the same. */
    private static final Set<String> RESERVED = Set.of("generated", "quantities", "transformed", "repeat", "until", "then", "true", "false", "typedef",
            "struct", "var", "export", "extern", "static", "auto");

    private final Language language;
    private final ExpressionBuilder expressions;
    private final TypeBuilder types;
    private final Diagnostics diagnostics;

    StatementBuilder(Language language, ExpressionBuilder expressions, TypeBuilder types, Diagnostics diagnostics) {
        this.language = language;
        this.expressions = expressions;
        this.types = types;
        this.diagnostics = diagnostics;
    }

    List<Statement> statements(List<StatementContext> contexts) {
        return contexts.stream().map(this::statement).toList();
    }

    List<Statement> body(StatementBodyContext context) {
        return statements(context.statement());
    }

    Statement statement(StatementContext context) {
        Span span = Spans.of(context);
        return switch (context) {
            case PModelParser.DeclarationStatementContext c -> declaration(c);
            case PModelParser.MissingStatementContext c -> missing(c);
            case PModelParser.ParamStatementContext c -> param(c);
            case PModelParser.ExpressionStatementContext c -> expressionStatement(c);
            case PModelParser.TargetStatementContext c -> new Statement.AddTarget(expressions.expression(c.expression()), span);
            case PModelParser.JacobianStatementContext c -> new Statement.AddJacobian(expressions.expression(c.expression()), span);
            case PModelParser.IfStatementContext c -> new Statement.If(expressions.expression(c.expression()), statement(c.statement(0)),
                    c.statement().size() > 1 ? statement(c.statement(1)) : null, span);
            case PModelParser.WhileStatementContext c ->
                new Statement.While(expressions.expression(c.expression()), statement(c.statement()), span);
            case PModelParser.ForStatementContext c -> forStatement(c);
            case PModelParser.PlateStatementContext c -> plate(c);
            case PModelParser.ProfileStatementContext c ->
                new Statement.Profile(text(c.STRING()), body(c.statementBody()), span);
            case PModelParser.BlockStatementContext c -> new Statement.Block(body(c.statementBody()), span);
            case PModelParser.BreakStatementContext c -> new Statement.Break(span);
            case PModelParser.ContinueStatementContext c -> new Statement.Continue(span);
            case PModelParser.ReturnStatementContext c ->
                new Statement.Return(c.expression() == null ? null : expressions.expression(c.expression()), span);
            case PModelParser.MessageStatementContext c -> message(c);
            case PModelParser.EmptyStatementContext c -> new Statement.Empty(span);
            case PModelParser.FunctionStatementContext c -> new Statement.Local(local(c.newName(), c.parameters(),
                    new TypeExpression.None(Spans.of(c.VOID().getSymbol())), c.statementBody(), span), span);
            case PModelParser.NamedStatementContext c -> {
                Name name = newName(c.newName());
                expressions.requirePModel(name + ":", name.span());
                yield new Statement.Named(name, statement(c.statement()), span);
            }
            default -> throw ExpressionBuilder.unexpected(context);
        };
    }

    private Statement declaration(PModelParser.DeclarationStatementContext context) {
        if (context.statementBody() != null || context.declarator().stream().anyMatch(d -> d.parameters() != null)) {
            return function(context);
        }
        return new Statement.Declare(types.sized(context.sizedType()), declarators(context.sizedType(), context.declarator()), false, Spans.of(context));
    }

    private Statement missing(PModelParser.MissingStatementContext context) {
        expressions.requirePModel("missing", Spans.of(context.MISSING().getSymbol()));
        return new Statement.Declare(types.sized(context.sizedType()), declarators(context.sizedType(), context.declarator()), true, Spans.of(context));
    }

    private List<Declarator> declarators(PModelParser.SizedTypeContext type, List<DeclaratorContext> contexts) {
        return contexts.stream().map(d -> declarator(type, d)).toList();
    }

    private Declarator declarator(PModelParser.SizedTypeContext type, DeclaratorContext context) {
        Name name = newName(context.newName());
        if (context.parameters() != null) {
            diagnostics.add(Diagnostic.error("E0124", Spans.of(context), "a function is no data"));
        }
        if (context.sizes() != null) {
            diagnostics.add(Diagnostic.error("E0105", Spans.of(context.sizes()), "the sizes of an array stand before its type")
                .withNote("write: array" + context.sizes().getText() + " " + type.getText() + " " + name + ";"));
        }
        return new Declarator(name, context.expression() == null ? null : expressions.expression(context.expression()));
    }

    private Definition.Function local(PModelParser.NewNameContext called, PModelParser.ParametersContext given, TypeExpression result, StatementBodyContext body, Span span) {
        if (language.isStan()) {
            diagnostics.add(Diagnostic.error("E0110", Spans.of(called), "in Stan, functions are defined in the functions block")
                    .withNote("in a file with the ending .pmodel they may stand here"));
        }
        List<Definition.Parameter> parameters = new ArrayList<>();
        for (PModelParser.ParameterContext parameter : given.parameter()) {
            if (parameter.unsizedType() == null) {
                diagnostics.add(Diagnostic.error("E0124", Spans.of(parameter), "a function inside of braces takes values, no functions and no `...`")
                        .withNote("functions of functions are defined in the functions block"));
            } else {
                parameters.add(new Definition.Parameter(parameter.DATA() != null, types.unsized(parameter.unsizedType(), true), newName(parameter.newName())));
            }
        }
        return new Definition.Function(newName(called), false, List.of(), parameters, result, body(body), List.of(), "", span);
    }

    /** A declaration with a body, or with parameters, is that of a function. */
    private Statement function(PModelParser.DeclarationStatementContext context) {
        DeclaratorContext first = context.declarator(0);
        boolean alone = context.declarator().size() == 1 && first.sizes() == null && first.expression() == null;
        if (context.statementBody() == null || first.parameters() == null || !alone) {
            diagnostics.add(Diagnostic.error("E0124", Spans.of(first), "a function is written `type name(parameters) { statements }`, a variable `type name;`"));
            return new Statement.Empty(Spans.of(context));
        }
        return new Statement.Local(local(first.newName(), first.parameters(), types.result(context.sizedType()), context.statementBody(), Spans.of(context)), Spans.of(context));
    }

    private Statement param(PModelParser.ParamStatementContext context) {
        expressions.requirePModel("param", Spans.of(context.PARAM().getSymbol()));
        return new Statement.Param(types.sized(context.sizedType()), newName(context.newName()), distribution(context.distribution()),
                Spans.of(context));
    }

    private Statement plate(PModelParser.PlateStatementContext context) {
        expressions.requirePModel("plate", Spans.of(context.PLATE().getSymbol()));
        return new Statement.Plate(newName(context.newName(0)), newName(context.newName(1)), expressions.expression(context.expression(0)),
                expressions.expression(context.expression(1)), statement(context.statement()), Spans.of(context));
    }

    private Statement forStatement(PModelParser.ForStatementContext context) {
        Name index = newName(context.newName());
        Expression first = expressions.expression(context.expression(0));
        Statement body = statement(context.statement());
        return context.expression().size() > 1
            ? new Statement.For(index, first, expressions.expression(context.expression(1)), body, Spans.of(context))
            : new Statement.ForEach(index, first, body, Spans.of(context));
    }

    private Statement expressionStatement(PModelParser.ExpressionStatementContext context) {
        Span span = Spans.of(context);
        Expression first = expressions.expression(context.expression(0));
        if (context.op != null) {
            String operator = context.op.getText().substring(0, context.op.getText().length() - 1);
            return new Statement.Assign(first, operator, Spans.of(context.op), expressions.expression(context.expression(1)), span);
        }
        if (context.distribution() != null) {
            return new Statement.Tilde(first, distribution(context.distribution()), span);
        }
        if (first instanceof Expression.Call call) {
            return new Statement.Evaluate(call, span);
        }
        boolean arrow = first instanceof Expression.Binary(var left, String operator, var place, Expression.Prefix(String sign, var operand, var s), var all)
            && operator.equals("<") && sign.equals("-");
        diagnostics.add(Diagnostic.error("E0116", first.span(), "this expression alone is not a statement")
            .withNote(arrow ? "assignment is written `=`, no longer `<-`"
                : "a statement assigns (`=`), says how something is distributed (`~`) or calls a function"));
        return new Statement.Empty(span);
    }

    private DistributionCall distribution(DistributionContext context) {
        Truncation truncation = context.truncation() == null ? null
            : new Truncation(context.truncation().lower == null ? null : expressions.expression(context.truncation().lower),
                    context.truncation().upper == null ? null : expressions.expression(context.truncation().upper),
                    Spans.of(context.truncation()));
        return new DistributionCall(expressions.name(context.identifier()), expressions.expressions(context.expressions()), truncation,
                Spans.of(context));
    }

    private Statement message(PModelParser.MessageStatementContext context) {
        List<Printable> arguments = context.printable().stream().map(p -> p.STRING() != null
            ? (Printable) new Printable.Text(text(p.STRING()), Spans.of(p)) : new Printable.Value(expressions.expression(p.expression()))).toList();
        return new Statement.Message(context.kind.getText(), arguments, Spans.of(context));
    }

    private static String text(ParseTree string) {
        String quoted = string.getText();
        return quoted.substring(1, quoted.endsWith("\"") && quoted.length() > 1 ? quoted.length() - 1 : quoted.length());
    }

    /** A name that is being given; those with two underscores at the end are kept for generated text. */
    Name newName(PModelParser.NewNameContext context) {
        Name name = expressions.name(context);
        String text = name.text();
        if (text.endsWith("__")) {
            diagnostics.add(Diagnostic.error("E0117", name.span(), "a name must not end with two underscores"));
        } else if (text.endsWith("_lupdf") || text.endsWith("_lupmf")) {
            diagnostics.add(Diagnostic.error("E0117", name.span(), "the ending `" + text.substring(text.length() - 6)
                + "` cannot be given to a name: it follows from a function that ends in `_l" + text.substring(text.length() - 3) + "`"));
        } else if (RESERVED.contains(text)) {
            diagnostics.add(Diagnostic.error("E0121", name.span(), "`" + text + "` is kept for the language and cannot be used as a name"));
        }
        return name;
    }
}
