package org.pmodel.compiler.lint;

import java.util.function.Consumer;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;

/** Parameters held between two constants, other than [0, 1] and [-1, 1], which probabilities and correlations have by their nature. */
final class HardBounds {
    private HardBounds() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        for (Declaration parameter : subject.model().declaredParameters()) {
            Constraint constraint = Interval.constraint(parameter);
            Interval interval = constraint == null || !constraint.transform().equals("lower_upper") ? null : Interval.of(constraint);
            if (interval != null && interval.lower() >= interval.upper()) {
                report.accept(Diagnostic.warning("W0320", parameter.span(), "no value of the parameter `" + parameter.name() + "` lies "
                        + interval));
            } else if (interval != null && !interval.equals(new Interval(0, 1)) && !interval.equals(new Interval(-1, 1))) {
                report.accept(Diagnostic.warning("W0310", parameter.span(), "the parameter `" + parameter.name() + "` is held " + interval)
                        .withNote("unless nature sets such bounds a prior that is low outside serves better: samplers work hard near a bound"));
            }
        }
    }
}
