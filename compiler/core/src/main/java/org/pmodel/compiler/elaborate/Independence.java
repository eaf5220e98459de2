package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Expr.Subscript;
import org.pmodel.ir.ModelPrinter;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;

/**
 * The proof that no iteration of a plate depends on another: what an iteration writes, outside of its own variables, it writes at its own
 * index, and it reads no other element of that. Its own index is also that of a plate within it over a segment of its own; that the segments do not
 * overlap is known with the data.
 */
final class Independence {
    private final Stmt.Plate plate;
    private final Diagnostics diagnostics;
    private final Set<String> own = new HashSet<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<Access> accesses = new ArrayList<>();
    /** Variables of which a part is read; the walk comes upon the part first. */
    private final Set<Expr.Variable> indexed = new HashSet<>();
    /** The plates right in this one over segments, by their index, and those on which the proof rests. */
    private final Map<String, Stmt.Plate> segments = new HashMap<>();
    private final Set<Stmt.Plate> used = new LinkedHashSet<>();

    private record Write(String variable, List<Subscript> subscripts, Span span) {}

    /** A read, or a write once more: two of them may meet as well. */
    private record Access(String variable, List<Subscript> subscripts, boolean read, Span span) {}

    private Independence(Stmt.Plate plate, Diagnostics diagnostics) {
        this.plate = plate;
        this.diagnostics = diagnostics;
    }

    /** @return the plates within whose segments, one for each iteration, must not overlap */
    static List<Stmt.Plate> check(Stmt.Plate plate, Diagnostics diagnostics) {
        Independence independence = new Independence(plate, diagnostics);
        plate.body().forEach(independence::collect);
        plate.body().forEach(independence::collectSegments);
        Walk.each(plate.body(), independence::read);
        independence.writes.forEach(w -> independence.accesses.add(new Access(w.variable(), w.subscripts(), false, w.span())));
        independence.writes.forEach(independence::check);
        return List.copyOf(independence.used);
    }

    private void collect(Stmt statement) {
        switch (statement) {
            case Stmt.Declare(var declaration, var value, var span) -> own.add(declaration.name());
            case Stmt.Assign(var variable, var path, var value, var span) -> {
                if (!own.contains(variable.name())) {
                    writes.add(new Write(variable.name(), subscripts(path), variable.span()));
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

    /** A range that the index of the plate decides, and nothing that the iteration computes. */
    private void collectSegments(Stmt statement) {
        if (statement instanceof Stmt.Plate p) {
            Set<String> names = new HashSet<>();
            List.of(p.from(), p.to()).forEach(bound -> Walk.each(bound, e -> {
                if (e instanceof Expr.Variable v) {
                    names.add(v.name());
                }
            }));
            if (names.contains(plate.index().name()) && names.stream().noneMatch(n -> own.contains(n) || writes.stream().anyMatch(w -> w.variable().equals(n)))) {
                segments.put(p.index().name(), p);
            }
        }
    }

    private static List<Subscript> subscripts(List<Stmt.Step> path) {
        return path.isEmpty() || !(path.get(0) instanceof Stmt.Step.At(List<Subscript> subscripts)) ? List.of() : subscripts;
    }

    /** The place of the index that tells what an iteration writes from what others write, or -1. */
    private int position(Write write) {
        for (String index : indices()) {
            for (int i = 0; i < write.subscripts().size(); i++) {
                if (isVariable(write.subscripts().get(i), index)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** The plate's own index before those of segments. */
    private List<String> indices() {
        List<String> indices = new ArrayList<>(List.of(plate.index().name()));
        indices.addAll(segments.keySet());
        return indices;
    }

    private static boolean isVariable(Subscript subscript, String variable) {
        return subscript instanceof Subscript.Single(Expr.Variable(String name, var type, var span)) && name.equals(variable);
    }

    /** Whether two subscripts differ wherever iterations do: both the plate's index, or indices of equal segments. */
    private boolean areOwn(Subscript a, Subscript b) {
        if (isVariable(a, plate.index().name())) {
            return isVariable(b, plate.index().name());
        }
        return segments.values().stream().filter(s -> isVariable(a, s.index().name()))
            .anyMatch(s -> segments.values().stream().anyMatch(t -> isVariable(b, t.index().name()) && haveEqualBounds(s, t)));
    }

    private static boolean haveEqualBounds(Stmt.Plate s, Stmt.Plate t) {
        return ModelPrinter.print(s.from()).equals(ModelPrinter.print(t.from())) && ModelPrinter.print(s.to()).equals(ModelPrinter.print(t.to()));
    }

    private void read(Expr value) {
        switch (value) {
            case Expr.Index(Expr.Variable base, List<Subscript> subscripts, var type, Span span) -> {
                accesses.add(new Access(base.name(), subscripts, true, span));
                indexed.add(base);
            }
            case Expr.Variable variable -> {
                if (!indexed.contains(variable)) {
                    accesses.add(new Access(variable.name(), List.of(), true, variable.span()));
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

    /** What the plate within has reported already is not said again. */
    private void report(Diagnostic error) {
        if (diagnostics.all().stream().noneMatch(d -> d.code().equals(error.code()) && d.span().equals(error.span()))) {
            diagnostics.add(error);
        }
    }

    private static boolean isBefore(Span a, Span b) {
        return a.line() != b.line() ? a.line() < b.line() : a.column() < b.column();
    }

    private void check(Write write) {
        int position = position(write);
        if (position >= 0) {
            segments.values().stream().filter(s -> isVariable(write.subscripts().get(position), s.index().name())).forEach(used::add);
        }
        for (Access other : accesses) {
            boolean same = position >= 0 && position < other.subscripts().size()
                && areOwn(write.subscripts().get(position), other.subscripts().get(position));
            boolean itself = other.span().line() == write.span().line() && other.span().column() == write.span().column();
            if (other.variable().equals(write.variable()) && !same && !itself && (other.read() || position >= 0 && isBefore(other.span(), write.span()))) {
                report(Diagnostic.error("E0504", other.span(), "an iteration of plate `" + plate.name() + "` " + (other.read() ? "reads" : "writes") + " what another one may write")
                    .withNote("`" + written(write.variable()) + "` is written here", write.span())
                    .withNote("iterations of a plate are independent: use `for` where they are not"));
                return;
            }
        }
        if (position < 0) {
            report(Diagnostic.error("E0504", write.span(), "every iteration of plate `" + plate.name() + "` writes `" + written(write.variable()) + "`")
                .withNote("the plate begins here, with the index `" + plate.index().name() + "`", plate.index().span())
                .withNote("index it with `" + plate.index().name() + "`, declare it inside the plate, or use `for`"));
        }
    }
}
