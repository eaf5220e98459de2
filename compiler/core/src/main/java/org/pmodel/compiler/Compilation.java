package org.pmodel.compiler;

import java.util.List;
import java.util.Map;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Function;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelException;

/**
 * What became of a text.
 *
 * @param model {@code null} when there are errors
 * @param functions the program's own, those that the model does not use included
 * @param texts the text of every file read, by the name in spans
 */
public record Compilation(Model model, List<Function> functions, List<Diagnostic> diagnostics, Map<String, String> texts) {
    public Compilation {
        functions = List.copyOf(functions);
        diagnostics = List.copyOf(diagnostics);
        texts = Map.copyOf(texts);
    }

    public boolean succeeded() {
        return model != null;
    }

    /** @throws ModelException with the errors, when there are some */
    public Model modelOrThrow() {
        if (model == null) {
            throw new ModelException(diagnostics.stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).toList());
        }
        return model;
    }
}
