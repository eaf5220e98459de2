package org.pmodel.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Lift;
import org.pmodel.ir.Model;
import org.pmodel.ir.Operators;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Span;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Transform;
import org.pmodel.ir.Type;

/**
 * Models that do nothing but call one function of the library. Argument {@code i} is the variable {@code a<i>}, a parameter where it is real and data
 * where it is whole; its sizes are the data {@code a<i>_1}, {@code a<i>_2} ….
 */
final class CallModel {
    private static final String RESULT = "result";

    private final Model library;
    private final List<Declaration> data = new ArrayList<>();
    private final List<Declaration> parameters = new ArrayList<>();
    private final List<Expr> arguments = new ArrayList<>();

    private CallModel(Model library) {
        this.library = library;
    }

    /** The result, a number, is the log density. */
    static Model density(Model library, Function function) {
        CallModel model = new CallModel(library).declare(function);
        return model.build(List.of(new Stmt.Factor(RESULT, model.call(function), Span.NONE)), List.of());
    }

    /** The result is a generated quantity. */
    static Model quantity(Model library, Function function) {
        CallModel model = new CallModel(library).declare(function);
        return model.build(List.of(), List.of(model.result(function)));
    }

    /** The log density is the sum of the elements of the result, each times an element of the data {@code weights}, column by column. */
    static Model weighted(Model library, Function function) {
        CallModel model = new CallModel(library).declare(function);
        Stmt.Declare result = model.result(function);
        Expr.Variable value = variable(result.declaration());
        boolean number = value.type() == Type.REAL;
        Expr flat = number ? value : new Expr.Call("to_vector", Lift.NONE, List.of(value), Type.VECTOR, Span.NONE);
        Expr.Variable weights = variable(model.variable("weights", flat.type(), Constraint.NONE, true));
        Expr products = new Expr.Call(number ? Operators.MULTIPLY : Operators.ELEMENTWISE_MULTIPLY, Lift.NONE, List.of(flat, weights), flat.type(), Span.NONE);
        return model.build(List.of(result, new Stmt.Factor("weighted", products, Span.NONE)), List.of());
    }

    /** One parameter {@code value} with the transform's support, whose arguments are data, all of them real, and whose sizes are data of their names. */
    static Model constrained(Model library, Transform transform) {
        CallModel model = new CallModel(library);
        List<Expr> arguments = new ArrayList<>();
        for (Function.Parameter p : transform.arguments()) {
            arguments.add(variable(model.variable("a" + arguments.size(), p.type(), Constraint.NONE, true)));
        }
        List<Expr> sizes = sizes(transform).stream().map(s -> (Expr) new Expr.Variable(s, Type.INT, Span.NONE)).toList();
        transform.sizes().forEach(s -> model.data.add(new Declaration(s, new SizedType.Plain(Type.INT, List.of(), Constraint.NONE), Span.NONE)));
        model.parameters.add(new Declaration("value", new SizedType.Plain(transform.type(), sizes, new Constraint(transform.name(), arguments)), Span.NONE));
        return model.build(List.of(), List.of());
    }

    /** A size for each dimension: a square matrix names one. */
    private static List<String> sizes(Transform transform) {
        return IntStream.range(0, transform.type().rank()).mapToObj(k -> transform.sizes().get(Math.min(k, transform.sizes().size() - 1))).toList();
    }

    private CallModel declare(Function function) {
        for (Function.Parameter p : function.parameters()) {
            Declaration declared = variable("a" + arguments.size(), p.type(), Constraint.NONE, p.type().scalar() == Type.INT);
            arguments.add(variable(declared));
        }
        return this;
    }

    private Declaration variable(String name, Type type, Constraint constraint, boolean given) {
        List<Expr> sizes = new ArrayList<>();
        for (int k = 1; k <= type.rank(); k++) {
            Declaration size = new Declaration(name + "_" + k, new SizedType.Plain(Type.INT, List.of(), Constraint.NONE), Span.NONE);
            data.add(size);
            sizes.add(variable(size));
        }
        Declaration declaration = new Declaration(name, new SizedType.Plain(type, sizes, constraint), Span.NONE);
        (given ? data : parameters).add(declaration);
        return declaration;
    }

    private static Expr.Variable variable(Declaration declaration) {
        return new Expr.Variable(declaration.name(), declaration.type(), Span.NONE);
    }

    private Expr call(Function function) {
        return new Expr.Call(function.id(), Lift.NONE, arguments, function.result(), Span.NONE);
    }

    private Stmt.Declare result(Function function) {
        return new Stmt.Declare(new Declaration(RESULT, new SizedType.Plain(function.result(), List.of(), Constraint.NONE), Span.NONE), call(function), Span.NONE);
    }

    private Model build(List<Stmt> density, List<Stmt> quantities) {
        return new Model("call", data, List.of(), parameters, List.of(), density, quantities, List.of(), library.functions(), library.transforms(), Map.of());
    }
}
