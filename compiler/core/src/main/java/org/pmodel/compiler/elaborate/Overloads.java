package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Lift;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;

/**
 * Which function a call means. A form that takes the arguments as they are goes before one that is applied to the elements of containers, and
 * that one before a form that takes a vector where another row of numbers is given. Within each, the fewest promotions win, as in Stan, and
 * a tie is an error.
 */
final class Overloads {
    /** Between equals: the program's own before the library's, and for a whole number a mass function before a density. */
    private static final List<Predicate<Signature>> PREFERENCES = List.of(Signature::own, s -> s.name().endsWith("_lpmf"));

    private static final Type ROWS = Type.array(Type.ROW_VECTOR, 1);

    private final Functions functions;

    Overloads(Functions functions) {
        this.functions = functions;
    }

    /** A call as Model IR has it, and the function it means ({@code null} for a shape function). */
    record Resolved(Expr call, Signature signature) {}

    /** One way to apply one function, and what it costs. */
    private record Match(Signature signature, List<Type> targets, Lift lift, Type result, int promotions) {}

    /**
     * @param names the names to look under, such as {@code normal_lpdf} and {@code normal_lpmf}
     * @param written the name that messages show, where it stands
     */
    Resolved resolve(List<String> names, Name written, List<Expr> arguments, Span span) {
        List<Type> types = arguments.stream().map(Expr::type).toList();
        List<Signature> candidates = new ArrayList<>();
        names.forEach(n -> candidates.addAll(functions.candidates(n, types)));
        Optional<Match> match = best(candidates.stream().map(s -> direct(s, types)).toList(), written, types);
        if (match.isEmpty()) {
            Resolved shape = shape(names.get(0), arguments, types, span);
            if (shape != null) {
                return shape;
            }
            match = best(candidates.stream().map(s -> lifted(s, types)).toList(), written, types);
        }
        if (match.isEmpty()) {
            match = best(candidates.stream().map(s -> reshaped(s, types)).toList(), written, types);
        }
        if (match.isEmpty()) {
            throw new ModelException(CallErrors.of(functions, names, written, candidates, arguments));
        }
        return call(match.get(), arguments, span);
    }

    private static Resolved shape(String name, List<Expr> arguments, List<Type> types, Span span) {
        Type result = Operators.isShapeFunction(name) ? ShapeFunctions.result(name, types) : null;
        return result == null ? null
            : new Resolved(new Expr.Call(name, Lift.NONE, ShapeFunctions.promoted(name, arguments, result), result, span), null);
    }

    private Optional<Match> best(List<Optional<Match>> matches, Name written, List<Type> types) {
        List<Match> found = matches.stream().flatMap(Optional::stream).toList();
        int fewest = found.stream().mapToInt(Match::promotions).min().orElse(0);
        List<Match> best = found.stream().filter(m -> m.promotions() == fewest).toList();
        for (Predicate<Signature> preferred : PREFERENCES) {
            List<Match> narrowed = best.stream().filter(m -> preferred.test(m.signature())).toList();
            best = narrowed.isEmpty() ? best : narrowed;
        }
        if (best.size() > 1) {
            Diagnostic error = Diagnostic.error("E0304", written.span(), "this call of `" + written + "` may mean several functions alike");
            for (Match m : best) {
                error = error.withNote(m.signature().toString());
            }
            throw new ModelException(error);
        }
        return best.stream().findFirst();
    }

    private static Optional<Match> direct(Signature signature, List<Type> types) {
        if (signature.parameters().size() != types.size()) {
            return Optional.empty();
        }
        int promotions = 0;
        for (int i = 0; i < types.size(); i++) {
            int count = Conversions.count(types.get(i), signature.parameters().get(i));
            if (count == Conversions.IMPOSSIBLE) {
                return Optional.empty();
            }
            promotions += count;
        }
        return Optional.of(new Match(signature, signature.parameters(), Lift.NONE, signature.result(), promotions));
    }

    /** Whether a function takes these types as they are; one of numbers, elementwise, takes whole ones so. */
    static boolean takesExactly(Signature signature, List<Type> types) {
        List<Type> parameters = signature.parameters();
        boolean elementwise = !signature.isProbability() && parameters.size() == types.size() && parameters.stream().allMatch(Type::isScalar)
            && types.stream().allMatch(Type::isScalar);
        return parameters.equals(types) || elementwise && direct(signature, types).isPresent()
            || signature.isProbability() && lifted(signature, types).filter(m -> m.promotions() == 0).isPresent();
    }

    /** Applied to the elements of those arguments that are containers of what the function takes. */
    private static Optional<Match> lifted(Signature signature, List<Type> types) {
        boolean scalars = signature.parameters().stream().allMatch(Type::isScalar);
        boolean probability = signature.isProbability() || signature.isQuantile();
        if (signature.user() || signature.parameters().size() != types.size() || !scalars && !probability && !signature.isConstraint()) {
            return Optional.empty();
        }
        List<Type> targets = new ArrayList<>();
        Type container = null;
        int depth = 0;
        int promotions = 0;
        for (int i = 0; i < types.size(); i++) {
            Type parameter = signature.parameters().get(i);
            Type target = target(types.get(i), parameter, probability);
            if (target == null) {
                return Optional.empty();
            }
            int extra = target.rank() - parameter.rank();
            if (extra > 0 && depth > 0 && (extra != depth || !probability && !agree(container, target))) {
                return Optional.empty();
            }
            if (extra > 0 && (container == null || container.scalar() == Type.INT)) {
                container = target;
                depth = extra;
            }
            promotions += Math.abs(Conversions.count(types.get(i), target)); // a row vector for a vector counts as one
            targets.add(target);
        }
        return depth == 0 ? Optional.empty() : Optional.of(match(signature, targets, container, depth, promotions));
    }

    private static Match match(Signature signature, List<Type> targets, Type container, int depth, int promotions) {
        if (signature.isDensity() || signature.isCdf()) {
            return new Match(signature, targets, Lift.SUM, Type.REAL, promotions);
        }
        boolean array = signature.isRng() || signature.isConstraint() && !signature.result().isScalar();
        Type result = array ? Type.array(signature.result(), depth)
            : signature.isQuantile() && depth == 1 ? Type.VECTOR : Conversions.withScalar(container, signature.result());
        return new Match(signature, targets, Lift.ELEMENTWISE, result, promotions);
    }

    /**
     * The type to which an argument is promoted so that its elements are what the parameter takes, or {@code null}.
     *
     * @param probability row vectors are taken for vectors
     */
    static Type target(Type argument, Type parameter, boolean probability) {
        if (Conversions.possible(argument, parameter)) {
            return parameter;
        }
        if (parameter.isScalar()) {
            boolean fits = argument.scalar().isScalar() && Conversions.possible(argument.scalar(), parameter);
            return fits ? Conversions.withScalar(argument, parameter) : null;
        }
        if (argument instanceof Type.Array(Type element, int rank) && rank > parameterRank(parameter)) {
            Type target = Type.array(parameter, rank - parameterRank(parameter));
            return Conversions.possible(argument, target) || probability && isRowOf(element, parameter) ? target : null;
        }
        return probability && isRowOf(argument, parameter) ? parameter : null;
    }

    private static boolean isRowOf(Type argument, Type parameter) {
        return argument == Type.ROW_VECTOR && parameter == Type.VECTOR;
    }

    private static int parameterRank(Type parameter) {
        return parameter instanceof Type.Array(Type element, int rank) ? rank : 0;
    }

    /** Containers of reals must be alike; whole numbers, which have only arrays, go along with any container of their depth. */
    private static boolean agree(Type a, Type b) {
        return a.equals(b) || a.scalar() == Type.INT || b.scalar() == Type.INT;
    }

    /** Takes row vectors and arrays of numbers where a function of the library that returns a number, or draws, takes vectors. */
    private static Optional<Match> reshaped(Signature signature, List<Type> types) {
        if (signature.user() || signature.parameters().size() != types.size() || !signature.result().isScalar() && !signature.isRng()) {
            return Optional.empty();
        }
        int promotions = 0;
        for (int i = 0; i < types.size(); i++) {
            Type parameter = signature.parameters().get(i);
            boolean reshape = parameter == Type.VECTOR && isRow(types.get(i)) || parameter.equals(Type.array(Type.VECTOR, 1)) && types.get(i).equals(ROWS);
            int count = reshape ? 0 : Conversions.count(types.get(i), parameter);
            if (count == Conversions.IMPOSSIBLE) {
                return Optional.empty();
            }
            promotions += count;
        }
        return Optional.of(new Match(signature, signature.parameters(), Lift.NONE, signature.result(), promotions));
    }

    private static boolean isRow(Type type) {
        return type == Type.ROW_VECTOR || type instanceof Type.Array(Type element, int rank) && rank == 1 && (element == Type.REAL || element == Type.INT);
    }

    private Resolved call(Match match, List<Expr> arguments, Span span) {
        List<Expr> converted = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            converted.add(convert(arguments.get(i), match.targets().get(i)));
        }
        Signature signature = match.signature();
        if (match.lift() == Lift.SUM && signature.isCdf()) {
            return productOfCdfs(signature, converted, span);
        }
        functions.require(signature);
        return new Resolved(new Expr.Call(signature.id(), match.lift(), converted, match.result(), span), signature);
    }

    /** A cdf of containers is the product over their elements, computed on the log scale. */
    private Resolved productOfCdfs(Signature cdf, List<Expr> arguments, Span span) {
        String base = cdf.name().substring(0, cdf.name().length() - "_cdf".length());
        Signature lcdf = functions.counterpart(cdf, base + "_lcdf");
        functions.require(lcdf);
        Expr sum = new Expr.Call(lcdf.id(), Lift.SUM, arguments, Type.REAL, span);
        return new Resolved(resolve(List.of("exp"), new Name("exp", span), List.of(sum), span).call(), cdf);
    }

    private static Expr convert(Expr argument, Type target) {
        if (argument.type() instanceof Type.Array(Type element, int rank) && element == Type.ROW_VECTOR && target instanceof Type.Array(Type wanted, int r)
            && wanted == Type.VECTOR) {
            return new Expr.Promotion(argument, target);
        }
        if (target == Type.VECTOR && isRow(argument.type())) {
            Expr real = Conversions.promote(argument, Conversions.withScalar(argument.type(), Type.REAL));
            return new Expr.Call("to_vector", Lift.NONE, List.of(real), Type.VECTOR, argument.span());
        }
        return Conversions.promote(argument, target);
    }

    static String list(List<Type> types) {
        return types.stream().map(Type::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
