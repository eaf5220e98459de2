package org.pmodel.compiler.parse;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Program;
import org.pmodel.grammar.PModelParser;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Span;

/** A parse tree as a syntax tree; sees to the order of blocks. */
final class ProgramBuilder {
    private enum Kind {
        FUNCTIONS("functions"), DATA("data"), TRANSFORMED_DATA("transformed data"), PARAMETERS("parameters"),
        TRANSFORMED_PARAMETERS("transformed parameters"), MODEL("model"), GENERATED_QUANTITIES("generated quantities");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final Language language;
    private final DefinitionBuilder definitions;
    private final StatementBuilder statements;
    private final Diagnostics diagnostics;
    private final List<Definition> library = new ArrayList<>();
    private final List<Definition.Function> functions = new ArrayList<>();
    private final Map<Kind, Program.Block> blocks = new EnumMap<>(Kind.class);
    private Kind last;

    ProgramBuilder(Language language, CommonTokenStream tokens, Diagnostics diagnostics) {
        this.language = language;
        this.diagnostics = diagnostics;
        ExpressionBuilder expressions = new ExpressionBuilder(language, diagnostics);
        TypeBuilder types = expressions.types();
        this.statements = new StatementBuilder(language, expressions, types, diagnostics);
        this.definitions = new DefinitionBuilder(language, tokens, expressions, types, statements, diagnostics);
    }

    Program build(ParserRuleContext context) {
        for (ParseTree part : context.children) {
            switch (part) {
                case PModelParser.FunctionsBlockContext c -> {
                    block(Kind.FUNCTIONS, c, List.of());
                    c.functionDefinition().forEach(f -> functions.add(definitions.function(f)));
                }
                case PModelParser.StatementBlockContext c ->
                    block(Kind.values()[c.kind.getType() - PModelParser.FUNCTIONS], c, c.statement());
                case PModelParser.FunctionDefinitionContext c -> functions.add(definitions.function(c));
                case PModelParser.DefinitionContext c -> library.add(definitions.definition(c));
                default -> { } // the end of the file
            }
        }
        return new Program(library, functions, of(Kind.DATA), of(Kind.TRANSFORMED_DATA), of(Kind.PARAMETERS), of(Kind.TRANSFORMED_PARAMETERS),
                of(Kind.MODEL), of(Kind.GENERATED_QUANTITIES));
    }

    private Program.Block of(Kind kind) {
        return blocks.getOrDefault(kind, Program.Block.MISSING);
    }

    private void block(Kind kind, ParserRuleContext context, List<PModelParser.StatementContext> contexts) {
        Span word = Spans.of(context.getStart());
        Program.Block before = blocks.get(kind);
        if (language == Language.LIBRARY) {
            diagnostics.add(Diagnostic.error("E0108", word, "a library has definitions and no blocks"));
        } else if (before != null) {
            diagnostics.add(Diagnostic.error("E0109", word, "a second `" + kind.words + "` block").withNote("the first is here", before.span()));
        } else if (last != null && kind.compareTo(last) < 0) {
            diagnostics.add(Diagnostic.error("E0109", word, "the `" + kind.words + "` block stands before the `" + last.words + "` block"));
        }
        blocks.put(kind, new Program.Block(statements.statements(contexts), word));
        last = kind;
    }
}
