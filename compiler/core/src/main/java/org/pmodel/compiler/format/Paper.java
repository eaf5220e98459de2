package org.pmodel.compiler.format;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.pmodel.grammar.PModelLexer;

/**
 * What is written so far, and the line that is being filled. A line that is too long goes on below, deeper, from its least nested comma or operator
 * that fits.
 */
final class Paper {
    private static final int WIDTH = 100;
    private static final String STEP = "  ";
    private static final String CONTINUATION = "    ";
    private static final int NEVER = Integer.MAX_VALUE;
    /** Breaks after {@code =} come last, but before none. */
    private static final int LAST_RESORT = 100_000;
    private static final int LEVELS_PER_BRACKET = 20;

    /** A word of the line: what stands before it, and how readily the line may end there. */
    private record Piece(String text, boolean space, int reluctance) {}

    private final StringBuilder text = new StringBuilder();
    private final List<Piece> line = new ArrayList<>();
    private String indent = "";
    private int brackets;
    /** How readily the line ends after the word last written. */
    private int after = NEVER;
    /** The line is over after a comment to its end; what follows goes on below. */
    private boolean over;
    private boolean continued;

    /** Begins a line with a word. */
    void line(Token word, int depth, boolean blank) {
        newLine(blank);
        indent = STEP.repeat(depth);
        brackets = 0;
        put(words(word), false, NEVER);
        after = NEVER;
        count(word);
    }

    /** Goes on in the line. */
    void word(Token word, boolean space) {
        if (over) {
            flush();
            continued = true;
        }
        if (word.getType() == PModelLexer.RPAREN || word.getType() == PModelLexer.RBRACK || word.getType() == PModelLexer.RBRACE) {
            brackets--;
        }
        put(words(word), space && !line.isEmpty(), space ? Math.min(after, before(word)) : NEVER);
        after = after(word);
        count(word);
    }

    /** A comment after what stands in the line. */
    void comment(String comment, boolean toEndOfLine) {
        put(comment, !line.isEmpty(), NEVER);
        after = NEVER;
        over = toEndOfLine || comment.indexOf('\n') >= 0;
    }

    /** Whether the line has room for a comment. */
    boolean isOpen() {
        return !over;
    }

    /** A comment or an include on a line of its own, between lines. */
    void aside(String words, int depth, boolean blank) {
        newLine(blank);
        indent = STEP.repeat(depth);
        put(words, false, NEVER);
        over = true;
    }

    /** A comment on a line of its own, inside a sentence. */
    void asideWithin(String comment) {
        flush();
        continued = true;
        put(comment, false, NEVER);
        over = true;
    }

    String text() {
        flush();
        return text.toString();
    }

    private void newLine(boolean blank) {
        flush();
        continued = false;
        if (blank && !text.isEmpty()) {
            text.append('\n');
        }
    }

    private void put(String word, boolean space, int reluctance) {
        line.add(new Piece(word, space, reluctance));
    }

    /** {@code transformed data} is one word. */
    private static String words(Token word) {
        return word.getType() == PModelLexer.STRING ? word.getText() : word.getText().replaceAll("[ \t\f]+", " ");
    }

    private void count(Token word) {
        switch (word.getType()) {
            case PModelLexer.LPAREN, PModelLexer.LBRACK, PModelLexer.LBRACE -> brackets++;
            default -> { }
        }
    }

    private int before(Token operator) {
        int level = switch (operator.getType()) {
            case PModelLexer.QUESTION, PModelLexer.COLON -> 2;
            case PModelLexer.OR -> 3;
            case PModelLexer.AND -> 4;
            case PModelLexer.EQUAL, PModelLexer.NOT_EQUAL -> 5;
            case PModelLexer.LESS, PModelLexer.LESS_EQUAL, PModelLexer.GREATER, PModelLexer.GREATER_EQUAL -> 6;
            case PModelLexer.PLUS, PModelLexer.MINUS -> 7;
            case PModelLexer.TIMES, PModelLexer.DIVIDE, PModelLexer.MODULO, PModelLexer.ELEMENTWISE_TIMES, PModelLexer.ELEMENTWISE_DIVIDE -> 8;
            default -> NEVER;
        };
        return level == NEVER ? NEVER : level + brackets * LEVELS_PER_BRACKET;
    }

    private int after(Token word) {
        return switch (word.getType()) {
            case PModelLexer.COMMA, PModelLexer.BAR -> 1 + brackets * LEVELS_PER_BRACKET;
            case PModelLexer.ASSIGN, PModelLexer.PLUS_ASSIGN -> LAST_RESORT;
            default -> NEVER;
        };
    }

    /** Writes the line, in as many lines as it takes. */
    private void flush() {
        int from = 0;
        while (from < line.size()) {
            String start = indent + (continued || from > 0 ? CONTINUATION : "");
            int to = end(from, start.length());
            text.append(start);
            for (int i = from; i < to; i++) {
                text.append(line.get(i).space() && i > from ? " " : "").append(line.get(i).text());
            }
            text.append('\n');
            from = to;
        }
        line.clear();
        over = false;
    }

    /** Where the next line begins: at the end when the rest fits, else at the least nested place that fits, or the first place after. */
    private int end(int from, int column) {
        int width = column;
        int best = line.size();
        int least = NEVER;
        for (int i = from; i < line.size(); i++) {
            Piece piece = line.get(i);
            if (i > from && piece.reluctance() < NEVER && (width <= WIDTH ? piece.reluctance() <= least : least == NEVER)) {
                best = i;
                least = piece.reluctance();
            }
            width += piece.text().length() + (piece.space() ? 1 : 0);
        }
        return width <= WIDTH ? line.size() : best;
    }
}
