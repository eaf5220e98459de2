package org.pmodel.compiler.lint;

import java.util.function.Consumer;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Distribution;

/** Parameters that can leave the support of the distribution they are given. */
final class VariateSupport {
    private VariateSupport() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        subject.eachSite(site -> {
            Distribution distribution = subject.model().distributions().get(site.distribution());
            Declaration parameter = subject.parameter(site.variate());
            Constraint declared = parameter == null ? null : Interval.constraint(parameter);
            if (distribution != null && declared != null && !distribution.support().isNone()
                    && !ArgumentSupport.implies(declared, distribution.support())) {
                Interval interval = Interval.of(distribution.support());
                String support = interval == null || distribution.support().arguments().isEmpty() ? "a " + distribution.support().transform()
                        : interval.toString();
                report.accept(Diagnostic.warning("W0313", site.variate().span(), "a variable with the distribution `" + distribution.name() + "` is " + support
                        + ", which the declaration of `" + parameter.name() + "` does not ensure").withNote("it is declared here", parameter.span()));
            }
        });
    }
}
