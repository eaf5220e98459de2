package org.pmodel.compiler.format;

import static org.pmodel.grammar.PModelLexer.*;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.pmodel.grammar.PModelParser;

/** Whether there is a space between two words of a line. */
final class Spacing {
    private Spacing() {}

    static boolean between(Token before, Formatter.Place beforeAt, Token word, Formatter.Place at) {
        return !(tightAfter(before.getType(), beforeAt.parent()) || tightBefore(word.getType(), at.parent()));
    }

    private static boolean tightAfter(int word, ParserRuleContext sentence) {
        return switch (word) {
            case LPAREN, LBRACK, POWER -> true;
            case LBRACE -> sentence instanceof PModelParser.ArrayAtomContext || sentence instanceof PModelParser.StatementBodyContext;
            case NOT, MINUS, PLUS -> sentence instanceof PModelParser.PrefixExpressionContext || sentence instanceof PModelParser.PrefixBoundContext;
            case LESS -> isBracket(sentence);
            case ASSIGN -> sentence instanceof PModelParser.BoundContext;
            case COLON -> isRange(sentence);
            case COMMA -> isBareArray(sentence);
            default -> false;
        };
    }

    static boolean tightBefore(int word, ParserRuleContext sentence) {
        return switch (word) {
            case COMMA, SEMICOLON, RPAREN, RBRACK, POWER -> true;
            case RBRACE -> true; // of an array or of an empty body: others begin lines
            case QUOTE -> true;
            case DOT_NUMERAL -> sentence instanceof PModelParser.PositionSuffixContext;
            case LESS, GREATER -> isBracket(sentence);
            case ASSIGN -> sentence instanceof PModelParser.BoundContext;
            case COLON -> isRange(sentence) || sentence instanceof PModelParser.NamedStatementContext;
            case LPAREN -> !(sentence instanceof PModelParser.ParenthesisAtomContext || sentence instanceof PModelParser.IfStatementContext
                || sentence instanceof PModelParser.WhileStatementContext || sentence instanceof PModelParser.ForStatementContext
                || sentence instanceof PModelParser.PlateStatementContext || sentence instanceof PModelParser.FunctionTypeContext);
            case LBRACK -> !(sentence instanceof PModelParser.RowVectorAtomContext);
            default -> false;
        };
    }

    /** The angle brackets of bounds and type parameters. */
    private static boolean isBracket(ParserRuleContext sentence) {
        return sentence instanceof PModelParser.ConstraintContext || sentence instanceof PModelParser.LibraryFunctionDefinitionContext;
    }

    private static boolean isRange(ParserRuleContext sentence) {
        return sentence instanceof PModelParser.SubscriptContext || sentence instanceof PModelParser.ForStatementContext
            || sentence instanceof PModelParser.PlateStatementContext;
    }

    /** {@code array[,]}: commas with nothing between. */
    private static boolean isBareArray(ParserRuleContext sentence) {
        return sentence instanceof PModelParser.UnsizedTypeContext
            || sentence instanceof PModelParser.SizedTypeContext sized && sized.expression().isEmpty();
    }
}
