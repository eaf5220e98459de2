package org.pmodel.compiler.elaborate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.syntax.Name;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;
import org.pmodel.ir.Walk;

/** The state of elaborating one model or function body: its scopes, and the names given in it. */
final class BodyContext {
    final Functions functions;
    final Diagnostics diagnostics;
    final UniqueNames names = new UniqueNames();
    /** Names of sites and factors, a namespace of their own. */
    final SiteNames siteNames = new SiteNames();
    /** What type parameters, functions and further arguments stand for in this use of a function. */
    final Instance instance;
    /** What {@code ...} stands for. */
    final List<FunctionCalls.Given> rest = new ArrayList<>();
    /** The variables that go with calls of the functions that were passed, by parameter. */
    final Map<String, List<Symbol>> passedAlong = new HashMap<>();
    private final Map<String, Symbol> byUniqueName = new HashMap<>();
    /** The body around that of a local function, or {@code null}. */
    private final BodyContext outer;
    /** The variables of the body around that are used here, and what they are here. */
    private final Map<Symbol, Symbol> captured = new LinkedHashMap<>();
    Region region;
    Scope scope = new Scope(null);

    BodyContext(Functions functions, Diagnostics diagnostics, Instance instance, Region region) {
        this(functions, diagnostics, instance, region, null);
    }

    private BodyContext(Functions functions, Diagnostics diagnostics, Instance instance, Region region, BodyContext outer) {
        this.outer = outer;
        this.functions = functions;
        this.diagnostics = diagnostics;
        this.instance = instance;
        this.region = region;
    }

    /** The body of a local function. */
    BodyContext inside(Region region) {
        return new BodyContext(functions, diagnostics, instance, region, this);
    }

    /** The variables of the body around that were used, in the order in which they go with a call; what they are here is a value of the map. */
    Map<Symbol, Symbol> captured() {
        return captured;
    }

    /** The variable of that name here or around, or {@code null}. */
    Symbol find(String name) {
        Symbol own = scope.find(name);
        return own != null || outer == null ? own : outer.find(name);
    }

    private Symbol capture(Symbol outside) {
        return captured.computeIfAbsent(outside, s -> {
            Type type = s.element() == null ? s.type() : s.element().type();
            Symbol.Origin origin = s.origin() == Symbol.Origin.PARAMETERS ? s.origin() : Symbol.Origin.ARGUMENT;
            Symbol inside = new Symbol(names.give(s.unique()), type, origin, s.data(), s.span());
            byUniqueName.put(inside.unique(), inside);
            return inside;
        });
    }

    /** The function that was passed or is local, or {@code null}. */
    FunctionCalls.Given.Passed function(Name name) {
        FunctionCalls.Given.Passed local = scope.function(name.text());
        if (local != null || outer == null) {
            Signature passed = instance.functions().get(name.text());
            return local != null ? local.at(name.span())
                : passed == null ? null : new FunctionCalls.Given.Passed(passed, passedAlong.getOrDefault(name.text(), List.of()), name.span());
        }
        FunctionCalls.Given.Passed around = outer.function(name);
        return around == null ? null : new FunctionCalls.Given.Passed(around.function(), around.captured().stream().map(this::capture).toList(), around.span());
    }

    void enter() {
        scope = new Scope(scope);
    }

    void leave() {
        scope = scope.outer;
    }

    /** Gives a name to a variable; a name that is visible already is an error, reported and then hidden. */
    Symbol declare(Name name, Type type, Symbol.Origin origin, boolean data, boolean keepsName) {
        Symbol previous = find(name.text());
        if (previous != null) {
            diagnostics.add(Diagnostic.error("E0204", name.span(), "there is already a variable `" + name + "`")
                .withNote("it is declared here", previous.span()));
        }
        String unique = keepsName ? name.text() : names.give(name.text());
        Symbol symbol = new Symbol(unique, type, origin, data, name.span());
        scope.put(name.text(), symbol);
        byUniqueName.put(unique, symbol);
        return symbol;
    }

    /** A variable that no name in the program means. */
    Symbol unnamed(String like, Type type, boolean data, Span span) {
        Symbol symbol = new Symbol(names.give(like), type, Symbol.Origin.ARGUMENT, data, span);
        byUniqueName.put(symbol.unique(), symbol);
        return symbol;
    }

    Symbol variable(Name name) {
        Symbol symbol = scope.find(name.text());
        if (symbol != null) {
            checkKnown(name, symbol);
            return symbol;
        }
        if (outer != null && outer.find(name.text()) != null) {
            return capture(outer.variable(name));
        }
        if (functions.isFunction(name.text()) || function(name) != null) {
            throw notAValue(name);
        }
        Diagnostic error = Diagnostic.error("E0201", name.span(), "there is no variable `" + name + "` here");
        throw new ModelException(Suggestions.nearest(name.text(), scope.names()).map(n -> error.withNote("did you mean `" + n + "`?")).orElse(error));
    }

    /** What is computed from data alone cannot use entries that are latent. */
    private void checkKnown(Name name, Symbol symbol) {
        boolean early = region.kind() == Region.Kind.DATA || region.kind() == Region.Kind.TRANSFORMED_DATA;
        if (early && symbol.origin() == Symbol.Origin.DATA && !symbol.data()) {
            throw new ModelException(Diagnostic.error("E0506", name.span(), "`" + name + "` is not known in " + region.kind().words + ": its missing entries are latent")
                .withNote("it is declared `missing` here", symbol.span()));
        }
    }

    ModelException notAValue(Name function) {
        return error("E0205", function.span(), "`" + function + "` is a function: call it with arguments in parentheses");
    }

    /** Whether a value is known before sampling; whole numbers are, unless they come from a discrete parameter. */
    boolean isData(Expr value) {
        return value.type().scalar() == Type.INT && Walk.all(value, e -> !(e instanceof Expr.Variable v && isDiscrete(v))) || isKnown(value);
    }

    private boolean isDiscrete(Expr.Variable v) {
        return v.type().hasWhole() && byUniqueName.containsKey(v.name()) && byUniqueName.get(v.name()).origin() == Symbol.Origin.PARAMETERS;
    }

    /** Whether no parameter occurs in a value, not even in a condition of whole numbers. */
    boolean isKnown(Expr value) {
        return region.kind() == Region.Kind.GENERATED_QUANTITIES || Walk.all(value, e -> switch (e) {
            case Expr.Variable v -> v.type().scalar() == Type.INT && !isDiscrete(v) || byUniqueName.containsKey(v.name()) && byUniqueName.get(v.name()).data();
            case Expr.Target t -> false;
            default -> true;
        });
    }

    /** Whether a value in generated quantities is the same for every draw: made of data and the sizes of other variables, with nothing drawn. */
    boolean isFixed(Expr value) {
        return switch (value) {
            case Expr.Variable v -> byUniqueName.containsKey(v.name()) && isGiven(byUniqueName.get(v.name()));
            case Expr.Target t -> false;
            case Expr.Call call when Signature.isRng(nameOf(call)) -> false;
            case Expr.Call call when Operators.isShapeFunction(nameOf(call)) && call.arguments().get(0) instanceof Expr.Variable -> true;
            default -> Walk.children(value).stream().allMatch(this::isFixed);
        };
    }

    private static String nameOf(Expr.Call call) {
        int types = call.function().indexOf('(');
        return types < 0 ? call.function() : call.function().substring(0, types);
    }

    private static boolean isGiven(Symbol symbol) {
        return symbol.data() && (symbol.origin() == Symbol.Origin.DATA || symbol.origin() == Symbol.Origin.TRANSFORMED_DATA);
    }

    /** Refuses an argument that must be data but is not; the library is trusted. */
    void requireData(Expr argument, int position, String function) {
        if (!region.library() && !isKnown(argument)) {
            throw error("E0315", argument.span(), "argument " + position + " of `" + function + "` must not depend on parameters");
        }
    }

    /** Whether a variable lives only while a block or function body runs. */
    boolean isLocal(String unique) {
        Symbol symbol = byUniqueName.get(unique);
        return symbol == null || symbol.origin() == Symbol.Origin.LOCAL || symbol.origin() == Symbol.Origin.LOOP;
    }

    static ModelException error(String code, Span span, String message) {
        return new ModelException(Diagnostic.error(code, span, message));
    }
}
