package org.pmodel.compiler.parse;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.pmodel.ir.Span;

/** Places of tokens and rules in the files they come from. */
final class Spans {
    private Spans() {}

    static Span of(Token token) {
        int line = token.getLine();
        int column = token.getCharPositionInLine() + 1;
        int length = token.getType() == Token.EOF ? 0 : token.getStopIndex() - token.getStartIndex() + 1;
        return new Span(file(token), line, column, line, column + length);
    }

    static Span of(ParserRuleContext context) {
        Token start = context.getStart();
        Token stop = context.getStop();
        if (stop == null || stop.getTokenIndex() < start.getTokenIndex() || !file(start).equals(file(stop))) {
            return of(start);
        }
        return of(start).to(of(stop));
    }

    /** The empty range just behind a token. */
    static Span after(Token token) {
        Span span = of(token);
        return new Span(span.file(), span.endLine(), span.endColumn(), span.endLine(), span.endColumn() + 1);
    }

    static String file(Token token) {
        return token.getInputStream() == null ? "" : token.getInputStream().getSourceName();
    }
}
