package org.pmodel.compiler.parse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.Source;
import org.pmodel.compiler.syntax.Program;
import org.pmodel.grammar.PModelParser;
import org.pmodel.ir.ModelException;

/** Reads a file, with the files it includes, into a syntax tree. */
public final class ProgramParser {
    private ProgramParser() {}

    /**
     * @param program {@code null} when the text has syntax errors
     * @param texts the text of every file read, by name
     */
    public record Result(Program program, Map<String, String> texts) {}

    public static Result parse(Source source, Language language, List<Path> includePaths, Diagnostics diagnostics) {
        IncludingTokens tokenSource = new IncludingTokens(source, includePaths, diagnostics);
        CommonTokenStream tokens = new CommonTokenStream(tokenSource);
        tokens.fill();
        ParserRuleContext tree = tree(tokens, language, diagnostics);
        if (diagnostics.hasErrors()) {
            return new Result(null, tokenSource.texts());
        }
        Program program = new ProgramBuilder(language, tokens, diagnostics).build(tree);
        return new Result(diagnostics.hasErrors() ? null : program, tokenSource.texts());
    }

    /**
     * The sentences of a file and of those it includes.
     *
     * @throws ModelException when the text has syntax errors
     */
    public static ParserRuleContext parseTree(Source source, Language language, List<Path> includePaths) {
        Diagnostics diagnostics = new Diagnostics();
        CommonTokenStream tokens = new CommonTokenStream(new IncludingTokens(source, includePaths, diagnostics));
        tokens.fill();
        ParserRuleContext tree = tree(tokens, language, diagnostics);
        if (diagnostics.hasErrors()) {
            throw new ModelException(diagnostics.all());
        }
        return tree;
    }

    /** The cheap prediction mode reads every correct program; the thorough one is run to explain a wrong one. */
    private static ParserRuleContext tree(CommonTokenStream tokens, Language language, Diagnostics diagnostics) {
        PModelParser parser = new PModelParser(tokens);
        parser.removeErrorListeners();
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            return start(parser, language);
        } catch (ParseCancellationException e) {
            tokens.seek(0);
            parser.reset();
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
            parser.setErrorHandler(new DefaultErrorStrategy());
            parser.addErrorListener(new SyntaxErrors(diagnostics));
            return start(parser, language);
        }
    }

    private static ParserRuleContext start(PModelParser parser, Language language) {
        return language == Language.STAN_FUNCTIONS ? parser.functionsOnly() : parser.program();
    }
}
