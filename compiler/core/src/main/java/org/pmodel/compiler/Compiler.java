package org.pmodel.compiler;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.compiler.elaborate.ModelElaborator;
import org.pmodel.compiler.elaborate.Reachable;
import org.pmodel.compiler.lint.Lints;
import org.pmodel.compiler.lint.Subject;
import org.pmodel.compiler.parse.ProgramParser;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelException;

/** The front end: from the text of a program to Model IR, or to what is wrong with it. */
public final class Compiler {
    private Compiler() {}

    public static Compilation compile(Source source, CompilerOptions options) {
        return compile(source, options, Library.standard());
    }

    /** Compiles against another library than the standard one. */
    public static Compilation compile(Source source, CompilerOptions options, Library library) {
        try {
            return DeepStack.call(source, () -> run(source, options, library));
        } catch (ModelException wrong) {
            return new Compilation(null, List.of(), wrong.diagnostics(), Map.of(source.file(), source.text()));
        }
    }

    /** The main file's diagnostics first, each file's from top to bottom. */
    private static List<Diagnostic> inReadingOrder(List<Diagnostic> diagnostics, String mainFile) {
        return diagnostics.stream().sorted(Comparator.comparing((Diagnostic d) -> !d.span().file().equals(mainFile)).thenComparing(d -> d.span().file())
            .thenComparing(d -> d.span().line()).thenComparing(d -> d.span().column())).toList();
    }

    private static Compilation run(Source source, CompilerOptions options, Library standard) {
        Library library = standard.withTransforms(options.transforms());
        Diagnostics diagnostics = new Diagnostics();
        Language language = options.language() != null ? options.language() : Language.of(source.file());
        ProgramParser.Result parsed = ProgramParser.parse(source, language, options.includePaths(), diagnostics);
        Model whole = parsed.program() == null ? null : ModelElaborator.elaborate(source.modelName(), parsed.program(), language, library, diagnostics);
        Map<String, String> texts = new HashMap<>(library.texts());
        texts.putAll(parsed.texts());
        if (whole == null) {
            return new Compilation(null, List.of(), inReadingOrder(diagnostics.all(), source.file()), texts);
        }
        Subject subject = new Subject(whole, parsed.program(), library.texts().keySet());
        Lints.run(subject, options.pedantic(), diagnostics);
        return new Compilation(Reachable.only(whole), subject.functions(), inReadingOrder(diagnostics.all(), source.file()), texts);
    }
}
