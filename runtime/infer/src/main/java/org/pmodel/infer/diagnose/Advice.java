package org.pmodel.infer.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sentences on what is wrong with a run and what to do about it; none where all is well. Thresholds are those of Vehtari et al. (2021) and Stan. */
final class Advice {
    private static final double LARGEST_R_HAT = 1.01;
    private static final double ESS_PER_CHAIN = 100;
    private static final double SMALLEST_E_BFMI = 0.3;
    private static final int NAMES_SHOWN = 5;

    private Advice() {}

    static List<String> of(Summary summary) {
        List<String> advice = new ArrayList<>();
        Summary.Health health = summary.health();
        if (health.divergences() > 0) {
            advice.add(String.format(Locale.ROOT, "%d of %d transitions diverged (%.2g %%): the posterior curves more than the step size can "
                    + "follow, and the draws may miss that region. Raise the target acceptance (0.95, 0.99), or reparametrise; "
                    + "a centred hierarchy is the usual cause.",
                    health.divergences(), health.transitions(), 100.0 * health.divergences() / health.transitions()));
        }
        if (health.saturated() > 0) {
            advice.add(String.format(Locale.ROOT, "%d of %d transitions were cut at tree depth %d: the draws are valid but slow. "
                    + "Raise the maximum depth, or bring parameters to similar scales and less correlation.",
                    health.saturated(), health.transitions(), health.maxDepth()));
        }
        if (Arrays.stream(health.eBfmi()).anyMatch(e -> e < SMALLEST_E_BFMI)) {
            advice.add("E-BFMI is below 0.3: the tails of the posterior are explored slowly. "
                    + "Look for parameters with heavy tails and reparametrise them.");
        }
        List<Summary.Row> unmixed = summary.rows().stream().filter(r -> r.rHat() > LARGEST_R_HAT).toList();
        if (!unmixed.isEmpty()) {
            advice.add("R-hat is above 1.01 for " + names(unmixed) + ": the chains do not agree. Run longer; where that does not help, "
                    + "the posterior may have several modes or parameters that the data do not tell apart.");
        }
        double enough = ESS_PER_CHAIN * summary.chains();
        List<Summary.Row> few = summary.rows().stream().filter(r -> r.essBulk() < enough || r.essTail() < enough).toList();
        if (!few.isEmpty()) {
            advice.add(String.format(Locale.ROOT, "Effective sample size is below %.0f for %s: estimates are not reliable yet. Run longer.",
                    enough, names(few)));
        }
        long undefined = summary.rows().stream().filter(r -> !Double.isFinite(r.mean())).count();
        if (undefined > 0) {
            advice.add(undefined + (undefined == 1 ? " quantity has" : " quantities have") + " draws that are not finite.");
        }
        return advice;
    }

    private static String names(List<Summary.Row> rows) {
        String names = rows.stream().limit(NAMES_SHOWN).map(Summary.Row::name).collect(Collectors.joining(", "));
        return rows.size() <= NAMES_SHOWN ? names : names + " and " + (rows.size() - NAMES_SHOWN) + " more";
    }
}
