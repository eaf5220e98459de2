package org.pmodel.compiler.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.pmodel.compiler.DeepStack;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.Source;
import org.pmodel.compiler.parse.ProgramParser;
import org.pmodel.grammar.PModelLexer;
import org.pmodel.ir.ModelException;

/** Writes a program in the one usual form. */
public final class Formatter {
    private Formatter() {}

    /**
     * The same words and comments in the usual form; formatting it again changes nothing.
     *
     * @param includePaths where to look for included files, whose texts are read but not part of the result
     * @throws ModelException when the text has syntax errors
     */
    public static String format(Source source, Language language, List<Path> includePaths) {
        return DeepStack.call(source, () -> formatted(source, language, includePaths));
    }

    private static String formatted(Source source, Language language, List<Path> includePaths) {
        Map<Integer, Place> places = Lines.of(ProgramParser.parseTree(source, language, includePaths), source.file());
        List<Token> words = words(source);
        String formatted = write(words, places);
        if (!texts(words).equals(texts(words(new Source(source.file(), formatted))))) {
            throw new IllegalStateException("formatting " + source.file() + " would change its words");
        }
        return formatted;
    }

    /**
     * Where a word stands.
     *
     * @param indent how deep the line is nested that begins with the word; -1 where the word begins none
     */
    record Place(ParserRuleContext parent, int indent) {
        boolean beginsLine() {
            return indent >= 0;
        }
    }

    private static String write(List<Token> words, Map<Integer, Place> places) {
        Paper paper = new Paper();
        Token before = null;
        Token wordBefore = null;
        for (int i = 0; i < words.size(); i++) {
            Token word = words.get(i);
            Place place = places.get(word.getStartIndex());
            int newLines = before == null ? 1 : word.getLine() - lastLine(before);
            boolean opens = before != null && before == wordBefore && before.getType() == PModelLexer.LBRACE;
            boolean blank = newLines > 1 && !opens;
            boolean comment = word.getChannel() != Token.DEFAULT_CHANNEL;
            if (comment && newLines == 0 && paper.isOpen()) {
                paper.comment(word.getText().stripTrailing(), !word.getText().startsWith("/*"));
            } else if (comment || place == null) {
                Token next = next(words, i, places);
                if (next == null || places.get(next.getStartIndex()).beginsLine()) {
                    int depth = next == null ? 0 : places.get(next.getStartIndex()).indent() + (next.getType() == PModelLexer.RBRACE ? 1 : 0);
                    paper.aside(word.getText().strip(), depth, blank);
                } else {
                    paper.asideWithin(word.getText().strip());
                }
            } else if (place.beginsLine() && !(opens && word.getType() == PModelLexer.RBRACE)) {
                paper.line(word, place.indent(), blank && word.getType() != PModelLexer.RBRACE);
            } else {
                boolean space = before == wordBefore ? Spacing.between(before, places.get(before.getStartIndex()), word, place)
                    : !Spacing.tightBefore(word.getType(), place.parent());
                paper.word(word, space);
            }
            wordBefore = comment || place == null ? wordBefore : word;
            before = word;
        }
        return paper.text();
    }

    /** The next word of the language, after comments and includes. */
    private static Token next(List<Token> words, int from, Map<Integer, Place> places) {
        return words.stream().skip(from + 1L).filter(w -> w.getChannel() == Token.DEFAULT_CHANNEL && places.containsKey(w.getStartIndex())).findFirst().orElse(null);
    }

    private static int lastLine(Token token) {
        return token.getLine() + (int) token.getText().chars().filter(c -> c == '\n').count();
    }

    private static List<Token> words(Source source) {
        PModelLexer lexer = new PModelLexer(CharStreams.fromString(source.text(), source.file()));
        lexer.removeErrorListeners();
        List<Token> words = new ArrayList<>(lexer.getAllTokens());
        words.removeIf(word -> word.getType() == Token.EOF);
        return words;
    }

    private static List<String> texts(List<Token> words) {
        return words.stream().map(word -> word.getType() + " " + word.getText().strip().replaceAll("\\s+", " ")).toList();
    }
}
