package org.pmodel.runtime.lower;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.pmodel.ir.Function;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Op;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Op.Definition;
import org.pmodel.kernel.Op.Partial;
import org.pmodel.kernel.Value;

/** The scalar functions of a model as operations of Kernel IR: primitives, and functions with derivative rules of their own. */
final class Operations {
    private final Map<String, Op> byId = new HashMap<>();

    /** Whether a function becomes an operation; others are written out where they are called. */
    static boolean isOperation(Function f) {
        return isScalar(f) && (f.isPrimitive() || !f.derivatives().isEmpty());
    }

    private static boolean isScalar(Function f) {
        return isScalar(f.result()) && f.parameters().stream().allMatch(p -> isScalar(p.type()));
    }

    private static boolean isScalar(Type type) {
        return type == Type.INT || type == Type.REAL;
    }

    Op of(Function f, Lowering lowering) {
        if (f.isPrimitive() && f.name().equals(Ops.RARE.name())) {
            return Ops.RARE;
        }
        Op known = byId.get(f.id());
        if (known != null) {
            return known;
        }
        if (lowering.recursion.isRecursive(f)) {
            throw RoutineCalls.inRule(f, f.span());
        }
        List<Elem> parameters = f.parameters().stream().map(p -> elem(p.type())).toList();
        Definition definition = f.isPrimitive() ? primitive(f) : new Definition.Composite(body(f, lowering.formula()));
        List<Partial> partials = new Rules(f, parameters, lowering);
        Op op = new Op(f.id().replaceAll("[(),\\[\\] ]+", "_"), parameters, elem(f.result()), definition, partials);
        byId.put(f.id(), op);
        return op;
    }

    /** The rules of a function, each written when it is first asked for: a rule may use functions whose rules nobody needs. */
    private static final class Rules extends AbstractList<Partial> {
        private final Function function;
        private final List<Elem> parameters;
        private final Lowering lowering;
        private final Partial[] written;

        Rules(Function function, List<Elem> parameters, Lowering lowering) {
            this.function = function;
            this.parameters = parameters;
            this.lowering = lowering;
            this.written = new Partial[parameters.size()];
        }

        @Override
        public Partial get(int i) {
            if (written[i] == null) {
                boolean none = parameters.get(i) == Elem.INT || i >= function.derivatives().size();
                written[i] = none ? new Partial.Zero() : partial(function, function.derivatives().get(i), lowering);
            }
            return written[i];
        }

        @Override
        public int size() {
            return written.length;
        }
    }

    static Elem elem(Type type) {
        return type.scalar() == Type.INT ? Elem.INT : Elem.REAL;
    }

    private static Definition primitive(Function f) {
        List<String> names = f.parameters().stream().map(Function.Parameter::name).toList();
        String arguments = String.join(", ", numbered(names.size()));
        boolean random = f.name().startsWith("random_");
        String cpp = f.spelling() != null && f.spelling().cpp() != null ? template(f.spelling().cpp(), names) : "pm::" + f.name() + "(" + arguments + ")";
        String java = f.spelling() != null && f.spelling().java() != null ? template(f.spelling().java(), names) : "Numerics." + f.name() + "(" + arguments + ")";
        return random ? new Definition.Primitive("pm::" + f.name() + "(ctx)", "ctx.random." + f.name().substring("random_".length()) + "()", true)
                : new Definition.Primitive(cpp, java, false);
    }

    private static List<String> numbered(int n) {
        List<String> result = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            result.add("$" + i);
        }
        return result;
    }

    /** A spelling over parameter names as one over positions. */
    private static String template(String spelling, List<String> names) {
        String result = spelling;
        for (int i = 0; i < names.size(); i++) {
            result = result.replaceAll("\\b" + Pattern.quote(names.get(i)) + "\\b(?!\\()", "\\$" + (i + 1));
        }
        return result;
    }

    private static Op.Snippet body(Function f, Lowering formula) {
        List<Value> parameters = parameters(f, formula);
        List<Shaped> arguments = parameters.stream().<Shaped>map(Shaped.Scalar::new).toList();
        Atom result = ((Shaped.Scalar) formula.calls.inline(f, arguments, f.span())).atom();
        return new Op.Snippet(parameters, formula.out.finish(), elem(f.result()) == Elem.REAL ? formula.toReal(result) : result);
    }

    private static List<Value> parameters(Function f, Lowering formula) {
        return f.parameters().stream().map(p -> formula.out.fresh().value(p.name(), elem(p.type()))).toList();
    }

    private static Partial partial(Function f, Function.Derivative rule, Lowering lowering) {
        return switch (rule) {
            case Function.Derivative.Zero zero -> new Partial.Zero();
            case Function.Derivative.NotDifferentiable none -> new Partial.NotDifferentiable();
            case Function.Derivative.Adjoint adjoint -> throw new IllegalStateException("a rule for containers: " + f.id());
            case Function.Derivative.Formula(org.pmodel.ir.Expr value) -> {
                Lowering formula = lowering.formula();
                List<Value> parameters = parameters(f, formula);
                Scope scope = new Scope();
                for (int i = 0; i < parameters.size(); i++) {
                    scope.bind(f.parameters().get(i).name(), new Shaped.Scalar(parameters.get(i)));
                }
                Atom result = formula.toReal(new Expressions(formula, scope).scalar(value));
                yield result.isReal(0) ? new Partial.Zero() : new Partial.Formula(new Op.Snippet(parameters, formula.out.finish(), result));
            }
        };
    }
}
