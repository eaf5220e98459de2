package org.pmodel.compiler.lint;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.pmodel.ir.Diagnostic;

/**
 * One kind of warning.
 *
 * @param name as the manual names it
 * @param sentence what it warns of
 * @param pedantic doubtful rather than likely wrong: looked for where the user asks
 */
record Lint(String name, String sentence, boolean pedantic, BiConsumer<Subject, Consumer<Diagnostic>> check) {}
