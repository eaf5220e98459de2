package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Expr.Subscript;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;

/**
 * The proof that no iteration of a plate depends on another: what an iteration writes, outside of its own variables, it writes at its own
 * index, and it reads no other element of that.
 */
final class Independence {
    private final Stmt.Plate plate;
    private final Diagnostics diagnostics;
    private final Set<String> own = new HashSet<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();
    /** Variables of which a part is read; the walk comes upon the part first. */
    private final Set<Expr.Variable> indexed = new HashSet<>();

    /** @param position of the plate's index among the subscripts, or -1 */
    private record Write(String variable, int position, Span span) {}

    private record Read(String variable, List<Subscript> subscripts, Span span) {}

    private Independence(Stmt.Plate plate, Diagnostics diagnostics) {
        this.plate = plate;
        this.diagnostics = diagnostics;
    }

    static void check(Stmt.Plate plate, Diagnostics diagnostics) {
        Independence independence = new Independence(plate, diagnostics);
        plate.body().forEach(independence::collect);
        Walk.each(plate.body(), independence::read);
        independence.writes.forEach(independence::check);
    }

    private void collect(Stmt statement) {
        switch (statement) {
            case Stmt.Declare(var declaration, var value, var span) -> own.add(declaration.name());
            case Stmt.Assign(var variable, var path, var value, var span) -> {
                if (!own.contains(variable.name())) {
                    writes.add(new Write(variable.name(), position(path), variable.span()));
                }
            }
            case Stmt.For f -> f.body().forEach(this::collect);
            case Stmt.ForEach f -> f.body().forEach(this::collect);
            case Stmt.Plate p -> p.body().forEach(this::collect);
            case Stmt.While w -> w.body().forEach(this::collect);
            case Stmt.Block b -> b.body().forEach(this::collect);
            case Stmt.If i -> {
                i.then().forEach(this::collect);
                i.otherwise().forEach(this::collect);
            }
            case Stmt.Return r -> { } // only functions have one, and no plates
            case Stmt.Site s -> { }
            case Stmt.Factor f -> { }
            case Stmt.AddJacobian a -> { }
            case Stmt.Evaluate e -> { }
            case Stmt.Message m -> { }
            case Stmt.Break b -> { }
            case Stmt.Continue c -> { }
        }
    }

    private int position(List<Stmt.Step> path) {
        return path.isEmpty() || !(path.get(0) instanceof Stmt.Step.At(List<Subscript> subscripts)) ? -1 : indexPosition(subscripts);
    }

    private int indexPosition(List<Subscript> subscripts) {
        for (int i = 0; i < subscripts.size(); i++) {
            if (isIndex(subscripts.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private boolean isIndex(Subscript subscript) {
        return subscript instanceof Subscript.Single(Expr.Variable(String name, var type, var span)) && name.equals(plate.index().name());
    }

    private void read(Expr value) {
        switch (value) {
            case Expr.Index(Expr.Variable base, List<Subscript> subscripts, var type, Span span) -> {
                reads.add(new Read(base.name(), subscripts, span));
                indexed.add(base);
            }
            case Expr.Variable variable -> {
                if (!indexed.contains(variable)) {
                    reads.add(new Read(variable.name(), List.of(), variable.span()));
                }
            }
            case Expr.Target(Span span) -> diagnostics.add(Diagnostic.error("E0504", span,
                    "an iteration of plate `" + plate.name() + "` reads the density that others add to"));
            default -> { }
        }
    }

    /** The name as the program has it, without the number that keeps it apart from others. */
    private static String written(String unique) {
        return unique.replaceFirst("__\\d+$", "");
    }

    private void check(Write write) {
        for (Read read : reads) {
            boolean same = write.position() >= 0 && write.position() < read.subscripts().size() && isIndex(read.subscripts().get(write.position()));
            boolean itself = read.span().line() == write.span().line() && read.span().column() == write.span().column();
            if (read.variable().equals(write.variable()) && !same && !itself) {
                diagnostics.add(Diagnostic.error("E0504", read.span(), "an iteration of plate `" + plate.name() + "` reads what another one may write")
                    .withNote("`" + written(write.variable()) + "` is written here", write.span())
                    .withNote("iterations of a plate are independent: use `for` where they are not"));
                return;
            }
        }
        if (write.position() < 0) {
            diagnostics.add(Diagnostic.error("E0504", write.span(), "every iteration of plate `" + plate.name() + "` writes `" + written(write.variable()) + "`")
                .withNote("the plate begins here, with the index `" + plate.index().name() + "`", plate.index().span())
                .withNote("index it with `" + plate.index().name() + "`, declare it inside the plate, or use `for`"));
        }
    }
}
