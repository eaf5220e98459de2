package org.pmodel.compiler.format;

import java.util.HashMap;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.pmodel.grammar.PModelLexer;
import org.pmodel.grammar.PModelParser;

/** Where the words of one file stand in its sentences, and which of them begin lines: those of blocks, definitions, statements and closing braces. */
final class Lines {
    private final String file;
    private final Map<Integer, Formatter.Place> places = new HashMap<>();

    private Lines(String file) {
        this.file = file;
    }

    /** Places by the position of a word in the file. */
    static Map<Integer, Formatter.Place> of(ParserRuleContext tree, String file) {
        Lines lines = new Lines(file);
        lines.children(tree, 0, 0);
        return lines.places;
    }

    /** @param inner how deep what stands between the braces of this sentence is nested */
    private void children(ParserRuleContext sentence, int outer, int inner) {
        for (int i = 0; i < sentence.getChildCount(); i++) {
            switch (sentence.getChild(i)) {
                case TerminalNode word -> word(word, sentence, beginsLine(word, sentence) ? outer : -1);
                case ParserRuleContext part when beginsLine(part, sentence) -> begin(part, inner);
                case PModelParser.StatementBodyContext body -> children(body, outer, outer + 1);
                case PModelParser.StatementContext controlled -> controlled(controlled, sentence, outer);
                case ParserRuleContext part -> children(part, outer, inner);
                default -> throw new IllegalStateException("neither word nor sentence");
            }
        }
    }

    /** Blocks and definitions, and the statements and items between braces. */
    private static boolean beginsLine(ParserRuleContext part, ParserRuleContext sentence) {
        return switch (part) {
            case PModelParser.BlockContext b -> true;
            case PModelParser.DefinitionContext d -> true;
            case PModelParser.FunctionDefinitionContext f -> true;
            case PModelParser.ItemContext i -> true;
            case PModelParser.StatementContext s -> sentence instanceof PModelParser.StatementBodyContext || sentence instanceof PModelParser.StatementBlockContext;
            default -> false;
        };
    }

    /** Closing braces of bodies, and an {@code else} after a statement that is no block. */
    private static boolean beginsLine(TerminalNode word, ParserRuleContext sentence) {
        return switch (word.getSymbol().getType()) {
            case PModelLexer.RBRACE -> !(sentence instanceof PModelParser.ArrayAtomContext);
            case PModelLexer.ELSE -> !(sentence instanceof PModelParser.IfStatementContext s && s.statement(0) instanceof PModelParser.BlockStatementContext);
            default -> false;
        };
    }

    private void begin(ParserRuleContext sentence, int indent) {
        children(sentence, indent, indent + 1);
        indentFirst(sentence, indent);
    }

    /** The statement of a loop or branch: a block goes on in the line, and so does what follows {@code else if} or a name; others begin a line of their own. */
    private void controlled(PModelParser.StatementContext statement, ParserRuleContext sentence, int indent) {
        boolean block = statement instanceof PModelParser.BlockStatementContext;
        boolean chained = statement instanceof PModelParser.IfStatementContext && sentence instanceof PModelParser.IfStatementContext s
            && s.statement().size() == 2 && s.statement(1) == statement;
        if (block || chained || sentence instanceof PModelParser.NamedStatementContext) {
            children(statement, indent, indent + 1);
        } else {
            begin(statement, indent + 1);
        }
    }

    private void word(TerminalNode node, ParserRuleContext sentence, int indent) {
        Token word = node.getSymbol();
        if (word.getType() != Token.EOF && word.getTokenSource().getSourceName().equals(file)) {
            places.put(word.getStartIndex(), new Formatter.Place(sentence, indent));
        }
    }

    private void indentFirst(ParserRuleContext sentence, int indent) {
        ParseTree first = sentence;
        while (first instanceof ParserRuleContext part && part.getChildCount() > 0) {
            first = part.getChild(0);
        }
        if (first instanceof TerminalNode node) {
            places.computeIfPresent(node.getSymbol().getStartIndex(), (k, place) -> new Formatter.Place(place.parent(), indent));
        }
    }
}
