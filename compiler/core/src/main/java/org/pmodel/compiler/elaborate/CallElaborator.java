package org.pmodel.compiler.elaborate;

import java.util.List;
import java.util.Set;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.Statement.DistributionCall;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;

/** Calls: which function is meant, and whether it may be called where the call stands. */
final class CallElaborator {
    private static final Set<String> BAR_SUFFIXES = Set.of("_lpdf", "_lpmf", "_lupdf", "_lupmf", "_cdf", "_lcdf", "_lccdf");

    private final BodyContext context;
    private final ExpressionElaborator expressions;
    private final Overloads overloads;
    private final FunctionCalls functionCalls;
    private final ComposedDistributions composed;

    CallElaborator(BodyContext context, ExpressionElaborator expressions) {
        this.context = context;
        this.expressions = expressions;
        this.overloads = new Overloads(context.functions);
        this.functionCalls = new FunctionCalls(context, expressions, this);
        this.composed = new ComposedDistributions(context.functions);
    }

    /** A call that stands for a value. */
    Expr call(Expression.Call call) {
        Expr result = any(call);
        if (result.type() == Type.VOID) {
            throw BodyContext.error("E0313", call.span(), "`" + call.function() + "` returns nothing and is called as a statement of its own");
        }
        return result;
    }

    /** A call that stands for a statement. */
    Expr statement(Expression.Call call) {
        Expr result = any(call);
        if (result.type() != Type.VOID) {
            throw BodyContext.error("E0314", call.span(), "the value of `" + call.function() + "` is not used");
        }
        return result;
    }

    private Expr any(Expression.Call written) {
        Expression.Call call = composed.flat(written);
        String name = call.function().text();
        Symbol hides = context.find(name);
        if (hides != null && !context.functions.defined(name).isEmpty()) {
            throw new ModelException(Diagnostic.error("E0208", call.function().span(), "`" + name + "` is a variable here, not the function of that name")
                .withNote("the variable is declared here", hides.span()));
        }
        checkBar(call);
        checkRegion(call.function());
        if (functionCalls.concerns(call.function())) {
            return functionCalls.call(call);
        }
        List<Expr> arguments = expressions.expressions(call.arguments());
        if (arguments.size() == 2 && ExpressionElaborator.operatorOf(name) != null && context.functions.defined(name).isEmpty()) {
            return expressions.operation(ExpressionElaborator.operatorOf(name), call.function().span(), arguments.get(0), arguments.get(1), call.span());
        }
        Overloads.Resolved resolved = overloads.resolve(List.of(withConstants(name)), call.function(), arguments, call.span());
        if (resolved.signature() != null) {
            checkData(resolved.signature(), arguments);
        }
        return resolved.call();
    }

    /** A call of a library function by an elaborated program. */
    Expr library(String name, List<Expr> arguments, Span span) {
        return overloads.resolve(List.of(name), new Name(name, span), arguments, span).call();
    }

    /** The distribution of a statement, with those that stand among its arguments made part of it. */
    DistributionCall composed(DistributionCall call) {
        return composed.flat(call);
    }

    /** The density of a distribution statement: either kind of density, whichever takes the arguments. */
    Overloads.Resolved density(Name distribution, List<Expr> variateAndArguments, Span span) {
        List<String> names = densities(distribution);
        Overloads.Resolved resolved = overloads.resolve(names, distribution, variateAndArguments, span);
        checkData(resolved.signature(), variateAndArguments);
        return resolved;
    }

    /** Whether a distribution takes functions. */
    boolean isDensityOfFunctions(Name distribution) {
        return functionCalls.isFunctionOfFunctions(new Name(distribution.text() + "_lpmf", distribution.span()));
    }

    /** A distribution that does not exist is the first thing to say about its statement. */
    void checkDistribution(Name distribution) {
        if (densities(distribution).stream().noneMatch(context.functions::exists)) {
            throw new ModelException(CallErrors.of(context.functions, densities(distribution), distribution, List.of(), List.of()));
        }
    }

    private static List<String> densities(Name distribution) {
        return List.of(distribution.text() + "_lpdf", distribution.text() + "_lpmf");
    }

    /** Which constants are dropped is decided when a question is asked, so both densities are one function. */
    static String withConstants(String name) {
        return name.endsWith("_lupdf") || name.endsWith("_lupmf") ? name.substring(0, name.length() - 5) + "l" + name.substring(name.length() - 3) : name;
    }

    private void checkBar(Expression.Call call) {
        String name = call.function().text();
        boolean wants = BAR_SUFFIXES.stream().anyMatch(name::endsWith);
        if (call.conditional() && !wants) {
            throw BodyContext.error("E0405", call.function().span(), "`" + name + "` is not a probability function and takes no `|`");
        }
        if (wants && !call.conditional() && call.arguments().size() > 1 && !context.region.library()) {
            throw BodyContext.error("E0405", call.function().span(), "the first argument of `" + name + "` is followed by `|`, not by a comma");
        }
    }

    void checkRegion(Name function) {
        Region region = context.region;
        String name = function.text();
        String refusal = null;
        if (Signature.isRng(name) && !region.draws()) {
            refusal = "draws random numbers, which is for transformed data, generated quantities and functions ending in _rng";
        } else if (name.endsWith("_lp") && !region.callsTarget() && context.functions.exists(name)) {
            refusal = "adds to the log density, which is for the model block and functions ending in _lp";
        } else if (name.endsWith("_jacobian") && !region.addsJacobian() && context.functions.exists(name)) {
            refusal = "adds a Jacobian correction, which is for transformed parameters and functions ending in _jacobian";
        } else if ((name.endsWith("_lupdf") || name.endsWith("_lupmf")) && !region.dropsConstants()) {
            refusal = "drops constants, which is for the model block and functions ending in _lpdf or _lpmf";
        }
        if (refusal != null) {
            throw BodyContext.error("E0407", function.span(), "`" + name + "` " + refusal + (region.isFunction() ? "" : ", not for " + region.kind().words));
        }
    }

    private void checkData(Signature signature, List<Expr> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (signature.dataOnly().get(i)) {
                context.requireData(arguments.get(i), i + 1, signature.name());
            }
        }
    }
}
