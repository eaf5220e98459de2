package org.pmodel.compiler.parse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.Source;
import org.pmodel.grammar.PModelLexer;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Span;

/**
 * The tokens of a file with those of the files it includes in place of the {@code #include} lines. Each token keeps the file it came from.
 * A file of functions that was already included is not included again.
 */
final class IncludingTokens implements TokenSource {
    private final List<Path> includePaths;
    private final Diagnostics diagnostics;
    private final Map<String, String> texts = new HashMap<>();
    private final Deque<Lexer> open = new ArrayDeque<>();

    IncludingTokens(Source source, List<Path> includePaths, Diagnostics diagnostics) {
        this.includePaths = includePaths;
        this.diagnostics = diagnostics;
        push(source);
    }

    /** The text of every file read, by the name in its spans. */
    Map<String, String> texts() {
        return Map.copyOf(texts);
    }

    @Override
    public Token nextToken() {
        while (true) {
            Token token = open.peek().nextToken();
            switch (token.getType()) {
                case Token.EOF -> {
                    if (open.size() == 1) {
                        return token;
                    }
                    open.pop();
                }
                case PModelLexer.INCLUDE -> include(token);
                case PModelLexer.UNCLOSED_COMMENT ->
                    diagnostics.add(Diagnostic.error("E0102", startOf(token, 2), "this comment is not closed: `*/` is missing"));
                case PModelLexer.UNCLOSED_STRING -> {
                    diagnostics.add(Diagnostic.error("E0103", Spans.of(token), "this text is not closed: `\"` is missing at the end of the line"));
                    ((CommonToken) token).setType(PModelLexer.STRING);
                    return token;
                }
                case PModelLexer.UNKNOWN ->
                    diagnostics.add(Diagnostic.error("E0104", Spans.of(token), "the character `" + token.getText() + "` has no meaning here"));
                default -> {
                    return token;
                }
            }
        }
    }

    private static Span startOf(Token token, int length) {
        Span span = Spans.of(token);
        return new Span(span.file(), span.line(), span.column(), span.line(), span.column() + length);
    }

    private void push(Source source) {
        texts.put(source.file(), source.text());
        Lexer lexer = new PModelLexer(CharStreams.fromString(source.text(), source.file()));
        lexer.removeErrorListeners();
        open.push(lexer);
    }

    private void include(Token token) {
        String written = token.getText().substring("#include".length()).strip();
        boolean quoted = written.startsWith("\"") || written.startsWith("<");
        String name = quoted ? written.substring(1, written.length() - 1) : written;
        Optional<Path> file = find(name);
        if (file.isEmpty()) {
            String searched = folders().stream().map(Path::toString).map(f -> f.isEmpty() ? "." : f).distinct().collect(Collectors.joining(", "));
            diagnostics.add(Diagnostic.error("E0106", Spans.of(token), "there is no file `" + name + "` to include").withNote("searched in " + searched));
            return;
        }
        String found = file.get().toString();
        if (open.stream().anyMatch(lexer -> lexer.getSourceName().equals(found))) {
            diagnostics.add(Diagnostic.error("E0107", Spans.of(token), "`" + name + "` includes itself"));
            return;
        }
        if (found.endsWith(".stanfunctions") && texts.containsKey(found)) {
            return;
        }
        try {
            push(new Source(found, new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            diagnostics.add(Diagnostic.error("E0106", Spans.of(token), "cannot read `" + found + "`: " + e.getMessage()));
        }
    }

    private Optional<Path> find(String name) {
        return folders().stream().map(folder -> folder.resolve(name)).filter(Files::isRegularFile).findFirst();
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>(includePaths);
        Path parent = Path.of(open.peek().getSourceName()).getParent();
        folders.add(parent == null ? Path.of("") : parent);
        return folders;
    }

    @Override
    public int getLine() {
        return open.peek().getLine();
    }

    @Override
    public int getCharPositionInLine() {
        return open.peek().getCharPositionInLine();
    }

    @Override
    public CharStream getInputStream() {
        return open.peek().getInputStream();
    }

    @Override
    public String getSourceName() {
        return open.peek().getSourceName();
    }

    @Override
    public void setTokenFactory(TokenFactory<?> factory) {
        open.peek().setTokenFactory(factory);
    }

    @Override
    public TokenFactory<? extends Token> getTokenFactory() {
        return open.peek().getTokenFactory();
    }
}
