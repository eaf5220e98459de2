package org.pmodel.compiler.elaborate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.Statement;
import org.pmodel.compiler.syntax.Statement.DistributionCall;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Expr.Subscript;
import org.pmodel.ir.Lift;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Operators;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;
import org.pmodel.ir.Walk;

/** The statements that make up the density: {@code ~}, {@code target +=}, {@code jacobian +=} and {@code param}. */
final class SiteElaborator {
    private final BodyContext context;
    private final ExpressionElaborator expressions;
    private final DeclarationElaborator declarations;
    private final Truncations truncations;
    private final Scope modelScope;
    private final List<Declaration> drawnParameters = new ArrayList<>();
    private final Deque<OpenPlate> plates = new ArrayDeque<>();

    /** @param scope that of the index, around the body's */
    private record OpenPlate(String name, Expr.Variable index, Expr from, Expr to, Scope scope) {}

    SiteElaborator(BodyContext context, ExpressionElaborator expressions, DeclarationElaborator declarations) {
        this.context = context;
        this.expressions = expressions;
        this.declarations = declarations;
        this.modelScope = context.scope;
        this.truncations = new Truncations(expressions);
    }

    List<Declaration> drawnParameters() {
        return drawnParameters;
    }

    void enterPlate(Name name, Expr.Variable index, Expr from, Expr to) {
        plates.addLast(new OpenPlate(context.siteNames.give(name.text()), index, from, to, context.scope));
    }

    /** @return the plate's name, unique among sites and plates */
    String leavePlate() {
        return plates.removeLast().name();
    }

    /** A site with the name that is stated for it. */
    Stmt named(Statement.Named named) {
        return switch (named.statement()) {
            case Statement.Tilde tilde -> tilde(tilde, named.name());
            case Statement.AddTarget(Expression value, Span span) -> factor(value, span, named.name());
            default -> throw BodyContext.error("E0508", named.name().span(), "`" + named.name() + ":` names a site: a statement with `~` or `target +=` follows");
        };
    }

    /** @param stated the name stated for it; {@code null} where there is none */
    Stmt tilde(Statement.Tilde statement, Name stated) {
        checkAddsTarget("`~`", statement.span());
        if (expressions.calls().isDensityOfFunctions(statement.distribution().name())) {
            return siteOfFunctions(statement, stated);
        }
        Expr variate = expressions.expression(statement.variate());
        return site(siteName(variate, stated), variate, statement.distribution(), statement.span());
    }

    private void checkAddsTarget(String what, Span span) {
        if (!context.region.addsTarget()) {
            throw BodyContext.error("E0408", span, what + " stands in the model block or in a function ending in _lp, not in "
                + (context.region.isFunction() ? "`" + context.region.function() + "`" : context.region.kind().words));
        }
    }

    private Stmt.Site site(String name, Expr variate, DistributionCall written, Span span) {
        DistributionCall call = expressions.calls().composed(written);
        expressions.calls().checkDistribution(call.name());
        List<Expr> arguments = expressions.expressions(call.arguments());
        List<Expr> all = new ArrayList<>(List.of(variate));
        all.addAll(arguments);
        Overloads.Resolved density = expressions.calls().density(call.name(), all, span);
        Stmt.Truncation truncation = call.truncation() == null || call.truncation().lower() == null && call.truncation().upper() == null ? null
            : truncations.of(call, density.signature(), variate, arguments);
        context.functions.useDistribution(density.signature(), call.name().text());
        List<Expr> converted = ((Expr.Call) density.call()).arguments();
        return new Stmt.Site(name, variate, call.name().text(), converted.subList(1, converted.size()), density.call(), truncation, span);
    }

    /** A site of a distribution that takes functions, whose density is called as it would be written. */
    private Stmt.Site siteOfFunctions(Statement.Tilde statement, Name stated) {
        DistributionCall call = statement.distribution();
        if (call.truncation() != null) {
            throw BodyContext.error("E0411", call.name().span(), "`" + call.name() + "` cannot be truncated");
        }
        List<Expression> all = new ArrayList<>(List.of(statement.variate()));
        all.addAll(call.arguments());
        Name density = new Name(call.name().text() + "_lpmf", call.name().span());
        Expr.Call value = (Expr.Call) expressions.expression(new Expression.Call(density, all, true, statement.span()));
        Expr variate = expressions.expression(statement.variate());
        return new Stmt.Site(siteName(variate, stated), variate, call.name().text(), value.arguments().subList(1, value.arguments().size()), value, null, statement.span());
    }

    /** The first variable in the variate names a site without a name of its own. */
    private String siteName(Expr variate, Name stated) {
        if (stated != null) {
            return context.siteNames.stated(stated);
        }
        String[] first = {null};
        Walk.each(variate, e -> {
            if (first[0] == null && e instanceof Expr.Variable v) {
                first[0] = v.name();
            }
        });
        return context.siteNames.give(first[0] == null ? "site" : first[0]);
    }

    /** @param stated the name stated for it; {@code null} where there is none */
    Stmt factor(Expression value, Span span, Name stated) {
        checkAddsTarget("`target +=`", span);
        return new Stmt.Factor(stated != null ? context.siteNames.stated(stated) : context.siteNames.give("target"), added(value, "target"), span);
    }

    Stmt jacobian(Expression value, Span span) {
        if (!context.region.addsJacobian()) {
            throw BodyContext.error("E0408", span, "`jacobian +=` stands in the transformed parameters block or in a function ending in _jacobian");
        }
        return new Stmt.AddJacobian(added(value, "jacobian"), span);
    }

    private Expr added(Expression expression, String to) {
        Expr value = expressions.expression(expression);
        Type scalar = value.type().scalar();
        if (scalar != Type.REAL && scalar != Type.INT) {
            throw BodyContext.error("E0317", value.span(), "`" + to + "` takes real numbers, not " + value.type());
        }
        return Conversions.promote(value, Conversions.withScalar(value.type(), Type.REAL));
    }

    // ---- parameters declared where they are drawn

    /**
     * {@code param real z ~ normal(0, 1);}: declares the parameter for the whole model, with one dimension for each plate around, and draws it.
     * Inside those plates the name means the element that belongs to the iteration.
     */
    Stmt param(Statement.Param statement) {
        if (context.region.kind() != Region.Kind.MODEL) {
            throw BodyContext.error("E0502", statement.span(), "`param` stands in the model block, not in " + context.region.kind().words);
        }
        if (!onlyPlatesAround()) {
            throw BodyContext.error("E0502", statement.span(), "`param` stands directly in the model block or in a plate, not under a loop or condition");
        }
        SizedType sized = declarations.sized(statement.type(), true, true);
        Latents.checkWhole(sized, context.functions.language, statement.name().span());
        Walk.each(sized, this::checkHoistable);
        Symbol symbol = context.declare(statement.name(), platedType(sized.type()), Symbol.Origin.PARAMETERS, false, true);
        context.names.reserve(symbol.unique());
        SizedType plated = plated(sized);
        drawnParameters.add(new Declaration(symbol.unique(), plated, statement.name().span()));
        Expr variate = new Expr.Variable(symbol.unique(), plated.type(), statement.name().span());
        if (!plates.isEmpty()) {
            variate = new Expr.Index(variate, platePositions(), sized.type(), statement.name().span());
            modelScope.put(statement.name().text(), symbol);
            context.scope.put(statement.name().text(),
                    new Symbol(symbol.unique(), sized.type(), Symbol.Origin.PARAMETERS, false, variate, statement.name().span()));
        }
        return site(context.siteNames.give(statement.name().text()), variate, statement.distribution(), statement.span());
    }

    /** Whether nothing but plates stands between here and the model block. */
    private boolean onlyPlatesAround() {
        Scope scope = context.scope;
        for (OpenPlate plate : plates.reversed()) {
            if (scope.outer != plate.scope()) {
                return false;
            }
            scope = plate.scope().outer;
        }
        return scope == modelScope;
    }

    /** Sizes and bounds of a hoisted declaration are computed before the model block runs. */
    private void checkHoistable(Expr value) {
        if (value instanceof Expr.Variable v && context.isLocal(v.name())) {
            throw new ModelException(Diagnostic
                .error("E0503", v.span(), "the declaration of a parameter cannot use `" + v.name() + "`, a variable of the model block")
                .withNote("its sizes and bounds may use data, parameters and transformed parameters"));
        }
    }

    private Type platedType(Type type) {
        return Type.array(type, plates.size());
    }

    private SizedType plated(SizedType sized) {
        List<Expr> dimensions = new ArrayList<>();
        for (OpenPlate plate : plates) {
            Walk.each(plate.to(), this::checkHoistable);
            Walk.each(plate.from(), this::checkHoistable);
            dimensions.add(startsAtOne(plate) ? plate.to() : plus(minus(plate.to(), plate.from()), 1));
        }
        return switch (sized) {
            case SizedType.Plain(Type type, List<Expr> inner, Constraint constraint) -> {
                dimensions.addAll(inner);
                yield new SizedType.Plain(platedType(type), dimensions, constraint);
            }
            case SizedType.Tuple(List<Expr> inner, List<SizedType> elements) -> {
                dimensions.addAll(inner);
                yield new SizedType.Tuple(dimensions, elements);
            }
        };
    }

    private List<Subscript> platePositions() {
        return plates.stream().map(p -> (Subscript) new Subscript.Single(startsAtOne(p) ? p.index() : plus(minus(p.index(), p.from()), 1))).toList();
    }

    private static boolean startsAtOne(OpenPlate plate) {
        return plate.from() instanceof Expr.IntLiteral(int n, Span span) && n == 1;
    }

    private static Expr minus(Expr a, Expr b) {
        return new Expr.Call(Operators.SUBTRACT, Lift.NONE, List.of(a, b), Type.INT, a.span());
    }

    private static Expr plus(Expr a, int n) {
        return new Expr.Call(Operators.ADD, Lift.NONE, List.of(a, new Expr.IntLiteral(n, a.span())), Type.INT, a.span());
    }
}
