package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.Statement;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Function;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Type;

/**
 * Functions inside a body, with or without a name, which see the variables around them. Model IR has no such functions: what one sees goes with every call
 * as further arguments, through functions that it is passed to as well. So it sees the values that the variables have when it is called.
 */
final class LocalFunctions {
    private final BodyContext context;

    LocalFunctions(BodyContext context) {
        this.context = context;
    }

    /** From here on, the name means the function. */
    void define(Definition.Function definition) {
        Name name = definition.name();
        FunctionCalls.Given.Passed before = context.function(name);
        if (before != null) {
            throw new ModelException(Diagnostic.error("E0204", name.span(), "there is already a function `" + name + "` here")
                .withNote("it is defined here", before.function().definition().name().span()));
        }
        Symbol variable = context.find(name.text());
        if (variable != null) {
            throw new ModelException(Diagnostic.error("E0204", name.span(), "there is already a variable `" + name + "`").withNote("it is declared here", variable.span()));
        }
        if (!(definition.result() instanceof TypeExpression.None) && !ReturnPaths.complete(definition.body())) {
            throw BodyContext.error("E0413", name.span(), "`" + name + "` can end without returning a value");
        }
        context.scope.put(name.text(), elaborate(definition, Types.of(definition.result(), context.instance.types())));
    }

    /** A function without a name, which returns a value of that type. */
    FunctionCalls.Given.Passed lambda(Expression.Lambda lambda, Type result) {
        Name name = new Name("function", lambda.span());
        List<Statement> body = List.of(new Statement.Return(lambda.value(), lambda.value().span()));
        return elaborate(new Definition.Function(name, false, List.of(), lambda.parameters(), new TypeExpression.None(lambda.span()), body, List.of(), "", lambda.span()), result);
    }

    private FunctionCalls.Given.Passed elaborate(Definition.Function definition, Type result) {
        Signature plain = Signature.of(definition, true, context.instance);
        BodyContext inside = context.inside(Region.function(definition.name().text(), result, context.region.library()));
        List<Function.Parameter> parameters = new ArrayList<>();
        for (Signature.Value v : Signature.values(definition, context.instance)) {
            Symbol symbol = inside.declare(v.name(), v.type(), Symbol.Origin.ARGUMENT, v.data() || v.type().scalar() == Type.INT, false);
            parameters.add(new Function.Parameter(symbol.unique(), v.type(), v.data()));
        }
        inside.enter();
        List<Stmt> body = new StatementElaborator(inside, Symbol.Origin.LOCAL).statements(definition.body());
        List<Signature.Value> captured = new ArrayList<>();
        inside.captured().values().forEach(s -> {
            captured.add(new Signature.Value(new Name(s.unique(), s.span()), s.type(), s.data()));
            parameters.add(new Function.Parameter(s.unique(), s.type(), s.data()));
        });
        Signature signature = plain.local(context.functions.nextLocal(), result, captured);
        context.functions.define(signature, new Function(signature.id(), signature.name(), parameters, result, body, List.of(), null, definition.span()));
        return new FunctionCalls.Given.Passed(signature, List.copyOf(inside.captured().keySet()), definition.name().span());
    }
}
