package org.pmodel.compiler;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.pmodel.compiler.elaborate.ModelElaborator;
import org.pmodel.compiler.parse.ProgramParser;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Model;
import org.pmodel.ir.Span;

/** The front end: from the text of a program to Model IR, or to what is wrong with it. */
public final class Compiler {
    /** Enough for expressions and statements nested tens of thousands deep; memory is taken only as it is used. */
    private static final long STACK_BYTES = 1L << 30;

    private Compiler() {}

    public static Compilation compile(Source source, CompilerOptions options) {
        return compile(source, options, Library.standard());
    }

    /** Compiles against another library than the standard one. */
    public static Compilation compile(Source source, CompilerOptions options, Library library) {
        AtomicReference<Compilation> result = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> result.set(run(source, options, library)), "pmodel-compiler", STACK_BYTES);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while compiling " + source.file(), e);
        }
        return switch (failure.get()) {
            case null -> result.get();
            case StackOverflowError e -> tooDeep(source);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        };
    }

    private static Compilation tooDeep(Source source) {
        Diagnostic error = Diagnostic.error("E0123", new Span(source.file(), 1, 1, 1, 1), "this program is nested too deeply");
        return new Compilation(null, List.of(error), Map.of(source.file(), source.text()));
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
        Model model = parsed.program() == null ? null : ModelElaborator.elaborate(source.modelName(), parsed.program(), language, library, diagnostics);
        Map<String, String> texts = new HashMap<>(library.texts());
        texts.putAll(parsed.texts());
        return new Compilation(model, inReadingOrder(diagnostics.all(), source.file()), texts);
    }
}
