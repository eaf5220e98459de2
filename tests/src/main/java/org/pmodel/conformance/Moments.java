package org.pmodel.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.stat.StatUtils;
import org.pmodel.infer.Run;
import org.pmodel.infer.diagnose.Diagnostics;

/**
 * How far the mean and the standard deviation of a scalar's draws are from the reference's, in standard errors of the difference.
 */
record Moments(String name, double mean, double sd) {
    static final double BAR = 4;

    double worst() {
        return Math.max(Math.abs(mean), Math.abs(sd));
    }

    /** The scalars that reference and run share, the farthest first. */
    static List<Moments> of(Run run, Map<String, Reference.Moments> reference) {
        Set<String> names = new HashSet<>(run.draws().names());
        List<Moments> result = new ArrayList<>();
        reference.forEach((name, r) -> {
            if (names.contains(name) && r.sd() > 0) {
                double[][] draws = run.draws().scalar(name);
                double[] pooled = run.draws().pooled(name);
                result.add(new Moments(name, (StatUtils.mean(pooled) - r.mean()) / Math.hypot(Diagnostics.mcseMean(draws), r.mcseMean()),
                        (Math.sqrt(StatUtils.variance(pooled)) - r.sd()) / Math.hypot(Diagnostics.mcseSd(draws), r.mcseSd())));
            }
        });
        result.sort(Comparator.comparingDouble(Moments::worst).reversed());
        return result;
    }
}
