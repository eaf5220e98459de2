package org.pmodel.compiler.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.pmodel.compiler.syntax.Program;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Model;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;

/** What lints look at: a program as it was written, and what it means. */
public final class Subject {
    private final Model model;
    private final Program program;
    private final List<Function> functions;
    private final Map<String, Declaration> parameters = new HashMap<>();
    private Dependencies dependencies;

    /** @param libraryFiles the files whose definitions are not the program's own */
    public Subject(Model model, Program program, Set<String> libraryFiles) {
        this.model = model;
        this.program = program;
        model.parameters().forEach(p -> parameters.put(p.name(), p));
        this.functions = model.functions().values().stream().filter(f -> !libraryFiles.contains(f.span().file()))
                .sorted(Comparator.comparing((Function f) -> f.span().file()).thenComparing(f -> f.span().line()).thenComparing(f -> f.span().column())
                        .thenComparing(Function::id)).toList();
    }

    public Model model() {
        return model;
    }

    Program program() {
        return program;
    }

    /** The program's own functions, one for each use where types are left open. */
    public List<Function> functions() {
        return functions;
    }

    /** What each variable of the model's blocks is made of. */
    Dependencies dependencies() {
        if (dependencies == null) {
            dependencies = Dependencies.of(model);
        }
        return dependencies;
    }

    /** The bodies of functions, and the blocks that have statements. */
    List<List<Stmt>> bodies() {
        List<List<Stmt>> bodies = new ArrayList<>();
        functions.stream().filter(f -> f.body() != null).forEach(f -> bodies.add(f.body()));
        bodies.addAll(List.of(model.transformedData(), model.transformedParameters(), model.model(), model.generatedQuantities()));
        return bodies;
    }

    void eachStatement(Consumer<Stmt> visit) {
        bodies().forEach(body -> Walk.statements(body, visit));
    }

    /** The statements that make up the density. */
    void eachOfDensity(Consumer<Stmt> visit) {
        Walk.statements(model.transformedParameters(), visit);
        Walk.statements(model.model(), visit);
    }

    void eachSite(Consumer<Stmt.Site> visit) {
        eachOfDensity(statement -> {
            if (statement instanceof Stmt.Site site) {
                visit.accept(site);
            }
        });
    }

    /** The parameter that an expression names, whole or by element, or {@code null}. */
    Declaration parameter(Expr value) {
        return switch (value) {
            case Expr.Variable v -> parameters.get(v.name());
            case Expr.Index i -> parameter(i.base());
            case Expr.Promotion p -> parameter(p.value());
            default -> null;
        };
    }
}
