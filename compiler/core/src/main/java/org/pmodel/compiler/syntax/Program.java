package org.pmodel.compiler.syntax;

import java.util.List;
import org.pmodel.ir.Span;

/** A whole file: a program with its blocks, or a library of definitions. A missing block is an empty one. */
public record Program(List<Definition> definitions, List<Definition.Function> functions, Block data, Block transformedData,
        Block parameters, Block transformedParameters, Block model, Block generatedQuantities) {
    public Program {
        definitions = List.copyOf(definitions);
        functions = List.copyOf(functions);
    }

    /** @param span {@code null} where the program has no such block */
    public record Block(List<Statement> statements, Span span) {
        public static final Block MISSING = new Block(List.of(), null);

        public Block {
            statements = List.copyOf(statements);
        }
    }
}
