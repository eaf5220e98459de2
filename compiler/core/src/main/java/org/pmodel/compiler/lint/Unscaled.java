package org.pmodel.compiler.lint;

import java.util.function.Consumer;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;

/** Constants far from 1 in the distributions of parameters: samplers work best where parameters are of unit scale. */
final class Unscaled {
    private static final double SMALL = 0.1;
    private static final double LARGE = 10;

    private Unscaled() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        subject.eachSite(site -> {
            if (!subject.dependencies().onParameters(site.variate()) || GammaPrior.applies(site)) {
                return;
            }
            for (Expr argument : site.arguments()) {
                Double constant = Interval.constant(argument);
                if (constant != null && constant != 0 && (Math.abs(constant) < SMALL || Math.abs(constant) > LARGE)) {
                    report.accept(Diagnostic.warning("W0314", argument.span(), "the constant " + Interval.text(constant)
                            + " suggests a parameter that is not of unit scale").withNote("`<offset=…, multiplier=…>` in its declaration rescales it"));
                }
            }
        });
    }
}
