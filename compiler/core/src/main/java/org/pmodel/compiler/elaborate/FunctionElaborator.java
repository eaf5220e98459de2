package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;

/** Bodies and derivative rules of functions. */
final class FunctionElaborator {
    private final Functions functions;

    FunctionElaborator(Functions functions) {
        this.functions = functions;
    }

    /** @return {@code null} when the definition is wrong beyond use */
    Function elaborate(Signature signature) {
        return switch (signature.definition()) {
            case Definition.Function f -> function(signature, f);
            case Definition.Primitive p -> primitive(signature, p);
            default -> throw new AssertionError("not a function: " + signature.name());
        };
    }

    private Function function(Signature signature, Definition.Function definition) {
        BodyContext context = context(signature, definition.library());
        List<Function.Parameter> parameters = parameters(signature, context);
        List<Function.Derivative> rules = definition.derivatives().isEmpty() ? List.of()
            : derivatives(signature, definition.derivatives(), definition.span(), context);
        if (definition.body() == null) {
            functions.diagnostics.add(Diagnostic.error("E0206", definition.name().span(), "`" + definition.name() + "` is announced but not defined"));
            return null;
        }
        if (signature.result() != Type.VOID && !ReturnPaths.complete(definition.body())) {
            functions.diagnostics.add(Diagnostic.error("E0413", definition.name().span(), "`" + definition.name() + "` can end without returning a value"));
        }
        context.enter();
        List<Stmt> body = new StatementElaborator(context, Symbol.Origin.LOCAL).statements(definition.body());
        return new Function(signature.id(), signature.name(), parameters, signature.result(), body, rules, null, definition.span());
    }

    private Function primitive(Signature signature, Definition.Primitive definition) {
        BodyContext context = context(signature, true);
        List<Function.Parameter> parameters = parameters(signature, context);
        List<Function.Derivative> rules = derivatives(signature, definition.derivatives(), definition.span(), context);
        String arguments = parameters.stream().map(Function.Parameter::name).collect(Collectors.joining(", ", "(", ")"));
        Function.Spelling spelling = new Function.Spelling(definition.cpp() != null ? definition.cpp() : "pm::" + signature.name() + arguments,
                definition.java() != null ? definition.java() : "Numerics." + signature.name() + arguments);
        return new Function(signature.id(), signature.name(), parameters, signature.result(), null, rules, spelling, definition.span());
    }

    private BodyContext context(Signature signature, boolean library) {
        return new BodyContext(functions, functions.diagnostics, signature.instance(), Region.function(signature.name(), signature.result(), library));
    }

    private static List<Function.Parameter> parameters(Signature signature, BodyContext context) {
        List<Function.Parameter> parameters = new ArrayList<>();
        List<Signature.Value> values = Signature.values(signature.definition(), signature.instance());
        int named = values.size() - (int) signature.instance().rest().stream().filter(a -> a instanceof Instance.Argument.Value).count();
        for (Signature.Value v : values.subList(0, named)) {
            Symbol symbol = context.declare(v.name(), v.type(), Symbol.Origin.ARGUMENT, v.data() || v.type().scalar() == Type.INT, false);
            parameters.add(new Function.Parameter(symbol.unique(), v.type(), v.data()));
        }
        for (Instance.Argument argument : signature.instance().rest()) {
            Span span = signature.definition().span();
            switch (argument) {
                case Instance.Argument.Value(Type type, boolean data) -> {
                    Symbol symbol = context.unnamed("rest", type, data || type.scalar() == Type.INT, span);
                    parameters.add(new Function.Parameter(symbol.unique(), type, data));
                    context.rest.add(new FunctionCalls.Given.Value(symbol.at(span)));
                }
                case Instance.Argument.Passed(Signature function) -> context.rest.add(new FunctionCalls.Given.Passed(function, List.of(), span));
            }
        }
        along(signature, context, parameters);
        return parameters;
    }

    /** The variables that local functions need which were passed go along with them, behind all other arguments. */
    private static void along(Signature signature, BodyContext context, List<Function.Parameter> parameters) {
        for (Definition.Parameter p : Signature.parameters(signature.definition())) {
            Signature passed = signature.instance().functions().get(p.name().text());
            if (passed != null) {
                context.passedAlong.put(p.name().text(), along(passed, signature, context, parameters));
            }
        }
        context.rest.replaceAll(g -> g instanceof FunctionCalls.Given.Passed(Signature passed, List<Symbol> none, Span span)
            ? new FunctionCalls.Given.Passed(passed, along(passed, signature, context, parameters), span) : g);
    }

    private static List<Symbol> along(Signature passed, Signature signature, BodyContext context, List<Function.Parameter> parameters) {
        List<Symbol> symbols = new ArrayList<>();
        for (Signature.Value v : passed.captured()) {
            Symbol symbol = context.unnamed(v.name().text(), v.type(), v.data() || v.type().scalar() == Type.INT, signature.definition().span());
            parameters.add(new Function.Parameter(symbol.unique(), v.type(), v.data()));
            symbols.add(symbol);
        }
        return symbols;
    }

    /** One rule per parameter: those stated, zero for whole numbers; a real parameter without a rule is an error. */
    private List<Function.Derivative> derivatives(Signature signature, List<Definition.Derivative> stated, Span span, BodyContext context) {
        List<Function.Derivative> rules = new ArrayList<>();
        for (Definition.Parameter parameter : Signature.parameters(signature.definition())) {
            Type type = Types.of(parameter.type(), signature.instance().types());
            Function.Derivative rule = stated.stream().filter(d -> d.parameter().text().equals(parameter.name().text())).findFirst()
                .map(d -> isScalar(signature) ? rule(d.value(), context) : adjoint(d, type, signature.result(), context)).orElse(type.scalar() == Type.INT ? new Function.Derivative.Zero() : null);
            if (rule == null) {
                functions.diagnostics.add(Diagnostic
                    .error("E0601", span, "`" + signature.name() + "` states no derivative with respect to `" + parameter.name() + "`")
                    .withNote("write a formula, 0 or not_differentiable"));
                rule = new Function.Derivative.NotDifferentiable();
            }
            rules.add(rule);
        }
        return rules;
    }

    private static boolean isScalar(Signature signature) {
        return signature.result().rank() == 0 && Signature.values(signature.definition(), signature.instance()).stream().allMatch(v -> v.type().rank() == 0);
    }

    /** A rule in which `result` is what the function returned and `adjoint` holds the derivatives with respect to it. */
    private Function.Derivative adjoint(Definition.Derivative stated, Type parameter, Type result, BodyContext context) {
        context.enter();
        Symbol value = context.declare(new Name("result", stated.span()), result, Symbol.Origin.LOCAL, false, false);
        Symbol adjoint = context.declare(new Name("adjoint", stated.span()), result, Symbol.Origin.LOCAL, false, false);
        Function.Derivative rule = rule(stated.value(), context);
        context.leave();
        if (rule instanceof Function.Derivative.Formula(Expr formula)) {
            if (!formula.type().equals(parameter) || result.scalar() != Type.REAL || parameter.scalar() != Type.REAL) {
                functions.diagnostics.add(Diagnostic.error("E0604", stated.span(), "the derivative with respect to `" + stated.parameter() + "` is a "
                        + formula.type() + ", not a " + parameter));
            }
            return new Function.Derivative.Adjoint(formula, value.unique(), adjoint.unique());
        }
        if (rule instanceof Function.Derivative.NotDifferentiable) {
            functions.diagnostics.add(Diagnostic.error("E0604", stated.span(), "where containers are involved, a derivative is a formula or 0"));
        }
        return rule;
    }

    private Function.Derivative rule(Expression value, BodyContext context) {
        if (value.bare() instanceof Expression.IntNumber(String digits, Span span) && digits.equals("0")) {
            return new Function.Derivative.Zero();
        }
        if (value.bare() instanceof Expression.Variable(var name) && name.text().equals("not_differentiable")) {
            return new Function.Derivative.NotDifferentiable();
        }
        try {
            Expr formula = new ExpressionElaborator(context).expression(value);
            return new Function.Derivative.Formula(formula.type() == Type.INT ? Conversions.promote(formula, Type.REAL) : formula);
        } catch (ModelException e) {
            e.diagnostics().forEach(functions.diagnostics::add);
            return new Function.Derivative.NotDifferentiable();
        }
    }
}
