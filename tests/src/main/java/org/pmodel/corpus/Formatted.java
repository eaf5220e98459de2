package org.pmodel.corpus;

import java.nio.file.Path;
import java.util.List;
import org.pmodel.compiler.Compilation;
import org.pmodel.compiler.Compiler;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.Source;
import org.pmodel.compiler.format.Formatter;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelPrinter;

/** Whether the formatter leaves a program's model as it is, and its own results alone. */
final class Formatted {
    private Formatted() {}

    /** What is wrong with the formatted program, or {@code null}. */
    static String fault(Path file, List<Path> includePaths) {
        Source source = Source.read(file);
        Language language = Language.of(source.file());
        try {
            Source once = new Source(source.file(), Formatter.format(source, language, includePaths));
            String twice = Formatter.format(once, language, includePaths);
            CompilerOptions options = CompilerOptions.DEFAULT.withIncludePaths(includePaths);
            boolean sameModel = text(Compiler.compile(source, options)).equals(text(Compiler.compile(once, options)));
            return !once.text().equals(twice) ? "is formatted again in another way" : sameModel ? null : "is another model when formatted";
        } catch (RuntimeException failure) {
            return "cannot be formatted: " + failure;
        }
    }

    private static String text(Compilation compilation) {
        Model model = compilation.model();
        return model == null ? "" : ModelPrinter.print(model);
    }
}
