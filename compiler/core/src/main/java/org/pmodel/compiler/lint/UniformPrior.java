package org.pmodel.compiler.lint;

import java.util.function.Consumer;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.ModelPrinter;

/** Parameters with a uniform prior on other bounds than those declared: the density is zero where the declaration allows values. */
final class UniformPrior {
    private UniformPrior() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        subject.eachSite(site -> {
            Declaration parameter = subject.parameter(site.variate());
            if (site.distribution().equals("uniform") && site.arguments().size() == 2 && parameter != null && Interval.constraint(parameter) != null) {
                Constraint declared = Interval.constraint(parameter);
                boolean fits = declared.transform().equals("lower_upper") && isSame(declared.arguments().get(0), site.arguments().get(0))
                        && isSame(declared.arguments().get(1), site.arguments().get(1));
                if (!fits) {
                    report.accept(Diagnostic.warning("W0311", site.span(), "the support of `" + parameter.name() + "` is not that of its uniform prior")
                            .withNote("give the bounds in the declaration, or use a prior without bounds", parameter.span()));
                }
            }
        });
    }

    private static boolean isSame(Expr a, Expr b) {
        Double x = Interval.constant(a);
        return x != null ? x.equals(Interval.constant(b)) : ModelPrinter.print(a).equals(ModelPrinter.print(b));
    }
}
