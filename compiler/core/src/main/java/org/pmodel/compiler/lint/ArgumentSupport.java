package org.pmodel.compiler.lint;

import java.util.function.Consumer;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Distribution;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Stmt;

/** Arguments of distributions that can leave what the distribution takes: a scale that may be negative. */
final class ArgumentSupport {
    private ArgumentSupport() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        subject.eachSite(site -> {
            Distribution distribution = subject.model().distributions().get(site.distribution());
            if (distribution != null && distribution.supports().size() == site.arguments().size()) {
                for (int i = 0; i < site.arguments().size(); i++) {
                    check(subject, site, distribution, i, report);
                }
            }
        });
    }

    private static void check(Subject subject, Stmt.Site site, Distribution distribution, int i, Consumer<Diagnostic> report) {
        Expr argument = site.arguments().get(i);
        Constraint asked = distribution.supports().get(i);
        Interval interval = Interval.of(asked);
        Double constant = Interval.constant(argument);
        String what = "`" + distribution.parameters().get(i).name() + "` of `" + distribution.name() + "`";
        if (constant != null && interval != null && !interval.contains(constant)) {
            report.accept(Diagnostic.warning("W0312", argument.span(), what + " is " + interval + ", not " + Interval.text(constant)));
        }
        Declaration parameter = subject.parameter(argument);
        Constraint declared = parameter == null ? null : Interval.constraint(parameter);
        if (declared != null && !asked.isNone() && !implies(declared, asked)) {
            report.accept(Diagnostic.warning("W0312", argument.span(), what + " is " + inWords(asked) + ", which the declaration of `" + parameter.name()
                    + "` does not ensure").withNote("it is declared here", parameter.span()));
        }
    }

    private static String inWords(Constraint asked) {
        Interval interval = Interval.of(asked);
        return interval == null || asked.arguments().isEmpty() ? "a " + asked.transform() : interval.toString();
    }

    /** Whether values of a declaration satisfy what is asked, as far as the text says; bounds that are no constants get the benefit of the doubt. */
    static boolean implies(Constraint declared, Constraint asked) {
        return switch (asked.transform()) {
            case "lower", "upper", "lower_upper" -> {
                Interval inside = Interval.of(declared);
                Interval outside = Interval.of(asked);
                yield inside == null || outside == null || outside.contains(inside);
            }
            case "ordered" -> declared.transform().endsWith("ordered");
            case "cov_matrix" -> declared.transform().equals("cov_matrix") || declared.transform().equals("corr_matrix");
            case "cholesky_factor_cov" -> declared.transform().startsWith("cholesky_factor");
            default -> declared.transform().equals(asked.transform());
        };
    }
}
