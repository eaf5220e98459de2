package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Lift;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Span;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Block;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Ops;
import org.pmodel.kernel.Stmt;
import org.pmodel.kernel.ad.Forward;

/** Writes calls: of operators, of shape functions and of functions of the library or the user, lifted over containers. */
final class Calls {
    private final Lowering lowering;

    Calls(Lowering lowering) {
        this.lowering = lowering;
    }

    Shaped call(Expr.Call e, List<Shaped> arguments) {
        if (Operators.isOperator(e.function())) {
            return new Arithmetic(lowering).apply(e, arguments);
        }
        if (e.function().equals(Operators.JACOBIAN)) {
            return jacobian(e, arguments);
        }
        if (e.function().equals(Operators.DERIVATIVE)) {
            return derivative(e, arguments);
        }
        if (Operators.isShapeFunction(e.function())) {
            return new Shapes(lowering).apply(e, arguments);
        }
        Function f = lowering.model.function(e.function());
        return switch (e.lift()) {
            case NONE -> apply(f, arguments, e.span());
            case ELEMENTWISE -> elementwise(f, arguments, e);
            case SUM -> {
                Array sum = lowering.out.local("sum", Elem.REAL, List.of(), Stmt.Init.ZERO);
                addSum(f, arguments, sum, e.span());
                yield new Shaped.Scalar(lowering.out.load(sum));
            }
        };
    }

    /** Adds what an expression is worth to a scalar, element by element where it is a container or a lifted density. */
    void addTo(Array sum, Expr expression, Expressions scope) {
        if (expression instanceof Expr.Promotion p) {
            addTo(sum, p.value(), scope);
            return;
        }
        if (expression instanceof Expr.Call e && e.lift() == Lift.SUM) {
            addSum(lowering.model.function(e.function()), e.arguments().stream().map(scope::value).toList(), sum, e.span());
            return;
        }
        switch (scope.value(expression)) {
            case Shaped.Scalar s -> lowering.out.add(sum, List.of(), lowering.toReal(s.atom()));
            case Shaped.Tensor t -> lowering.loops(t.sizes(), i -> lowering.out.add(sum, List.of(), lowering.toReal(t.at(i))));
            default -> throw new IllegalStateException("a number expected at " + expression.span());
        }
    }

    /** Calls a function as a routine. */
    Shaped routine(Function f, List<Shaped> arguments, Span span) {
        return lowering.branchless ? apply(f, arguments, span) : new RoutineCalls(lowering).call(f, converted(f, arguments), span);
    }

    private List<Shaped> converted(Function f, List<Shaped> arguments) {
        List<Shaped> converted = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            converted.add(lowering.as(arguments.get(i), f.parameters().get(i).type()));
        }
        return converted;
    }

    private Shaped apply(Function f, List<Shaped> arguments, Span span) {
        List<Shaped> converted = converted(f, arguments);
        if (Operations.isOperation(f)) {
            List<Atom> atoms = converted.stream().map(a -> ((Shaped.Scalar) a).atom()).toList();
            Atom product = f.name().equals("pow") ? smallPower(atoms.get(0), atoms.get(1)) : null;
            return product != null ? new Shaped.Scalar(product) : new Shaped.Scalar(lowering.out.let(f.name(), lowering.operations.of(f, lowering), atoms));
        }
        return inline(f, converted, span);
    }

    /** Small whole powers are products; {@code null} for others. */
    private Atom smallPower(Atom x, Atom y) {
        Atom square = y.isReal(2) || y.isReal(3) || y.isReal(4) ? lowering.out.times(x, x) : null;
        return y.isReal(1) ? x : y.isReal(3) ? lowering.out.times(square, x) : y.isReal(4) ? lowering.out.times(square, square) : square;
    }

    /** The body of a function, written here. A transform may add its Jacobian, a function {@code …_constrain} that uses it does not. */
    Shaped inline(Function f, List<Shaped> arguments, Span span) {
        if (f.isPrimitive()) {
            throw Faults.unsupported(f.name(), span);
        }
        RoutineCalls recursive = new RoutineCalls(lowering);
        if (recursive.concern(f, arguments)) {
            return recursive.call(f, arguments, span);
        }
        Scope scope = new Scope();
        scope.noteAssignments(f.body());
        for (int i = 0; i < arguments.size(); i++) {
            String name = f.parameters().get(i).name();
            scope.bind(name, lowering.repeatable(name, arguments.get(i)));
        }
        Span outer = lowering.faults.enter(span);
        boolean jacobian = lowering.jacobian;
        lowering.jacobian &= !f.name().endsWith("_constrain") || f.name().endsWith("__constrain");
        Shaped result = new Statements(lowering, scope).body(f);
        lowering.jacobian = jacobian;
        lowering.faults.leave(outer);
        return result;
    }

    // ---- derivatives

    /** The derivatives of a function with respect to one of its arguments, a column at a time: the function and its derivative in that direction. */
    private Shaped jacobian(Expr.Call e, List<Shaped> arguments) {
        Function f = lowering.model.function(((Shaped.FunctionName) arguments.get(0)).id());
        int position = 1 + ((Expr.IntLiteral) e.arguments().get(1)).value();
        Shaped.Tensor argument = (Shaped.Tensor) arguments.get(position);
        List<Atom> size = argument.sizes();
        Atom n = size.get(0);
        Array point = lowering.materialize("point", argument);
        Array matrix = lowering.out.local("jacobian", Elem.REAL, List.of(n, n), Stmt.Init.NONE);
        lowering.loop("j", n, j -> {
            Array direction = lowering.out.local("direction", Elem.REAL, size, Stmt.Init.NONE);
            Array result = lowering.out.local("result", Elem.REAL, size, Stmt.Init.NONE), column = lowering.out.local("column", Elem.REAL, size, Stmt.Init.ZERO);
            lowering.loop("i", n, i -> lowering.out.store(direction, List.of(i), lowering.out.let(Ops.TO_REAL, lowering.out.let(Ops.INT_EQUAL, i, j))));
            directional(f, arguments.subList(2, arguments.size()), position - 2, point, direction, result, column, e.span());
            lowering.loop("i", n, i -> lowering.out.store(matrix, List.of(i, j), lowering.out.load(column, i)));
        });
        return lowering.tensor(matrix, List.of(n, n));
    }

    /** The derivative of a number in one direction of a vector. */
    private Shaped derivative(Expr.Call e, List<Shaped> arguments) {
        Function f = lowering.model.function(((Shaped.FunctionName) arguments.get(0)).id());
        int position = ((Expr.IntLiteral) e.arguments().get(1)).value() - 1;
        List<Shaped> values = arguments.subList(3, arguments.size());
        Array point = lowering.materialize("point", (Shaped.Tensor) values.get(position));
        Array direction = lowering.materialize("direction", (Shaped.Tensor) arguments.get(2));
        Array result = lowering.out.local("result", Elem.REAL, List.of(), Stmt.Init.ZERO), slope = lowering.out.local("slope", Elem.REAL, List.of(), Stmt.Init.ZERO);
        directional(f, values, position, point, direction, result, slope, e.span());
        return new Shaped.Scalar(lowering.out.load(slope));
    }

    /** Writes a function's value at a point, which takes the place of one of the arguments, into {@code result}, and its derivative in a direction. */
    private void directional(Function f, List<Shaped> arguments, int position, Array point, Array direction, Array result, Array derivative, Span span) {
        List<Atom> size = arguments.get(position).sizes();
        Block body = lowering.out.block(() -> {
            List<Shaped> values = new ArrayList<>(arguments);
            values.set(position, lowering.tensor(point, size));
            switch (apply(f, values, span)) {
                case Shaped.Tensor value -> {
                    lowering.checkEqual(value.sizes().get(0), size.get(0), "the result of " + f.name() + " and the argument it is differentiated by", span);
                    lowering.loop("i", size.get(0), i -> lowering.out.store(result, List.of(i), value.at(i)));
                }
                case Shaped.Scalar value -> lowering.out.store(result, List.of(), lowering.toReal(value.atom()));
                default -> throw new IllegalStateException("numbers expected of " + f.name());
            }
        });
        Forward.write(lowering.out, body, point, direction, result, derivative, lowering.recursion.routines);
    }

    // ---- lifting

    /** How far each argument goes beyond its parameter. */
    private List<Integer> extraRanks(Function f, List<Shaped> arguments) {
        List<Integer> extra = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            boolean container = !arguments.get(i).sizes().isEmpty();
            extra.add(container ? arguments.get(i).sizes().size() - Parts.ranks(f.parameters().get(i).type()).get(0) : 0);
        }
        return extra;
    }

    private List<Atom> commonSizes(Function f, List<Shaped> arguments, List<Integer> extra, Span span) {
        List<Atom> sizes = null;
        for (int i = 0; i < arguments.size(); i++) {
            if (extra.get(i) > 0) {
                List<Atom> own = arguments.get(i).sizes().subList(0, extra.get(i));
                if (sizes == null) {
                    sizes = own;
                }
                for (int k = 0; k < Math.min(sizes.size(), own.size()); k++) {
                    lowering.checkEqual(sizes.get(k), own.get(k), "the arguments of " + f.name(), span);
                }
            }
        }
        return sizes == null ? List.of() : sizes;
    }

    private List<Shaped> parts(List<Shaped> arguments, List<Integer> extra, List<Atom> index) {
        List<Shaped> parts = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            parts.add(extra.get(i) > 0 ? lowering.part(arguments.get(i), index.subList(0, extra.get(i))) : arguments.get(i));
        }
        return parts;
    }

    private Shaped elementwise(Function f, List<Shaped> arguments, Expr.Call e) {
        List<Integer> extra = extraRanks(f, arguments);
        List<Atom> sizes = commonSizes(f, arguments, extra, e.span());
        if (sizes.isEmpty()) {
            return apply(f, arguments, e.span());
        }
        if (f.result() == Type.COMPLEX) {
            Place place = lowering.allocate(f.name(), f.result(), List.of(sizes, sizes).iterator(), Stmt.Init.NONE);
            lowering.loops(sizes, index -> lowering.store(place, index, apply(f, parts(arguments, extra, index), e.span())));
            return lowering.read(place);
        }
        if (f.result().rank() > 0) {
            return stacked(f, arguments, extra, sizes, e.span());
        }
        boolean random = f.name().endsWith("_rng") || f.name().startsWith("random_") || f.name().endsWith("_jacobian");
        Shaped.Tensor lazy = new Shaped.Tensor(Operations.elem(f.result()), sizes,
                index -> ((Shaped.Scalar) apply(f, parts(arguments, extra, index), e.span())).atom(), false);
        return random ? lowering.repeatable(f.name(), lazy) : lazy;
    }

    /** The containers that a function gives for each element, in one; the first of them, which counts for nothing else, tells their sizes. */
    private Shaped stacked(Function f, List<Shaped> arguments, List<Integer> extra, List<Atom> sizes, Span span) {
        Array target = lowering.target;
        lowering.target = lowering.out.local("unused", Elem.REAL, List.of(), Stmt.Init.ZERO);
        List<Atom> first = sizes.stream().<Atom>map(s -> Atom.NONE).toList();
        List<Atom> all = new ArrayList<>(sizes);
        all.addAll(((Shaped.Tensor) apply(f, parts(arguments, extra, first), span)).sizes());
        lowering.target = target;
        Array array = lowering.out.local(f.name(), Operations.elem(f.result()), all, Stmt.Init.NONE);
        lowering.loops(sizes, index -> {
            Shaped.Tensor part = (Shaped.Tensor) apply(f, parts(arguments, extra, index), span);
            lowering.loops(part.sizes(), inner -> {
                List<Atom> place = new ArrayList<>(index);
                place.addAll(inner);
                lowering.out.store(array, place, part.at(inner));
            });
        });
        return lowering.tensor(array, all);
    }

    private void addSum(Function f, List<Shaped> arguments, Array sum, Span span) {
        List<Integer> extra = extraRanks(f, arguments);
        List<Atom> sizes = commonSizes(f, arguments, extra, span);
        lowering.loops(sizes, index -> {
            Shaped term = apply(f, parts(arguments, extra, index), span);
            lowering.out.add(sum, List.of(), lowering.toReal(((Shaped.Scalar) term).atom()));
        });
    }
}
