package org.pmodel.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How far values and partial derivatives are from the truth, and which of them are too far. */
final class Accuracy {
    /** Functions that no closed form gives: the second bar holds for what is made of them. */
    private static final Set<String> HARD = Set.of("gamma_p", "gamma_q", "inc_beta", "inv_inc_beta", "owens_t", "bessel_first_kind", "bessel_second_kind",
            "modified_bessel_first_kind", "modified_bessel_second_kind", "log_modified_bessel_first_kind", "hypergeometric_1F0", "hypergeometric_2F1",
            "hypergeometric_3F2", "hypergeometric_pFq", "wiener_lpdf");
    private static final Set<String> HARD_CDF = Set.of("beta", "beta_binomial", "beta_neg_binomial", "beta_proportion", "binomial", "binomial_logit", "chi_square",
            "gamma", "inv_chi_square", "inv_gamma", "neg_binomial", "neg_binomial_2", "neg_binomial_2_log", "poisson", "poisson_log", "scaled_inv_chi_square",
            "skew_normal", "student_t", "von_mises");
    private static final double BAR = 1e-13;
    private static final double HARD_BAR = 1e-11;
    private static final double UNDERFLOW = 1e-307;

    /** A number that is off. @param partial -1 for the value, else the number of the argument */
    record Miss(String function, double[] arguments, int partial, double ours, double truth, double error) {
        @Override
        public String toString() {
            return String.format("%-34s %-9s %10.2e  ours %-24s truth %-24s at %s", function, partial < 0 ? "value" : "partial " + (partial + 1), error, ours, truth,
                    Arrays.toString(arguments));
        }
    }

    final List<Miss> misses = new ArrayList<>();
    /** The numbers with the largest relative errors by function, held or not. An exact zero leaves the absolute error. */
    final Map<String, Miss> largestOfValues = new TreeMap<>();
    final Map<String, Miss> largestOfPartials = new TreeMap<>();
    int points;
    int held;

    /** How many points hold, and the worst of the others. */
    String report(String title) {
        StringBuilder text = new StringBuilder(title + ": " + held + " of " + points + " points hold\n");
        misses.stream().sorted(Comparator.comparingDouble(Miss::error).reversed()).limit(Integer.getInteger("worst", 10)).forEach(m -> text.append(m).append('\n'));
        return text.toString();
    }

    private static double bar(String name) {
        String base = name.replaceAll("_(cdf|lcdf|lccdf|qf)$| .*", "");
        return HARD.contains(base) || !base.equals(name) && HARD_CDF.contains(base) ? HARD_BAR : BAR;
    }

    /** Counts the points of a function. @param results at the points, then with each argument moved */
    void add(TruthTable.Function function, List<List<TruthProgram.Result>> results) {
        for (int i = 0; i < function.points().size(); i++) {
            int point = i;
            add(function, function.points().get(i), results.stream().map(r -> r.get(point)).toList());
        }
    }

    private void add(TruthTable.Function function, TruthTable.Point point, List<TruthProgram.Result> results) {
        double bar = bar(function.name());
        int before = misses.size();
        double unit = 0;
        for (int a = 0; a < point.arguments().length; a++) {
            if (!function.whole().get(a) && Double.isFinite(point.partials()[a])) {
                unit = Math.max(unit, Math.abs(point.partials()[a]) * Math.ulp(point.arguments()[a]));
            }
        }
        check(function.name(), point.arguments(), -1, results.get(0).value(), point.value(), bar, unit);
        for (int a = 0; a < point.arguments().length; a++) {
            if (!function.whole().get(a) && !Double.isNaN(point.partials()[a])) {
                check(function.name(), point.arguments(), a, results.get(0).partials()[a], point.partials()[a], bar, change(function, point, results, a));
            }
        }
        points++;
        held += misses.size() == before ? 1 : 0;
    }

    /** How much a partial derivative changes when an argument changes in its last place. */
    private static double change(TruthTable.Function function, TruthTable.Point point, List<TruthProgram.Result> results, int partial) {
        double most = 0;
        for (int a = 0; a < point.arguments().length; a++) {
            double x = point.arguments()[a];
            double places = (TruthProgram.shifted(x) - x) / Math.ulp(x);
            double change = Math.abs((results.get(1 + a).partials()[partial] - results.get(0).partials()[partial]) / places);
            most = !function.whole().get(a) && x != 0 && Double.isFinite(change) ? Math.max(most, change) : most;
        }
        return most;
    }

    /** Compares the numbers of one point: its value, then its partial derivatives, each with the change that one unit in the last place makes. */
    void add(String name, double[] arguments, double[] ours, double[] truth, double[] units) {
        int before = misses.size();
        for (int k = 0; k < truth.length; k++) {
            check(name, arguments, k - 1, ours[k], truth[k], BAR, units[k]);
        }
        points++;
        held += misses.size() == before ? 1 : 0;
    }

    private void check(String name, double[] arguments, int partial, double ours, double truth, double bar, double unit) {
        if (Double.isNaN(truth) || ours == truth || Math.abs(truth) < UNDERFLOW && Math.abs(ours) <= UNDERFLOW) {
            return;
        }
        double error = Math.abs(ours - truth) / Math.abs(truth);
        double compared = truth == 0 ? Math.abs(ours) : Math.abs(ours - truth) / Math.max(Math.abs(truth), 1e-300);
        (partial < 0 ? largestOfValues : largestOfPartials).merge(name,
                new Miss(name, arguments, partial, ours, truth, Double.isNaN(compared) ? Double.POSITIVE_INFINITY : compared), (a, b) -> a.error >= b.error ? a : b);
        if (!(error <= bar) && !(Math.abs(ours - truth) <= 4 * unit)) {
            double counted = Double.isFinite(error) ? error : Double.isNaN(ours) || Double.isInfinite(truth) ? Double.POSITIVE_INFINITY : Math.abs(ours - truth);
            misses.add(new Miss(name, arguments, partial, ours, truth, counted));
        }
    }
}
