package org.pmodel.compiler.elaborate;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;

/** Why no function takes the arguments of a call: no such name, a wrong number of arguments, or the first argument of a wrong type. */
final class CallErrors {
    private static final int MOST_FORMS = 6;
    private CallErrors() {}

    static Diagnostic of(Functions functions, List<String> names, Name written, List<Signature> candidates, List<Expr> arguments) {
        if (candidates.isEmpty() && names.stream().noneMatch(functions::exists)) {
            return Operators.isShapeFunction(written.text()) ? wrongShape(written, arguments) : unknown(functions, names, written);
        }
        if (candidates.isEmpty()) {
            return Diagnostic.error("E0302", written.span(), "`" + written + "` does not take " + Overloads.list(types(arguments)));
        }
        Signature closest = candidates.stream().max(Comparator.comparingInt(s -> firstMismatch(s, arguments))).orElseThrow();
        boolean distribution = names.size() > 1;
        Diagnostic error = candidates.stream().noneMatch(s -> s.parameters().size() == arguments.size())
            ? wrongNumber(distribution, written, candidates, arguments) : wrongType(distribution, written, closest, arguments);
        for (Signature s : candidates.subList(0, Math.min(MOST_FORMS, candidates.size()))) {
            error = error.withNote("it takes: " + s);
        }
        return candidates.size() > MOST_FORMS ? error.withNote("and " + (candidates.size() - MOST_FORMS) + " other forms") : error;
    }

    private static Diagnostic wrongShape(Name written, List<Expr> arguments) {
        return Diagnostic.error("E0302", written.span(), "`" + written + "` does not take " + Overloads.list(types(arguments)));
    }

    private static Diagnostic unknown(Functions functions, List<String> names, Name written) {
        boolean distribution = names.size() > 1;
        Diagnostic error = Diagnostic.error("E0202", written.span(), "there is no " + (distribution ? "distribution" : "function") + " `" + written + "`");
        boolean template = functions.language.isStan() && distribution && functions.library.templates().containsKey(written.text());
        if (template || names.stream().anyMatch(n -> !functions.library.functions(n).isEmpty())) {
            return error.withNote("PModel has it, Stan does not: a file whose name ends in .pmodel may call it");
        }
        Optional<String> made = functions.language.isStan() ? Optional.empty() : functions.library.unsuitable(written.text(), functions::distribution);
        if (made.isPresent()) {
            return error.withNote(made.get());
        }
        for (String suffix : List.of("_lpdf", "_lpmf", "_rng", "_lp")) {
            if (!distribution && functions.exists(written.text() + suffix)) {
                return error.withNote("did you mean `" + written + suffix + "`?");
            }
        }
        Optional<String> near = Suggestions.nearest(written.text(), distribution ? functions.distributionNames() : functions.names());
        return near.map(n -> error.withNote("did you mean `" + n + "`?")).orElse(error);
    }

    private static Diagnostic wrongNumber(boolean distribution, Name written, List<Signature> candidates, List<Expr> arguments) {
        int variate = distribution ? 1 : 0;
        List<Integer> sizes = candidates.stream().map(s -> s.parameters().size() - variate).distinct().sorted().toList();
        String wanted = sizes.stream().map(String::valueOf).reduce((a, b) -> a + " or " + b).orElseThrow();
        return Diagnostic.error("E0301", written.span(), "`" + written + "` takes " + wanted + (wanted.equals("1") ? " argument" : " arguments")
            + ", not " + (arguments.size() - variate));
    }

    private static Diagnostic wrongType(boolean distribution, Name written, Signature closest, List<Expr> arguments) {
        int i = firstMismatch(closest, arguments);
        if (i >= arguments.size() || closest.parameters().size() != arguments.size()) {
            return Diagnostic.error("E0302", written.span(), "`" + written + "` does not take containers of these shapes together: "
                + Overloads.list(types(arguments)));
        }
        Type wanted = closest.parameters().get(i);
        Span place = arguments.get(i).span();
        String which = !distribution ? "argument " + (i + 1) + " of" : i == 0 ? "the variate of" : "argument " + i + " of";
        return Diagnostic.error("E0302", place, which + " `" + written + "` must be " + wanted + ", not " + arguments.get(i).type());
    }

    /** Index of the first argument that the function does not take, even for containers; a wrong number of arguments counts least. */
    private static int firstMismatch(Signature signature, List<Expr> arguments) {
        if (signature.parameters().size() != arguments.size()) {
            return -1;
        }
        for (int i = 0; i < arguments.size(); i++) {
            Type parameter = signature.parameters().get(i);
            Type argument = arguments.get(i).type();
            boolean lifts = !signature.user() && (parameter.isScalar() || signature.isProbability())
                && Overloads.target(argument, parameter, signature.isProbability()) != null;
            if (!lifts && !Conversions.possible(argument, parameter)) {
                return i;
            }
        }
        return arguments.size();
    }

    private static List<Type> types(List<Expr> arguments) {
        return arguments.stream().map(Expr::type).toList();
    }
}
