package org.pmodel.compiler.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Definition.Derivative;
import org.pmodel.compiler.syntax.Definition.Item;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.Statement;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.grammar.PModelLexer;
import org.pmodel.grammar.PModelParser;
import org.pmodel.grammar.PModelParser.DefinitionContext;
import org.pmodel.grammar.PModelParser.ItemContext;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Span;

/** Functions and library definitions of the parse tree as definitions of the syntax tree. */
final class DefinitionBuilder {
    private final Language language;
    private final CommonTokenStream tokens;
    private final ExpressionBuilder expressions;
    private final TypeBuilder types;
    private final StatementBuilder statements;
    private final Diagnostics diagnostics;

    DefinitionBuilder(Language language, CommonTokenStream tokens, ExpressionBuilder expressions, TypeBuilder types,
            StatementBuilder statements, Diagnostics diagnostics) {
        this.language = language;
        this.tokens = tokens;
        this.expressions = expressions;
        this.types = types;
        this.statements = statements;
        this.diagnostics = diagnostics;
    }

    Definition.Function function(PModelParser.FunctionDefinitionContext context) {
        TypeExpression result = context.VOID() != null ? new TypeExpression.None(Spans.of(context.VOID().getSymbol()))
            : types.unsized(context.unsizedType(), true);
        List<Statement> body = context.statementBody() == null ? null : statements.body(context.statementBody());
        return new Definition.Function(statements.newName(context.newName()), false, List.of(), parameters(context.parameters(), true), result,
                body, List.of(), documentation(context), Spans.of(context));
    }

    Definition definition(DefinitionContext context) {
        expressions.requirePModel(context.getStart().getText(), Spans.of(context.getStart()));
        String documentation = documentation(context);
        Span span = Spans.of(context);
        return switch (context) {
            case PModelParser.DistributionDefinitionContext c -> new Definition.Distribution(statements.newName(c.newName()),
                    familyParameters(c.familyParameters()), familyType(c.familyType()), items(c.item()), documentation, span);
            case PModelParser.PrimitiveDefinitionContext c -> primitive(c, documentation);
            case PModelParser.LibraryFunctionDefinitionContext c -> libraryFunction(c, documentation);
            case PModelParser.TransformDefinitionContext c -> new Definition.Transform(expressions.name(c.transformName()),
                    parameters(c.parameters(), false), types.sized(c.sizedType(0)),
                    c.sizedType().size() > 1 ? types.sized(c.sizedType(1)) : null, items(c.item()), documentation, span);
            default -> throw ExpressionBuilder.unexpected(context);
        };
    }

    private List<Definition.Parameter> familyParameters(PModelParser.FamilyParametersContext context) {
        return context.familyParameter().stream().map(p -> new Definition.Parameter(p.DATA() != null, familyType(p.familyType()), statements.newName(p.newName()))).toList();
    }

    private TypeExpression familyType(PModelParser.FamilyTypeContext context) {
        return context.unsizedType() != null ? types.unsized(context.unsizedType(), false) : types.sized(context.sizedType());
    }

    private Definition.Function libraryFunction(PModelParser.LibraryFunctionDefinitionContext context, String documentation) {
        TypeExpression result = context.VOID() != null ? new TypeExpression.None(Spans.of(context.VOID().getSymbol()))
            : types.unsized(context.unsizedType(), false);
        List<Statement> body = context.expression() == null ? statements.body(context.statementBody()) : formula(expressions.expression(context.expression()));
        List<Name> typeVariables = context.newName().stream().skip(1).map(statements::newName).toList();
        List<Derivative> derivatives = context.derivatives() == null ? List.of() : context.derivatives().derivative().stream()
            .map(d -> derivative(d.identifier(0), expressions.name(d.identifier(1)), expressions.expression(d.expression()), Spans.of(d))).toList();
        return new Definition.Function(statements.newName(context.newName(0)), true, typeVariables, parameters(context.parameters(), false), result,
                body, derivatives, documentation, Spans.of(context));
    }

    private Derivative derivative(ParserRuleContext word, Name parameter, Expression value, Span span) {
        if (!word.getText().equals("d")) {
            diagnostics.add(Diagnostic.error("E0118", Spans.of(word), "a derivative is written `d parameter = …`"));
        }
        return new Derivative(parameter, value, span);
    }

    private Definition.Primitive primitive(PModelParser.PrimitiveDefinitionContext context, String documentation) {
        if (language != Language.LIBRARY) {
            diagnostics.add(Diagnostic.error("E0119", Spans.of(context.PRIMITIVE().getSymbol()), "only the standard library declares primitives"));
        }
        String cpp = null;
        String java = null;
        List<Derivative> derivatives = new ArrayList<>();
        for (ItemContext item : context.item()) {
            String word = item.identifier(0).getText();
            if (word.equals("cpp") && item.STRING() != null) {
                cpp = unquoted(item);
            } else if (word.equals("java") && item.STRING() != null) {
                java = unquoted(item);
            } else if (item.identifier().size() == 2 && item.expression() != null) {
                derivatives.add(derivative(item.identifier(0), expressions.name(item.identifier(1)),
                        expressions.expression(item.expression()), Spans.of(item)));
            } else {
                diagnostics.add(Diagnostic.error("E0118", Spans.of(item), "a primitive states derivatives `d x = …`, `cpp = \"…\"` and `java = \"…\"`"));
            }
        }
        return new Definition.Primitive(statements.newName(context.newName()), parameters(context.parameters(), false),
                types.unsized(context.unsizedType(), false), derivatives, cpp, java, documentation, Spans.of(context));
    }

    private static String unquoted(ItemContext item) {
        String text = item.STRING().getText();
        return text.substring(1, text.length() - 1);
    }

    private List<Item> items(List<ItemContext> contexts) {
        return contexts.stream().map(this::item).toList();
    }

    private Item item(ItemContext context) {
        if (context.identifier().size() > 1 || context.STRING() != null) {
            diagnostics.add(Diagnostic.error("E0118", Spans.of(context), "expected `name(arguments) = expression;` or `name(arguments) { statements }`"));
        }
        List<Statement> body = context.statementBody() != null ? statements.body(context.statementBody())
            : context.expression() == null ? List.of() : formula(expressions.expression(context.expression()));
        return new Item(expressions.name(context.identifier(0)), context.newName().stream().map(statements::newName).toList(), body, Spans.of(context));
    }

    private static List<Statement> formula(Expression value) {
        return List.of(new Statement.Return(value, value.span()));
    }

    private List<Definition.Parameter> parameters(PModelParser.ParametersContext context, boolean plain) {
        return context.parameter().stream().map(p -> parameter(p, plain)).toList();
    }

    private Definition.Parameter parameter(PModelParser.ParameterContext context, boolean plain) {
        if (context.ELLIPSIS() != null) {
            TypeExpression rest = rest(context.ELLIPSIS());
            return new Definition.Parameter(false, rest, new Name("...", rest.span()));
        }
        TypeExpression type = context.functionType() != null ? functionType(context.functionType()) : types.unsized(context.unsizedType(), plain);
        return new Definition.Parameter(context.DATA() != null, type, statements.newName(context.newName()));
    }

    private TypeExpression functionType(PModelParser.FunctionTypeContext context) {
        expressions.requirePModel("=>", Spans.of(context.YIELDS().getSymbol()));
        List<TypeExpression> arguments = context.argumentType().stream().map(a -> a.ELLIPSIS() != null ? further(a)
            : a.functionType() != null ? functionType(a.functionType()) : types.unsized(a.unsizedType(), true)).toList();
        return new TypeExpression.Callable(arguments, types.unsized(context.unsizedType(), true), Spans.of(context));
    }

    private TypeExpression further(PModelParser.ArgumentTypeContext context) {
        TypeExpression rest = rest(context.ELLIPSIS());
        return context.identifier() == null ? rest : new TypeExpression.Elements(expressions.name(context.identifier()), Spans.of(context));
    }

    private TypeExpression rest(TerminalNode ellipsis) {
        expressions.requirePModel("...", Spans.of(ellipsis.getSymbol()));
        return new TypeExpression.Rest(Spans.of(ellipsis.getSymbol()));
    }

    private String documentation(ParserRuleContext context) {
        List<Token> before = tokens.getHiddenTokensToLeft(context.getStart().getTokenIndex(), PModelLexer.DOCUMENTATION);
        return before == null ? "" : before.stream().map(t -> t.getText().substring(3).strip()).collect(Collectors.joining("\n"));
    }
}
