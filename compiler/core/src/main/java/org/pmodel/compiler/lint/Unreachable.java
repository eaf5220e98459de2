package org.pmodel.compiler.lint;

import java.util.List;
import java.util.function.Consumer;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;

/** Statements behind one that leaves the body they stand in. */
final class Unreachable {
    private Unreachable() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        subject.bodies().forEach(body -> in(body, report));
    }

    private static void in(List<Stmt> body, Consumer<Diagnostic> report) {
        for (int i = 0; i < body.size(); i++) {
            Stmt statement = body.get(i);
            String word = leaving(statement);
            if (word != null && i + 1 < body.size()) {
                report.accept(Diagnostic.warning("W0305", body.get(i + 1).span(), "this is never reached").withNote("`" + word + "` stands before it",
                        statement.span()));
                return;
            }
            Walk.bodies(statement).forEach(inner -> in(inner, report));
        }
    }

    private static String leaving(Stmt statement) {
        return switch (statement) {
            case Stmt.Break b -> "break";
            case Stmt.Continue c -> "continue";
            case Stmt.Return r -> "return";
            case Stmt.Message m when m.kind() != Stmt.Message.Kind.PRINT -> m.kind().name().toLowerCase();
            default -> null;
        };
    }
}
