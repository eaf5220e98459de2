package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.Expression;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Lift;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;

/**
 * Calls of functions that take functions, and of the functions that were passed. Each use of such a definition is an instance of its own, in which the
 * functions passed and the further arguments are known, so that Model IR has functions of values alone.
 */
final class FunctionCalls {
    /** An argument as it was given. */
    sealed interface Given {
        Span span();

        record Value(Expr value) implements Given {
            @Override
            public Span span() {
                return value.span();
            }
        }

        /**
         * A function that is known already.
         *
         * @param captured the variables whose values go with every call of it
         */
        record Passed(Signature function, List<Symbol> captured, Span span) implements Given {
            public Passed {
                captured = List.copyOf(captured);
            }

            Passed at(Span place) {
                return new Passed(function, captured, place);
            }

            List<Expr> alongside() {
                return captured.stream().map(s -> s.at(span)).toList();
            }
        }

        /** A function without a name. */
        record Unnamed(Expression.Lambda lambda) implements Given {
            @Override
            public Span span() {
                return lambda.span();
            }
        }

        /** The name of a function, which means one when it is known what it will be applied to. */
        record Named(Name name) implements Given {
            @Override
            public Span span() {
                return name.span();
            }
        }
    }

    private final BodyContext context;
    private final ExpressionElaborator expressions;
    private final CallElaborator calls;

    FunctionCalls(BodyContext context, ExpressionElaborator expressions, CallElaborator calls) {
        this.context = context;
        this.expressions = expressions;
        this.calls = calls;
    }

    /** Whether the function of a call takes functions, was itself passed, or asks for the derivatives of one that was. */
    boolean concerns(Name function) {
        return context.function(function) != null || isFunctionOfFunctions(function) || isDerivative(function);
    }

    boolean isFunctionOfFunctions(Name function) {
        return !context.functions.takingFunctions(CallElaborator.withConstants(function.text())).isEmpty();
    }

    private boolean isDerivative(Name function) {
        return Operators.isDerivative(function.text()) && context.region.library();
    }

    Expr call(Expression.Call call) {
        List<Given> given = given(call.arguments());
        Given.Passed passed = context.function(call.function());
        if (passed != null) {
            Signature function = passed.function();
            List<Expr> arguments = converted(function, given, call.function());
            if (!function.captured().isEmpty()) {
                checkData(function, given);
            }
            given.forEach(g -> arguments.addAll(alongside(g)));
            arguments.addAll(passed.alongside());
            return new Expr.Call(function.id(), Lift.NONE, arguments, function.result(), call.span());
        }
        if (isDerivative(call.function())) {
            return derivative(given, call);
        }
        checkSlices(call.function(), given);
        LaplaceCalls.check(context, call.function(), given);
        Use use = instantiate(call.function(), given);
        Signature instance = use.function();
        checkData(instance, given);
        LaplaceCalls.note(context, instance, given);
        List<Expr> arguments = converted(instance, given, call.function());
        arguments.addAll(use.alongside());
        return new Expr.Call(instance.id(), Lift.NONE, arguments, instance.result(), call.span());
    }

    /** {@code jacobian_of(f, k, …)} and {@code derivative_of(f, k, direction, …)}, forms of the library's language. */
    private Expr derivative(List<Given> given, Expression.Call call) {
        boolean jacobian = call.function().text().equals(Operators.JACOBIAN);
        int first = jacobian ? 2 : 3;
        if (given.size() <= first || given.get(0) instanceof Given.Value || !given.subList(1, first).stream().allMatch(g -> g instanceof Given.Value)) {
            throw BodyContext.error("E0302", call.span(), "`" + call.function() + "` takes a function, the number of an argument"
                + (jacobian ? "" : ", a direction") + " and the arguments");
        }
        List<Given> inner = given.subList(first, given.size());
        Use use = given.get(0) instanceof Given.Named(Name name) ? instantiate(name, inner)
            : given.get(0) instanceof Given.Passed passed ? new Use(passed.function(), passed.alongside()) : null;
        if (use == null) {
            throw BodyContext.error("E0302", call.span(), "`" + call.function() + "` takes a function by name");
        }
        Signature function = use.function();
        List<Expr> arguments = new ArrayList<>();
        arguments.add(new Expr.FunctionReference(function.id(), new Type.Callable(function.parameters(), function.result()), given.get(0).span()));
        given.subList(1, first).forEach(g -> arguments.add(((Given.Value) g).value()));
        arguments.addAll(converted(function, inner, call.function()));
        arguments.addAll(use.alongside());
        return new Expr.Call(call.function().text(), Lift.NONE, arguments, jacobian ? Type.MATRIX : Type.REAL, call.span());
    }

    /** A definition as it is used in a call, and the values that go along with the functions passed to it. */
    private record Use(Signature function, List<Expr> alongside) {}

    private static List<Expr> alongside(Given given) {
        return given instanceof Given.Passed passed ? passed.alongside() : List.of();
    }

    // ---- arguments

    private List<Given> given(List<Expression> arguments) {
        List<Given> given = new ArrayList<>();
        for (Expression argument : arguments) {
            switch (argument.bare()) {
                case Expression.Rest rest when argument == arguments.get(arguments.size() - 1) -> given.addAll(context.rest);
                case Expression.Elements(Name tuple, Span span) -> TupleArguments.elements(TupleArguments.tuple(tuple, context)).forEach(e -> given.add(new Given.Value(e)));
                case Expression.Variable(Name name) when isFunction(name) -> {
                    Given.Passed passed = context.function(name);
                    given.add(passed != null ? passed : new Given.Named(name));
                }
                case Expression.Lambda lambda -> given.add(new Given.Unnamed(lambda));
                default -> given.add(new Given.Value(expressions.expression(argument)));
            }
        }
        return given;
    }

    private boolean isFunction(Name name) {
        return context.find(name.text()) == null && (context.function(name) != null || context.functions.isFunction(CallElaborator.withConstants(name.text())));
    }

    private static List<Expr> converted(Signature function, List<Given> given, Name written) {
        List<Expr> values = new ArrayList<>();
        given.forEach(g -> {
            if (g instanceof Given.Value(Expr value)) {
                values.add(value);
            }
        });
        if (values.size() != function.parameters().size()) {
            int wanted = function.parameters().size();
            throw BodyContext.error("E0301", written.span(), "`" + written + "` takes " + wanted + (wanted == 1 ? " argument" : " arguments") + ", not " + values.size());
        }
        List<Expr> converted = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Type wanted = function.parameters().get(i);
            if (!Conversions.possible(values.get(i).type(), wanted)) {
                throw BodyContext.error("E0302", values.get(i).span(),
                        "argument " + (i + 1) + " of `" + written + "` must be " + wanted + ", not " + values.get(i).type());
            }
            converted.add(Conversions.promote(values.get(i), wanted));
        }
        return converted;
    }

    private void checkData(Signature function, List<Given> given) {
        int value = 0;
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i) instanceof Given.Value(Expr argument) && function.dataOnly().get(value++)) {
                context.requireData(argument, i + 1, function.name());
            }
        }
    }

    /** Stan shares out arrays of real numbers and of containers of them only. */
    private void checkSlices(Name function, List<Given> given) {
        boolean sum = function.text().equals("reduce_sum") || function.text().equals("reduce_sum_static");
        if (sum && context.functions.language.isStan() && given.size() > 1 && given.get(1) instanceof Given.Value(Expr sliced)
                && sliced.type().scalar() != Type.REAL && sliced.type().scalar() != Type.INT) {
            throw BodyContext.error("E0302", sliced.span(), "`" + function + "` goes over arrays of real, int, vector, row_vector or matrix, not of "
                + sliced.type().scalar());
        }
    }

    // ---- instances

    /** The instance of the definition with that name which these arguments make. */
    private Use instantiate(Name written, List<Given> given) {
        List<Definition.Function> definitions = context.functions.takingFunctions(CallElaborator.withConstants(written.text()));
        for (Definition.Function definition : definitions) {
            if (takes(definition, given.size())) {
                List<Expr> alongside = new ArrayList<>();
                Signature instance = context.functions.signature(definition, context.functions.defined(definition.name().text()).contains(definition),
                        instance(definition, written, given, alongside));
                context.functions.require(instance);
                return new Use(instance, alongside);
            }
        }
        Diagnostic error = Diagnostic.error("E0301", written.span(), "`" + written + "` does not take " + given.size()
            + (given.size() == 1 ? " argument" : " arguments"));
        for (Definition.Function definition : definitions) {
            error = error.withNote("it takes: " + Signature.text(definition));
        }
        throw new ModelException(error);
    }

    private static boolean takes(Definition definition, int arguments) {
        List<Definition.Parameter> parameters = Signature.parameters(definition);
        boolean rest = Signature.isRest(parameters.get(parameters.size() - 1));
        return rest ? arguments >= parameters.size() - 1 : arguments == parameters.size();
    }

    /** @param alongside takes the values that go along with the functions passed */
    private Instance instance(Definition.Function definition, Name written, List<Given> given, List<Expr> alongside) {
        List<Definition.Parameter> fixed = definition.parameters().stream().filter(p -> !Signature.isRest(p)).toList();
        Map<String, Type> types = types(definition, fixed, given);
        for (int i = 0; i < fixed.size(); i++) {
            checkKind(definition, written, fixed.get(i).type(), given.get(i), i, types);
        }
        List<Instance.Argument> rest = new ArrayList<>();
        for (Given g : given.subList(fixed.size(), given.size())) {
            rest.add(switch (g) {
                case Given.Value(Expr value) -> new Instance.Argument.Value(value.type(), false);
                case Given.Passed(Signature function, List<Symbol> captured, Span span) -> new Instance.Argument.Passed(function);
                case Given.Unnamed(Expression.Lambda lambda) -> throw unnamedHere(lambda);
                case Given.Named(Name name) -> throw context.notAValue(name);
            });
        }
        Map<String, Signature> functions = new HashMap<>();
        for (int i = 0; i < fixed.size(); i++) {
            if (fixed.get(i).type() instanceof TypeExpression.Callable type) {
                TupleArguments.checkTuples(type, fixed, given, types, written);
                Given.Passed passed = resolve(given.get(i), wanted(type, types, rest), Types.of(type.result(), types), written, i, definition);
                Signature function = passed.function();
                alongside.addAll(passed.alongside());
                TupleArguments.checkFixed(type, types, function, given.get(i), written);
                functions.put(fixed.get(i).name().text(), function);
                noteData(type, function, rest);
                TupleArguments.checkData(type, function, fixed, given, context);
            }
        }
        given.subList(fixed.size(), given.size()).forEach(g -> alongside.addAll(alongside(g)));
        return new Instance(types, functions, rest);
    }

    private static Map<String, Type> types(Definition.Function definition, List<Definition.Parameter> fixed, List<Given> given) {
        Map<String, Type> types = new HashMap<>();
        for (int i = 0; i < fixed.size(); i++) {
            if (given.get(i) instanceof Given.Value(Expr value)) {
                Functions.unify(fixed.get(i).type(), value.type(), types);
            }
        }
        definition.typeVariables().forEach(v -> types.putIfAbsent(v.text(), Type.REAL));
        return types;
    }

    private static void checkKind(Definition definition, Name written, TypeExpression parameter, Given given, int i, Map<String, Type> types) {
        String which = "argument " + (i + 1) + " of `" + written + "` must be ";
        boolean function = parameter instanceof TypeExpression.Callable;
        String found = switch (given) {
            case Given.Value(Expr value) when function || !Conversions.possible(value.type(), Types.of(parameter, types)) -> value.type().toString();
            case Given.Passed(Signature f, List<Symbol> captured, Span span) when !function -> "the function `" + f.name() + "`";
            case Given.Unnamed unnamed when !function -> "a function";
            case Given.Named(Name name) when !function -> "the function `" + name + "`";
            default -> null;
        };
        if (found != null) {
            throw new ModelException(Diagnostic.error("E0302", given.span(), which + (function ? "a function " + Types.text(parameter)
                : Types.of(parameter, types)) + ", not " + found).withNote("it takes: " + Signature.text(definition)));
        }
    }

    /** What a function that is passed will be applied to. */
    private static List<Instance.Argument> wanted(TypeExpression.Callable type, Map<String, Type> types, List<Instance.Argument> rest) {
        List<Instance.Argument> wanted = new ArrayList<>();
        for (TypeExpression parameter : type.parameters()) {
            switch (parameter) {
                case TypeExpression.Rest r -> wanted.addAll(rest);
                case TypeExpression.Elements(Name tuple, Span span) ->
                    ((Type.Tuple) types.get(tuple.text())).elements().forEach(e -> wanted.add(new Instance.Argument.Value(e, false)));
                default -> wanted.add(new Instance.Argument.Value(Types.of(parameter, types), false));
            }
        }
        return wanted;
    }

    /** What a function that is passed takes as data must be data where it is given. */
    private static void noteData(TypeExpression.Callable type, Signature function, List<Instance.Argument> rest) {
        if (type.parameters().stream().noneMatch(p -> p instanceof TypeExpression.Rest)) {
            return;
        }
        int value = TupleArguments.fixed(type).size();
        for (int i = 0; i < rest.size(); i++) {
            if (rest.get(i) instanceof Instance.Argument.Value(Type t, boolean data)) {
                rest.set(i, new Instance.Argument.Value(t, data || function.dataOnly().get(value)));
                value++;
            }
        }
    }

    // ---- which function a name means

    private Given.Passed resolve(Given given, List<Instance.Argument> wanted, Type result, Name written, int i, Definition definition) {
        List<Type> types = new ArrayList<>();
        wanted.forEach(w -> {
            if (w instanceof Instance.Argument.Value(Type type, boolean data)) {
                types.add(type);
            }
        });
        Given.Passed function = switch (given) {
            case Given.Passed passed -> local(passed, types);
            case Given.Unnamed(Expression.Lambda lambda) -> unnamed(lambda, types, result);
            case Given.Named(Name name) when !context.functions.takingFunctions(name.text()).isEmpty() ->
                new Given.Passed(instantiate(name, asGiven(wanted, name.span())).function(), List.of(), name.span());
            case Given.Named(Name name) -> {
                Signature found = named(name, types, wanted.size());
                yield found == null ? null : new Given.Passed(found, List.of(), name.span());
            }
            case Given.Value value -> throw new AssertionError("a value for a function");
        };
        if (function != null && function.function().result().equals(result)) {
            context.functions.require(function.function());
            return function;
        }
        String signature = types.stream().map(Type::toString).collect(Collectors.joining(", ", "(", ")")) + " => " + result;
        Diagnostic error = Diagnostic.error("E0302", given.span(), "argument " + (i + 1) + " of `" + written + "` must be a function " + signature);
        if (given instanceof Given.Named(Name name)) {
            for (Signature s : context.functions.candidates(CallElaborator.withConstants(name.text()), types)) {
                error = error.withNote("`" + name + "` is: " + s);
            }
        } else if (given instanceof Given.Passed(Signature passed, List<Symbol> captured, Span span)) {
            error = error.withNote("`" + passed.name() + "` is: " + passed);
        }
        throw new ModelException(error.withNote("`" + written + "` takes: " + Signature.text(definition)));
    }

    private static List<Given> asGiven(List<Instance.Argument> arguments, Span span) {
        return arguments.stream().<Given>map(a -> switch (a) {
            case Instance.Argument.Value(Type type, boolean data) -> new Given.Value(new Expr.Variable("argument", type, span));
            case Instance.Argument.Passed(Signature function) -> new Given.Passed(function,
                    function.captured().stream().map(v -> new Symbol("argument", v.type(), Symbol.Origin.ARGUMENT, v.data(), span)).toList(), span);
        }).toList();
    }

    private Given.Passed local(Given.Passed passed, List<Type> types) {
        checkEnding(new Name(passed.function().name(), passed.span()));
        return promotions(passed.function(), types) >= 0 ? passed : null;
    }

    /** A function without a name returns what is wanted of it. */
    private Given.Passed unnamed(Expression.Lambda lambda, List<Type> types, Type result) {
        List<Type> parameters = lambda.parameters().stream().map(p -> Types.of(p.type(), context.instance.types())).toList();
        boolean fits = parameters.size() == types.size();
        for (int i = 0; fits && i < types.size(); i++) {
            fits = Conversions.possible(types.get(i), parameters.get(i));
        }
        return fits ? new LocalFunctions(context).lambda(lambda, result) : null;
    }

    private static ModelException unnamedHere(Expression.Lambda lambda) {
        return BodyContext.error("E0319", lambda.span(), "a function is no value: it can be an argument of a function that takes functions");
    }

    /** The function of that name which needs the fewest promotions, as in a call; a tie is an error. */
    private Signature named(Name name, List<Type> types, int wanted) {
        checkEnding(name);
        if (wanted != types.size()) {
            return null;
        }
        List<Signature> candidates = context.functions.candidates(CallElaborator.withConstants(name.text()), types).stream()
            .filter(s -> promotions(s, types) != Conversions.IMPOSSIBLE).toList();
        int fewest = candidates.stream().mapToInt(s -> promotions(s, types)).min().orElse(0);
        List<Signature> best = candidates.stream().filter(s -> promotions(s, types) == fewest).toList();
        if (best.size() > 1) {
            Diagnostic error = Diagnostic.error("E0304", name.span(), "`" + name + "` may mean several functions alike here");
            for (Signature s : best) {
                error = error.withNote(s.toString());
            }
            throw new ModelException(error);
        }
        return best.isEmpty() ? null : best.get(0);
    }

    /** A function that does more than return a value cannot be passed: it may be called any number of times. */
    private void checkEnding(Name name) {
        calls.checkRegion(name);
        for (String ending : List.of("_rng", "_lp", "_jacobian")) {
            if (name.text().endsWith(ending)) {
                throw BodyContext.error("E0407", name.span(), "`" + name + "` cannot be passed to a function, because it ends in " + ending);
            }
        }
    }

    private static int promotions(Signature function, List<Type> types) {
        if (function.parameters().size() != types.size()) {
            return Conversions.IMPOSSIBLE;
        }
        int sum = 0;
        for (int i = 0; i < types.size(); i++) {
            int count = Conversions.count(types.get(i), function.parameters().get(i));
            if (count == Conversions.IMPOSSIBLE) {
                return Conversions.IMPOSSIBLE;
            }
            sum += count;
        }
        return sum;
    }
}
