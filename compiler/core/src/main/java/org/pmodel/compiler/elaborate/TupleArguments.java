package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.pmodel.compiler.elaborate.FunctionCalls.Given;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;

/**
 * The further arguments of functions that are passed where a tuple holds them: in {@code f((real, ...L) => real g, real x, L more)} the elements of
 * {@code more} are arguments of {@code g}.
 */
final class TupleArguments {
    private TupleArguments() {}

    /** The variable of that name, a tuple. */
    static Expr tuple(Name name, BodyContext context) {
        Expr tuple = context.variable(name).at(name.span());
        if (!(tuple.type() instanceof Type.Tuple)) {
            throw BodyContext.error("E0318", name.span(), "`...` before an argument stands for the elements of a tuple, but `" + name + "` is " + tuple.type());
        }
        return tuple;
    }

    /** The elements of a tuple: those of a literal as they were written. */
    static List<Expr> elements(Expr tuple) {
        if (tuple instanceof Expr.TupleLiteral(var elements, var type, var span)) {
            return elements;
        }
        List<Expr> elements = new ArrayList<>();
        for (Type element : ((Type.Tuple) tuple.type()).elements()) {
            elements.add(new Expr.Projection(tuple, elements.size() + 1, element, tuple.span()));
        }
        return elements;
    }

    /** The values that a function which is passed takes before its further arguments. */
    static List<TypeExpression> fixed(TypeExpression.Callable type) {
        return type.parameters().stream().takeWhile(p -> !isFurther(p)).filter(p -> !(p instanceof TypeExpression.Callable)).toList();
    }

    private static boolean isFurther(TypeExpression parameter) {
        return parameter instanceof TypeExpression.Rest || parameter instanceof TypeExpression.Elements;
    }

    /** What is given for the further arguments of a function that is passed must be a tuple of them. */
    static void checkTuples(TypeExpression.Callable type, List<Definition.Parameter> fixed, List<Given> given, Map<String, Type> types, Name written) {
        for (TypeExpression parameter : type.parameters()) {
            if (!(parameter instanceof TypeExpression.Elements(Name tuple, Span span))) {
                continue;
            }
            int i = position(tuple, fixed);
            if (!(types.get(tuple.text()) instanceof Type.Tuple)) {
                throw BodyContext.error("E0302", given.get(i).span(), "argument " + (i + 1) + " of `" + written
                    + "` must be a tuple, of further arguments for the function before it, not " + types.get(tuple.text()));
            }
        }
    }

    private static int position(Name tuple, List<Definition.Parameter> fixed) {
        return IntStream.range(0, fixed.size())
            .filter(i -> fixed.get(i).type() instanceof TypeExpression.Variable(Name name) && name.text().equals(tuple.text())).findFirst()
            .orElseThrow(() -> BodyContext.error("E0318", tuple.span(),
                "`..." + tuple + "` needs a parameter of the type `" + tuple + "`, whose elements it stands for"));
    }

    /** The arguments that are computed for a function that is passed are of its very types, and may depend on parameters. */
    static void checkFixed(TypeExpression.Callable type, Map<String, Type> types, Signature function, Given given, Name written) {
        List<TypeExpression> fixed = type.parameters().stream().anyMatch(TupleArguments::isFurther) ? fixed(type) : List.of();
        for (int i = 0; i < fixed.size(); i++) {
            Type wanted = Types.of(fixed.get(i), types);
            if (!function.parameters().get(i).equals(wanted)) {
                throw BodyContext.error("E0302", given.span(), "argument " + (i + 1) + " of `" + function.name() + "` must be " + wanted + " for `" + written
                    + "`, not " + function.parameters().get(i));
            }
            if (function.dataOnly().get(i)) {
                throw BodyContext.error("E0315", given.span(), "`" + function.name() + "` takes its argument " + (i + 1) + " as data, but `" + written
                    + "` gives it what depends on parameters");
            }
        }
    }

    /** What a function that is passed takes as data must be data in the tuple that is given for it. */
    static void checkData(TypeExpression.Callable type, Signature function, List<Definition.Parameter> fixed, List<Given> given, BodyContext context) {
        for (TypeExpression parameter : type.parameters()) {
            if (parameter instanceof TypeExpression.Elements(Name tuple, Span span) && !context.region.library()) {
                List<Expr> elements = elements(((Given.Value) given.get(position(tuple, fixed))).value());
                for (int i = 0; i < elements.size(); i++) {
                    int argument = fixed(type).size() + i;
                    if (function.dataOnly().get(argument) && !context.isKnown(elements.get(i))) {
                        throw BodyContext.error("E0315", elements.get(i).span(),
                                "argument " + (argument + 1) + " of `" + function.name() + "` must not depend on parameters");
                    }
                }
            }
        }
    }
}
