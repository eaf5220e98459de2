package org.pmodel.compiler.elaborate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pmodel.compiler.Diagnostics;
import org.pmodel.compiler.Language;
import org.pmodel.compiler.Library;
import org.pmodel.compiler.syntax.Definition;
import org.pmodel.compiler.syntax.TypeExpression;
import org.pmodel.ir.Function;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Type;

/** The functions that a program can call, its own and the library's, and those it has called so far with their elaborated bodies. */
final class Functions {
    final Language language;
    final Library library;
    final Diagnostics diagnostics;
    /** What the program passes to embedded Laplace approximations. */
    final List<LaplaceCalls.Likelihood> likelihoods = new ArrayList<>();
    private final Map<String, List<Definition.Function>> user = new LinkedHashMap<>();
    private final Map<String, Definition.Distribution> userDistributions = new LinkedHashMap<>();
    private final Map<String, Function> elaborated;
    private final Set<String> usedDistributions = new LinkedHashSet<>();
    private final Set<String> required;
    private final Deque<Signature> pending;
    private final int[] locals;

    Functions(Language language, Library library, Diagnostics diagnostics) {
        this.language = language;
        this.library = library;
        this.diagnostics = diagnostics;
        this.elaborated = new LinkedHashMap<>();
        this.required = new HashSet<>();
        this.pending = new ArrayDeque<>();
        this.locals = new int[1];
    }

    /** The same functions as the bodies of the library see them: without the program's own, whatever names those have. */
    private Functions(Functions all) {
        this.language = Language.LIBRARY;
        this.library = all.library;
        this.diagnostics = all.diagnostics;
        this.elaborated = all.elaborated;
        this.required = all.required;
        this.pending = all.pending;
        this.locals = all.locals;
    }

    void define(Definition.Function function) {
        user.computeIfAbsent(function.name().text(), n -> new ArrayList<>()).add(function);
    }

    /** A function inside a body, which is elaborated where it stands. */
    void define(Signature local, Function function) {
        required.add(local.id());
        elaborated.put(local.id(), function);
    }

    /** A number that no other local function has. */
    int nextLocal() {
        return ++locals[0];
    }

    void define(Definition.Distribution distribution) {
        userDistributions.put(distribution.name().text(), distribution);
        DerivedDefinitions.of(distribution).values().forEach(this::define);
    }

    /** Makes known what follows from a distribution that the library makes of one of the program's, where a name begins with that of such a distribution. */
    private void compose(String name) {
        for (int end = name.indexOf('_'); end >= 0 && !userDistributions.isEmpty(); end = name.indexOf('_', end + 1)) {
            String distribution = name.substring(0, end);
            Definition.Distribution made = userDistributions.containsKey(distribution) ? null : library.composed(distribution, this::own);
            if (made != null) {
                define(made);
            }
        }
    }

    private Definition.Distribution own(String name) {
        Definition.Distribution own = userDistributions.get(name);
        return own != null ? own : library.composed(name, this::own);
    }

    List<Definition.Function> defined(String name) {
        compose(name);
        return user.getOrDefault(name, List.of());
    }

    boolean exists(String name) {
        compose(name);
        return user.containsKey(name) || !offered(name).isEmpty();
    }

    /** The library's functions of that name, as far as the program's language has them. */
    private List<Definition> offered(String name) {
        return Library.offers(language, name) ? library.functions(name) : List.of();
    }

    /** A function of the library that takes exactly these types and so cannot be defined again in Stan, or {@code null}. */
    Signature redefined(Signature own) {
        return !language.isStan() ? null : offered(own.name()).stream().filter(Functions::isPlain)
            .map(d -> Signature.of(d, false, Instance.PLAIN)).filter(s -> Overloads.takesExactly(s, own.parameters())).findFirst().orElse(null);
    }

    boolean isFunction(String name) {
        return exists(name) || Operators.isShapeFunction(name);
    }

    boolean isOwnDistribution(String name) {
        return userDistributions.containsKey(name);
    }

    /** The distribution of that name, or {@code null}. */
    Definition.Distribution distribution(String name) {
        Definition.Distribution own = own(name);
        boolean offered = Library.offers(language, name + "_lpdf") || Library.offers(language, name + "_lpmf");
        return own != null ? own : offered ? library.distribution(name) : null;
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>(user.keySet());
        library.functionNames().stream().filter(name -> Library.offers(language, name)).forEach(names::add);
        return names;
    }

    Set<String> distributionNames() {
        Set<String> names = new TreeSet<>(language.isStan() ? Set.of() : library.templates().keySet());
        for (String name : names()) {
            if (name.endsWith("_lpdf") || name.endsWith("_lpmf")) {
                names.add(name.substring(0, name.length() - 5));
            }
        }
        return names;
    }

    /** The functions of that name, the user's first; generic ones as these arguments make them. */
    List<Signature> candidates(String name, List<Type> arguments) {
        List<Signature> candidates = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<Definition> definitions = new ArrayList<>(defined(name));
        definitions.sort(Comparator.comparing(d -> ((Definition.Function) d).body() == null)); // a definition before its announcement
        definitions.addAll(offered(name));
        int own = user.getOrDefault(name, List.of()).size();
        for (int i = 0; i < definitions.size(); i++) {
            Map<String, Type> variables = Signature.takesFunctions(definitions.get(i)) ? null : variables(definitions.get(i), arguments);
            if (variables != null) {
                Signature signature = Signature.of(definitions.get(i), i < own, Instance.of(variables));
                if (ids.add(signature.id())) {
                    candidates.add(distinct(signature));
                }
            }
        }
        return candidates;
    }

    /** The function of another name and the same parameters, whether or not the language offers it to programs. */
    Signature counterpart(Signature signature, String name) {
        List<Definition> definitions = new ArrayList<>(signature.own() ? user.getOrDefault(name, List.of()) : library.functions(name));
        return definitions.stream().map(d -> signature(d, signature.own(), Instance.PLAIN)).filter(s -> s.parameters().equals(signature.parameters())).findFirst().orElseThrow();
    }

    /** The signature of a definition, for all uses of it. */
    Signature signature(Definition definition, boolean own, Instance instance) {
        return distinct(Signature.of(definition, own, instance));
    }

    private Signature distinct(Signature signature) {
        boolean clashes = signature.own() && library.functions(signature.name()).stream()
            .anyMatch(d -> isPlain(d) && Signature.of(d, false, Instance.PLAIN).parameters().equals(signature.parameters()));
        return clashes ? signature.besideLibrary() : signature;
    }

    /** Whether a definition has the same types in all uses. */
    private static boolean isPlain(Definition definition) {
        return Signature.typeVariables(definition).isEmpty() && !Signature.takesFunctions(definition);
    }

    /** The definitions of that name that take functions or any number of arguments; the program's own functions hide the library's. */
    List<Definition.Function> takingFunctions(String name) {
        List<? extends Definition> definitions = user.containsKey(name) ? defined(name) : offered(name);
        return definitions.stream().filter(Signature::takesFunctions).map(d -> (Definition.Function) d).toList();
    }

    /** Whether Stan has a function of functions of that name. */
    boolean isFunctionOfFunctions(String name) {
        return Library.offers(Language.STAN, name) && library.functions(name).stream().anyMatch(Signature::takesFunctions);
    }

    /** What the type parameters stand for, or {@code null} when the arguments do not tell. */
    private static Map<String, Type> variables(Definition definition, List<Type> arguments) {
        if (!(definition instanceof Definition.Function f) || f.typeVariables().isEmpty()) {
            return Map.of();
        }
        Map<String, Type> variables = new HashMap<>();
        for (int i = 0; i < f.parameters().size() && i < arguments.size(); i++) {
            unify(f.parameters().get(i).type(), arguments.get(i), variables);
        }
        return f.typeVariables().stream().allMatch(v -> variables.containsKey(v.text())) ? variables : null;
    }

    static void unify(TypeExpression parameter, Type argument, Map<String, Type> variables) {
        switch (parameter) {
            case TypeExpression.Variable(var name) -> variables.merge(name.text(), argument,
                    (a, b) -> Conversions.common(a, b) == null ? a : Conversions.common(a, b));
            case TypeExpression.Array(var dimensions, int rank, var element, var span) -> {
                if (argument instanceof Type.Array(Type inner, int n) && n >= rank) {
                    unify(element, argument.indexed(rank), variables);
                }
            }
            default -> { }
        }
    }

    /** A site uses the density of a distribution; one of a user's Stan function has no distribution of that name. */
    void useDistribution(Signature density, String name) {
        if (!density.user() && distribution(name) != null) {
            usedDistributions.add(name);
        }
    }

    Set<String> usedDistributions() {
        return usedDistributions;
    }

    /** The program uses this function: its body is elaborated in due course. */
    void require(Signature signature) {
        if (required.add(signature.id())) {
            pending.add(signature);
        }
    }

    /** Elaborates the bodies of all functions used so far, and of those they use. */
    void finish() {
        Functions libraryView = new Functions(this);
        while (!pending.isEmpty()) {
            Signature signature = pending.remove();
            Function function = new FunctionElaborator(signature.own() ? this : libraryView).elaborate(signature);
            if (function != null) {
                elaborated.put(signature.id(), function);
            }
        }
    }

    Map<String, Function> elaborated() {
        return elaborated;
    }
}
