package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.Statement;
import org.pmodel.compiler.syntax.Statement.Printable;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;

/** Statements of the syntax tree as statements of Model IR. A wrong statement is reported and left out. */
final class StatementElaborator {
    private final BodyContext context;
    private final ExpressionElaborator expressions;
    private final DeclarationElaborator declarations;
    private final AssignmentElaborator assignments;
    private final SiteElaborator sites;
    /** Where a declaration outside of inner braces puts its variable. */
    private final Symbol.Origin outermost;
    private final Scope outermostScope;
    private int loops;

    StatementElaborator(BodyContext context, Symbol.Origin outermost) {
        this.context = context;
        this.outermost = outermost;
        this.outermostScope = context.scope;
        this.expressions = new ExpressionElaborator(context);
        this.declarations = new DeclarationElaborator(context, expressions);
        this.assignments = new AssignmentElaborator(context, expressions);
        this.sites = new SiteElaborator(context, expressions, declarations);
    }

    ExpressionElaborator expressions() {
        return expressions;
    }

    DeclarationElaborator declarations() {
        return declarations;
    }

    /** Parameters that the model block declares where it draws them. */
    List<Declaration> drawnParameters() {
        return sites.drawnParameters();
    }

    List<Stmt> statements(List<Statement> statements) {
        if (context.scope == outermostScope) {
            context.siteNames.note(statements);
        }
        List<Stmt> result = new ArrayList<>();
        for (Statement statement : statements) {
            try {
                elaborate(statement, result);
            } catch (ModelException e) {
                e.diagnostics().forEach(context.diagnostics::add);
            }
        }
        return result;
    }

    private void elaborate(Statement statement, List<Stmt> into) {
        switch (statement) {
            case Statement.Declare d -> declare(d, into);
            case Statement.Assign a -> assignments.assign(a, into);
            case Statement.Tilde t -> into.add(sites.tilde(t, null));
            case Statement.Local(Definition.Function function, Span span) -> new LocalFunctions(context).define(function);
            case Statement.Named n -> into.add(sites.named(n));
            case Statement.Param p -> into.add(sites.param(p));
            case Statement.AddTarget(Expression value, Span span) -> into.add(sites.factor(value, span, null));
            case Statement.AddJacobian(Expression value, Span span) -> into.add(sites.jacobian(value, span));
            case Statement.Evaluate(Expression.Call call, Span span) -> into.add(new Stmt.Evaluate(expressions.calls().statement(call), span));
            case Statement.For f -> into.add(forLoop(f));
            case Statement.ForEach f -> into.add(forEach(f));
            case Statement.Plate p -> plate(p, into);
            case Statement.While(Expression condition, Statement body, Span span) ->
                into.add(new Stmt.While(expressions.condition(condition), looped(body), span));
            case Statement.If(Expression condition, Statement then, Statement otherwise, Span span) -> {
                Expr test = expressions.condition(condition);
                into.add(new Stmt.If(test, scoped(then), otherwise == null ? List.of() : scoped(otherwise), span));
            }
            case Statement.Block(List<Statement> body, Span span) -> into.add(new Stmt.Block(scoped(statement), span));
            case Statement.Profile(String name, List<Statement> body, Span span) ->
                into.add(new Stmt.Block(scoped(new Statement.Block(body, span)), span));
            case Statement.Break(Span span) -> into.add(new Stmt.Break(inLoop("break", span)));
            case Statement.Continue(Span span) -> into.add(new Stmt.Continue(inLoop("continue", span)));
            case Statement.Return r -> into.add(returned(r));
            case Statement.Message m -> into.add(message(m));
            case Statement.Empty(Span span) -> { }
        }
    }

    // ---- declarations

    private void declare(Statement.Declare declare, List<Stmt> into) {
        if (declare.missing()) {
            DeclarationElaborator.checkMayMiss(declare.span(), outermost);
        }
        boolean global = context.scope == outermostScope && outermost != Symbol.Origin.LOCAL;
        SizedType sized;
        try {
            sized = declarations.sized(declare.type(), global, global);
        } catch (ModelException e) {
            e.diagnostics().forEach(context.diagnostics::add);
            sized = new SizedType.Plain(Types.of(declare.type(), context.instance.types()), List.of(), Constraint.NONE);
        }
        for (Statement.Declarator declarator : declare.declarators()) {
            declare(declarator, sized, global, declare.span(), into);
        }
    }

    private void declare(Statement.Declarator declarator, SizedType sized, boolean global, Span span, List<Stmt> into) {
        Name name = declarator.name();
        boolean data = switch (context.region.kind()) {
            case TRANSFORMED_DATA, GENERATED_QUANTITIES -> true;
            default -> false;
        };
        if (global && outermost == Symbol.Origin.TRANSFORMED_PARAMETERS && sized.type().hasWhole()) {
            context.diagnostics.add(Diagnostic.error("E0414", name.span(), "a transformed parameter cannot be int"));
        }
        Symbol symbol = context.declare(name, sized.type(), global ? outermost : Symbol.Origin.LOCAL, data, global);
        Expr value = null;
        try {
            value = declarator.value() == null ? null : AssignmentElaborator.assigned(expressions.expression(declarator.value()), sized.type(), name.text());
        } catch (ModelException e) {
            e.diagnostics().forEach(context.diagnostics::add);
        }
        into.add(new Stmt.Declare(new Declaration(symbol.unique(), sized, name.span()), value, span));
    }

    // ---- control

    /** The statements of a body, in a scope of their own. */
    private List<Stmt> scoped(Statement body) {
        context.enter();
        try {
            return statements(body instanceof Statement.Block(List<Statement> inner, Span span) ? inner : List.of(body));
        } finally {
            context.leave();
        }
    }

    private List<Stmt> looped(Statement body) {
        loops++;
        try {
            return scoped(body);
        } finally {
            loops--;
        }
    }

    private Span inLoop(String word, Span span) {
        if (loops == 0) {
            throw BodyContext.error("E0415", span, "`" + word + "` stands outside of a loop");
        }
        return span;
    }

    private Stmt forLoop(Statement.For loop) {
        Expr from = expressions.ofType(loop.from(), Type.INT, "the start of a loop");
        Expr to = expressions.ofType(loop.to(), Type.INT, "the end of a loop");
        context.enter();
        try {
            Symbol index = context.declare(loop.index(), Type.INT, Symbol.Origin.LOOP, true, false);
            return new Stmt.For(new Expr.Variable(index.unique(), Type.INT, loop.index().span()), from, to, looped(loop.body()), loop.span());
        } finally {
            context.leave();
        }
    }

    private Stmt forEach(Statement.ForEach loop) {
        Expr container = expressions.expression(loop.container());
        Type type = container.type();
        if (type.rank() == 0) {
            throw BodyContext.error("E0316", container.span(), "a loop goes over a container or a range `from:to`, not over " + type);
        }
        // A matrix is visited element by element.
        Type element = type instanceof Type.Array ? type.indexed(1) : type.scalar();
        context.enter();
        try {
            Symbol symbol = context.declare(loop.element(), element, Symbol.Origin.LOOP, context.isData(container), false);
            return new Stmt.ForEach(new Expr.Variable(symbol.unique(), element, loop.element().span()), container, looped(loop.body()), loop.span());
        } finally {
            context.leave();
        }
    }

    private void plate(Statement.Plate plate, List<Stmt> into) {
        if (context.region.kind() != Region.Kind.MODEL) {
            throw BodyContext.error("E0501", plate.name().span(), "a plate stands in the model block, not in " + context.region.kind().words);
        }
        Expr from = expressions.ofType(plate.from(), Type.INT, "the start of a plate");
        Expr to = expressions.ofType(plate.to(), Type.INT, "the end of a plate");
        context.enter();
        try {
            Symbol symbol = context.declare(plate.index(), Type.INT, Symbol.Origin.LOOP, true, false);
            Expr.Variable index = new Expr.Variable(symbol.unique(), Type.INT, plate.index().span());
            sites.enterPlate(plate.name(), index, from, to);
            int loopsOutside = loops;
            loops = 0;
            List<Stmt> body = scoped(plate.body());
            loops = loopsOutside;
            Stmt.Plate result = new Stmt.Plate(sites.leavePlate(), index, from, to, body, plate.span());
            for (Stmt.Plate segments : Independence.check(result, context.diagnostics)) {
                into.add(Segments.check(result, segments, context.names));
            }
            into.add(result);
        } finally {
            context.leave();
        }
    }

    private Stmt returned(Statement.Return statement) {
        Region region = context.region;
        Expression value = statement.value();
        if (!region.isFunction()) {
            throw BodyContext.error("E0412", statement.span(), "`return` stands outside of a function");
        }
        if (region.result() == Type.VOID) {
            if (value != null) {
                throw BodyContext.error("E0412", value.span(), "`" + region.function() + "` is void and returns no value");
            }
            return new Stmt.Return(null, statement.span());
        }
        if (value == null) {
            throw BodyContext.error("E0412", statement.span(), "`" + region.function() + "` returns " + region.result() + ": a value is missing");
        }
        return new Stmt.Return(expressions.ofType(value, region.result(), "what `" + region.function() + "` returns"), statement.span());
    }

    private Stmt message(Statement.Message message) {
        List<Expr> arguments = new ArrayList<>();
        for (Printable printable : message.arguments()) {
            arguments.add(switch (printable) {
                case Printable.Text(String text, Span span) -> new Expr.StringLiteral(text, span);
                case Printable.Value(Expression value) -> expressions.expression(value);
            });
        }
        Stmt.Message.Kind kind = switch (message.kind()) {
            case "print" -> Stmt.Message.Kind.PRINT;
            case "reject" -> Stmt.Message.Kind.REJECT;
            default -> Stmt.Message.Kind.FATAL_ERROR;
        };
        return new Stmt.Message(kind, arguments, message.span());
    }
}
