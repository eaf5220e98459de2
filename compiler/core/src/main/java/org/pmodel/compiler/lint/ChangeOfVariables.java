package org.pmodel.compiler.lint;

import java.util.Set;
import java.util.function.Consumer;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Operators;
import org.pmodel.ir.Stmt;
import org.pmodel.ir.Walk;

/** Functions of parameters, other than linear ones, given a distribution: the density of the parameters themselves needs the Jacobian. */
final class ChangeOfVariables {
    /** Functions that select, arrange or add up. */
    private static final Set<String> LINEAR = Set.of(Operators.ADD, Operators.SUBTRACT, Operators.NEGATE, Operators.TRANSPOSE, "append_row", "append_col", "head",
            "tail", "segment", "row", "col", "diagonal", "sum", "mean", "cumulative_sum", "block", "sub_col", "sub_row", "reverse", "rep_vector", "rep_row_vector",
            "rep_matrix", "diag_matrix");

    private ChangeOfVariables() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        subject.eachOfDensity(statement -> {
            switch (statement) {
                case Stmt.Site site -> distributed(site.variate(), subject.dependencies(), report);
                case Stmt.Factor factor -> Walk.each(factor.value(), value -> {
                    if (value instanceof Expr.Call call && Term.isDensity(call)) {
                        distributed(call.arguments().getFirst(), subject.dependencies(), report);
                    }
                });
                default -> { }
            }
        });
    }

    private static void distributed(Expr variate, Dependencies dependencies, Consumer<Diagnostic> report) {
        boolean[] bent = {false};
        Walk.each(variate, value -> bent[0] |= value instanceof Expr.Call call && !isLinear(call, dependencies));
        if (bent[0]) {
            report.accept(Diagnostic.warning("W0318", variate.span(), "this is a transform of parameters, and its density is not that of the parameters")
                    .withNote("add the log absolute Jacobian determinant of the transform to the target, or define a transformed parameter and use `jacobian +=`"));
        }
    }

    private static boolean isLinear(Expr.Call call, Dependencies dependencies) {
        String name = call.function().split("[(<]", 2)[0];
        long dependent = call.arguments().stream().filter(dependencies::onParameters).count();
        return switch (call.function()) {
            case Operators.MULTIPLY, Operators.ELEMENTWISE_MULTIPLY -> dependent < 2;
            case Operators.DIVIDE, Operators.ELEMENTWISE_DIVIDE -> !dependencies.onParameters(call.arguments().get(1));
            default -> dependent == 0 || LINEAR.contains(call.function()) || LINEAR.contains(name) || Operators.isShapeFunction(name);
        };
    }
}
