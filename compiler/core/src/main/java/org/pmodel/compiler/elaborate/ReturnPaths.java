package org.pmodel.compiler.elaborate;

import java.util.List;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Statement;

/** Whether every way through a function's body ends in a {@code return}, an error, or never. */
final class ReturnPaths {
    private ReturnPaths() {}

    static boolean complete(List<Statement> body) {
        return body.stream().anyMatch(ReturnPaths::complete);
    }

    private static boolean complete(Statement statement) {
        return switch (statement) {
            case Statement.Return r -> true;
            case Statement.Message m -> !m.kind().equals("print");
            case Statement.Block b -> complete(b.body());
            case Statement.Profile p -> complete(p.body());
            case Statement.If i -> i.otherwise() != null && complete(i.then()) && complete(i.otherwise());
            case Statement.While w -> (isAlwaysTrue(w.condition()) || complete(w.body())) && !breaks(w.body());
            case Statement.For f -> complete(f.body()) && !breaks(f.body()); // as in Stan, taken to run at least once
            case Statement.ForEach f -> complete(f.body()) && !breaks(f.body());
            default -> false;
        };
    }

    private static boolean isAlwaysTrue(Expression condition) {
        return condition.bare() instanceof Expression.IntNumber(String digits, var span) && !digits.matches("0+");
    }

    /** Whether a loop's body leaves that loop. */
    private static boolean breaks(Statement statement) {
        return switch (statement) {
            case Statement.Break b -> true;
            case Statement.Block b -> b.body().stream().anyMatch(ReturnPaths::breaks);
            case Statement.Profile p -> p.body().stream().anyMatch(ReturnPaths::breaks);
            case Statement.If i -> breaks(i.then()) || i.otherwise() != null && breaks(i.otherwise());
            default -> false;
        };
    }
}
