package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Distribution;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Span;
import org.pmodel.ir.Transform;
import org.pmodel.ir.Type;

/** The transforms and distributions that a program uses. */
final class SupportElaborator {
    private final Functions functions;

    SupportElaborator(Functions functions) {
        this.functions = functions;
    }

    /** The transform of that name, or {@code null}, reported, when the library has none. */
    Transform transform(String name, Span use) {
        Definition.Transform definition = functions.library.transform(name);
        if (definition == null) {
            functions.diagnostics.add(Diagnostic.error("E0602", use, "the constraint `" + name + "` is not available yet"));
            return null;
        }
        Map<String, String> ids = require(DerivedDefinitions.of(definition), false);
        BodyContext context = new BodyContext(functions, functions.diagnostics, Instance.PLAIN, Region.function(name, Type.VOID, true));
        List<Function.Parameter> arguments = declare(definition.parameters(), context);
        List<String> sizes = DerivedDefinitions.sizes(definition).stream()
            .map(n -> context.declare(n, Type.INT, Symbol.Origin.ARGUMENT, true, false).unique()).toList();
        TypeExpression from = definition.from() == null ? definition.type() : definition.from();
        List<Expression> written = from instanceof TypeExpression.Basic(var word, var bounds, List<Expression> s, var span) && s != null ? s : List.of();
        List<Expr> freeSizes = new ExpressionElaborator(context).expressions(written);
        return new Transform(name, arguments, Types.of(definition.type(), Map.of()), sizes, Types.of(from, Map.of()), freeSizes, ids.get("constrain"),
                ids.get("log_jacobian"), ids.get("unconstrain"), ids.get("holds"), definition.span());
    }

    Distribution distribution(Definition.Distribution definition) {
        Map<String, String> ids = require(DerivedDefinitions.of(definition), functions.isOwnDistribution(definition.name().text()));
        BodyContext context = new BodyContext(functions, functions.diagnostics, Instance.PLAIN, Region.function(definition.name().text(), Type.VOID, true));
        List<Function.Parameter> parameters = declare(definition.parameters(), context);
        DeclarationElaborator declarations = new DeclarationElaborator(context, new ExpressionElaborator(context));
        List<SizedType.Plain> types = definition.parameters().stream().map(p -> sized(declarations, p.type())).toList();
        SizedType.Plain variate = sized(declarations, definition.variate());
        return new Distribution(definition.name().text(), parameters, types.stream().map(SizedType.Plain::constraint).toList(),
                types.stream().map(SizedType.Plain::dimensions).toList(), variate.type(), variate.constraint(), variate.dimensions(), ids, definition.documentation(), definition.span());
    }

    private static SizedType.Plain sized(DeclarationElaborator declarations, TypeExpression type) {
        return declarations.sized(type, true, false) instanceof SizedType.Plain plain ? plain : new SizedType.Plain(Types.of(type, Map.of()), List.of(), Constraint.NONE);
    }

    private Map<String, String> require(Map<String, Definition.Function> derived, boolean own) {
        Map<String, String> ids = new LinkedHashMap<>();
        derived.forEach((role, function) -> {
            Signature signature = functions.signature(function, own, Instance.PLAIN);
            functions.require(signature);
            ids.put(role, signature.id());
        });
        return ids;
    }

    private static List<Function.Parameter> declare(List<Definition.Parameter> parameters, BodyContext context) {
        List<Function.Parameter> result = new ArrayList<>();
        for (Definition.Parameter p : parameters) {
            Name name = p.name();
            Type type = Types.of(p.type(), Map.of());
            result.add(new Function.Parameter(context.declare(name, type, Symbol.Origin.ARGUMENT, true, false).unique(), type, p.data()));
        }
        return result;
    }
}
