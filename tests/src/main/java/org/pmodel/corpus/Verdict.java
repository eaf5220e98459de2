package org.pmodel.corpus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.pmodel.compiler.Compilation;
import org.pmodel.compiler.Compiler;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

/** What became of a program that was checked. */
sealed interface Verdict {
    /** Longer than this is a hang. */
    Duration PATIENCE = Duration.ofSeconds(10);

    String text();

    record Accepted() implements Verdict {
        @Override
        public String text() {
            return "accepted";
        }
    }

    record Refused(Diagnostic first) implements Verdict {
        boolean located() {
            return first.span() != Span.NONE && first.span().line() >= 1;
        }

        @Override
        public String text() {
            return "refused at " + first.span().line() + ":" + first.span().column() + ": " + first.code() + " " + first.message();
        }
    }

    record Crashed(String text) implements Verdict {}

    /** Checks a file. */
    static Verdict of(Path file, List<Path> includePaths) {
        return of(file.getFileName().toString(), () -> Source.read(file), includePaths);
    }

    /** Checks a text. */
    static Verdict of(Source source, List<Path> includePaths) {
        return of(source.file(), () -> source, includePaths);
    }

    /** Checks a program in a thread of its own. */
    private static Verdict of(String name, Supplier<Source> source, List<Path> includePaths) {
        CompletableFuture<Verdict> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().name("check " + name).unstarted(() -> {
            try {
                result.complete(check(source, includePaths));
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        thread.start();
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Crashed("takes longer than " + PATIENCE.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            return new Crashed("crashes with " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Crashed("interrupted");
        }
    }

    private static Verdict check(Supplier<Source> source, List<Path> includePaths) {
        try {
            Compilation compilation = Compiler.compile(source.get(), CompilerOptions.DEFAULT.withIncludePaths(includePaths));
            return compilation.succeeded() ? new Accepted()
                    : new Refused(compilation.diagnostics().stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).findFirst().orElseThrow());
        } catch (ModelException unreadable) {
            return new Refused(unreadable.diagnostics().getFirst());
        }
    }
}
