package org.pmodel.compiler.lint;

import java.util.function.Consumer;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Stmt;

/**
 * Priors such as gamma(0.001, 0.001), which are meant to say little and say much.
 *
 * <p>Gelman, Prior distributions for variance parameters in hierarchical models, Bayesian Analysis 1(3), 2006.
 */
final class GammaPrior {
    private GammaPrior() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        subject.eachSite(site -> {
            if (applies(site) && subject.dependencies().onParameters(site.variate())) {
                report.accept(Diagnostic.warning("W0315", site.span(), "a " + site.distribution() + " prior with equal constants below 1 says more than it seems to")
                        .withNote("normal(0, 1) or student_t(4, 0, 1) on a positive parameter is weak where this one is not"));
            }
        });
    }

    static boolean applies(Stmt.Site site) {
        if (!site.distribution().equals("gamma") && !site.distribution().equals("inv_gamma") || site.arguments().size() != 2) {
            return false;
        }
        Double first = Interval.constant(site.arguments().get(0));
        return first != null && first < 1 && first.equals(Interval.constant(site.arguments().get(1)));
    }
}
