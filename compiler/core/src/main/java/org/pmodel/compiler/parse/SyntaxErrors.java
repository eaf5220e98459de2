package org.pmodel.compiler.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.grammar.PModelLexer;
import org.pmodel.grammar.PModelParser;
import org.pmodel.ir.Diagnostic;

/** Says in people's words where a parse failed and what was expected there; one error per line, and no more than a screenful. */
final class SyntaxErrors extends BaseErrorListener {
    private static final int MOST = 10;

    private static final Set<Integer> OPERATORS = Set.of(PModelLexer.QUESTION, PModelLexer.POWER, PModelLexer.ELEMENTWISE_POWER, PModelLexer.QUOTE,
            PModelLexer.TIMES, PModelLexer.DIVIDE, PModelLexer.MODULO, PModelLexer.INTEGER_DIVIDE, PModelLexer.LEFT_DIVIDE, PModelLexer.PLUS,
            PModelLexer.MINUS, PModelLexer.ELEMENTWISE_TIMES, PModelLexer.ELEMENTWISE_DIVIDE, PModelLexer.OR, PModelLexer.AND, PModelLexer.EQUAL,
            PModelLexer.NOT_EQUAL, PModelLexer.LESS, PModelLexer.LESS_EQUAL, PModelLexer.GREATER, PModelLexer.GREATER_EQUAL);
    private static final Set<Integer> ASSIGNMENTS = Set.of(PModelLexer.PLUS_ASSIGN, PModelLexer.MINUS_ASSIGN, PModelLexer.TIMES_ASSIGN,
            PModelLexer.DIVIDE_ASSIGN, PModelLexer.ELEMENTWISE_TIMES_ASSIGN, PModelLexer.ELEMENTWISE_DIVIDE_ASSIGN);
    /** What may always follow an operand, and is not worth saying. */
    private static final Set<Integer> CONTINUATIONS = Set.of(PModelLexer.LBRACK, PModelLexer.DOT_NUMERAL, PModelLexer.LPAREN);

    private final Diagnostics diagnostics;
    private int count;
    private int lastLine;

    SyntaxErrors(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    @Override
    public void syntaxError(Recognizer<?, ?> recognizer, Object symbol, int line, int column, String message, RecognitionException e) {
        if (count >= MOST || line == lastLine) {
            return;
        }
        count++;
        Parser parser = (Parser) recognizer;
        Expectation expectation = e == null
            ? Expectation.at(parser, parser.getState(), parser.getContext(), parser.getCurrentToken().getTokenIndex())
            : Expectation.at(parser, e.getOffendingState(), e.getCtx(),
                    (e instanceof NoViableAltException n ? n.getStartToken() : e.getOffendingToken()).getTokenIndex());
        lastLine = expectation.found().getLine();
        diagnostics.add(describe(parser, expectation, e == null ? parser.getContext() : e.getCtx()));
    }

    private static Diagnostic describe(Parser parser, Expectation expectation, RuleContext context) {
        Token found = expectation.found();
        Token before = before(parser.getInputStream(), found);
        boolean nameExpected = expectation.phrases().contains("a name") && !expectation.phrases().contains("an expression");
        if (expectation.tokenTypes().contains(PModelLexer.SEMICOLON) && before != null && endsStatement(found, before)) {
            return Diagnostic.error("E0101", Spans.after(before), "`;` is missing after `" + before.getText() + "`" + construct(context));
        }
        if (nameExpected && isWord(found)) {
            return Diagnostic.error("E0121", Spans.of(found), "`" + found.getText() + "` is a word of the language and cannot be used as a name");
        }
        String expected = list(words(parser, expectation));
        if (found.getType() == Token.EOF) {
            return atEnd(context, found, before, expected);
        }
        return Diagnostic.error("E0100", Spans.of(found), "unexpected `" + found.getText() + "`" + construct(context) + ": expected " + expected);
    }

    private static Diagnostic atEnd(RuleContext context, Token found, Token before, String expected) {
        Diagnostic error = Diagnostic.error("E0120", before == null ? Spans.of(found) : Spans.after(before),
                "the file ends too early" + construct(context) + ": expected " + expected);
        for (RuleContext c = context; c != null; c = c.parent) {
            if (c instanceof PModelParser.StatementBodyContext body) {
                return error.withNote("this `{` is still open", Spans.of(body.getStart()));
            }
            if (c instanceof PModelParser.BlockContext block) {
                return error.withNote("this block is still open", Spans.of(block.getStart()));
            }
        }
        return error;
    }

    private static boolean endsStatement(Token found, Token before) {
        return found.getLine() > before.getLine() || !Spans.file(found).equals(Spans.file(before)) || found.getType() == PModelLexer.RBRACE
            || isWord(found) || found.getType() == Token.EOF;
    }

    private static boolean isWord(Token token) {
        return token.getType() >= PModelLexer.FUNCTIONS && token.getType() < PModelLexer.TRUNCATE;
    }

    private static Token before(TokenStream tokens, Token token) {
        for (int i = token.getTokenIndex() - 1; i >= 0; i--) {
            if (tokens.get(i).getChannel() == Token.DEFAULT_CHANNEL) {
                return tokens.get(i);
            }
        }
        return null;
    }

    private static List<String> words(Parser parser, Expectation expectation) {
        List<String> words = new ArrayList<>(expectation.phrases());
        Set<Integer> types = expectation.tokenTypes();
        boolean operand = types.stream().filter(OPERATORS::contains).count() > 3;
        for (int type : types) {
            boolean said = operand && (OPERATORS.contains(type) || CONTINUATIONS.contains(type)) || ASSIGNMENTS.contains(type);
            if (!said) {
                words.add(word(parser, type));
            }
        }
        if (operand) {
            words.add("an operator");
        }
        return words;
    }

    private static String word(Parser parser, int type) {
        if (type == Token.EOF) {
            return "the end of the file";
        }
        String literal = parser.getVocabulary().getLiteralName(type);
        if (literal != null) {
            return "`" + literal.substring(1, literal.length() - 1).replace("\\'", "'").replace("\\\\", "\\") + "`";
        }
        return switch (type) {
            case PModelLexer.STRING -> "a text in quotes";
            case PModelLexer.TRANSFORMED_DATA -> "`transformed data`";
            case PModelLexer.TRANSFORMED_PARAMETERS -> "`transformed parameters`";
            case PModelLexer.GENERATED_QUANTITIES -> "`generated quantities`";
            default -> "a number";
        };
    }

    private static String list(List<String> words) {
        List<String> distinct = words.stream().distinct().toList();
        int last = distinct.size() - 1;
        return distinct.isEmpty() ? "something else" : distinct.size() == 1 ? distinct.get(0)
            : String.join(", ", distinct.subList(0, last)) + " or " + distinct.get(last);
    }

    /** The innermost construct around the error that has a name. */
    private static String construct(RuleContext context) {
        for (RuleContext c = context; c != null; c = c.parent) {
            String name = switch (c) {
                case PModelParser.DeclarationStatementContext d -> "a declaration";
                case PModelParser.ForStatementContext f -> "a `for` loop";
                case PModelParser.PlateStatementContext p -> "a plate";
                case PModelParser.WhileStatementContext w -> "a `while` loop";
                case PModelParser.IfStatementContext i -> "an `if` statement";
                case PModelParser.MessageStatementContext m -> "a `" + m.getStart().getText() + "` statement";
                case PModelParser.TruncationContext t -> "a truncation";
                case PModelParser.ConstraintContext b -> "bounds";
                case PModelParser.SizedTypeContext t -> "a type";
                case PModelParser.ParametersContext p -> "a list of arguments";
                case PModelParser.DistributionContext d -> "a distribution";
                case PModelParser.FunctionDefinitionContext f -> "a function";
                case PModelParser.DistributionDefinitionContext d -> "a distribution definition";
                case PModelParser.FunctionsBlockContext b -> "the `functions` block";
                case PModelParser.StatementBlockContext b -> "the `" + b.kind.getText() + "` block";
                default -> null;
            };
            if (name != null) {
                return " in " + name;
            }
        }
        return "";
    }
}
