package org.pmodel.runtime.lower;

import java.util.List;
import org.pmodel.ir.Stmt;

/** How statements leave the block they are in: by {@code return}, {@code break} or {@code continue}. */
final class Exits {
    private Exits() {}

    /** Whether the block is always left before its end. */
    static boolean always(List<Stmt> statements) {
        return statements.stream().anyMatch(Exits::always);
    }

    static boolean always(Stmt statement) {
        return switch (statement) {
            case Stmt.Return s -> true;
            case Stmt.Break s -> true;
            case Stmt.Continue s -> true;
            case Stmt.Message s -> s.kind() != Stmt.Message.Kind.PRINT;
            case Stmt.If s -> always(s.then()) && always(s.otherwise());
            case Stmt.Block s -> always(s.body());
            default -> false;
        };
    }

    /** Whether the block may be left before its end. */
    static boolean any(List<Stmt> statements) {
        return statements.stream().anyMatch(statement -> switch (statement) {
            case Stmt.Return s -> true;
            case Stmt.Break s -> true;
            case Stmt.Continue s -> true;
            case Stmt.If s -> any(s.then()) || any(s.otherwise());
            case Stmt.Block s -> any(s.body());
            case Stmt.For s -> anyReturn(s.body());
            case Stmt.Plate s -> anyReturn(s.body());
            case Stmt.ForEach s -> anyReturn(s.body());
            case Stmt.While s -> anyReturn(s.body());
            default -> false;
        });
    }

    static boolean anyReturn(List<Stmt> statements) {
        return statements.stream().anyMatch(statement -> switch (statement) {
            case Stmt.Return s -> true;
            case Stmt.If s -> anyReturn(s.then()) || anyReturn(s.otherwise());
            case Stmt.Block s -> anyReturn(s.body());
            case Stmt.For s -> anyReturn(s.body());
            case Stmt.Plate s -> anyReturn(s.body());
            case Stmt.ForEach s -> anyReturn(s.body());
            case Stmt.While s -> anyReturn(s.body());
            default -> false;
        });
    }

    /** Whether some return cannot be expressed by putting what follows into the other branch. */
    static boolean needsFlag(List<Stmt> statements) {
        return statements.stream().anyMatch(statement -> switch (statement) {
            case Stmt.If s -> needsFlag(s.then()) || needsFlag(s.otherwise()) || isPartial(s);
            case Stmt.Block s -> needsFlag(s.body()) || anyReturn(s.body()) && !always(s.body());
            case Stmt.For s -> anyReturn(s.body());
            case Stmt.Plate s -> anyReturn(s.body());
            case Stmt.ForEach s -> anyReturn(s.body());
            case Stmt.While s -> anyReturn(s.body());
            default -> false;
        });
    }

    private static boolean isPartial(Stmt.If s) {
        return anyReturn(s.then()) && !always(s.then()) || anyReturn(s.otherwise()) && !always(s.otherwise());
    }
}
