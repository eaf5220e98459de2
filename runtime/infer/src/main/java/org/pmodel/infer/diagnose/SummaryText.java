package org.pmodel.infer.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A {@link Summary} as text: an aligned table with as many digits as the draws support, then the health of the sampler and the times. */
final class SummaryText {
    private static final List<String> HEADER = List.of("", "mean", "MCSE", "sd", "5%", "50%", "95%", "ESS bulk", "ESS tail", "R-hat");

    private SummaryText() {}

    static String of(Summary summary) {
        if (summary.rows().isEmpty()) {
            return "No draws to summarise.\n";
        }
        StringBuilder text = new StringBuilder();
        List<List<String>> table = new ArrayList<>();
        table.add(HEADER);
        summary.rows().forEach(row -> table.add(cells(row)));
        appendTable(text, table);
        text.append('\n');
        appendHealth(text, summary);
        appendTiming(text, summary);
        return text.toString();
    }

    private static List<String> cells(Summary.Row r) {
        int decimals = decimals(r);
        return List.of(r.name(), number(r.mean(), decimals), number(r.mcseMean(), decimals), number(r.sd(), decimals), number(r.q5(), decimals),
                number(r.median(), decimals), number(r.q95(), decimals), number(r.essBulk(), 0), number(r.essTail(), 0), number(r.rHat(), 3));
    }

    /** Two significant digits of the standard error, which is what the other numbers are known to; -1 asks for powers of ten. */
    private static int decimals(Summary.Row r) {
        double scale = r.mcseMean() > 0 ? r.mcseMean() : Math.abs(r.mean()) / 1000;
        if (!(scale > 0) || Double.isInfinite(scale)) {
            return r.mean() == Math.rint(r.mean()) ? 0 : 3;
        }
        if (r.isConstant() && r.mean() == Math.rint(r.mean()) && Math.abs(r.mean()) < 1e9) {
            return 0;
        }
        int decimals = 1 - (int) Math.floor(Math.log10(scale));
        boolean huge = Math.max(Math.abs(r.q5()), Math.abs(r.q95())) >= 1e9;
        return decimals > 7 || huge ? -1 : Math.max(decimals, 0);
    }

    private static String number(double value, int decimals) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String text = String.format(Locale.ROOT, decimals < 0 ? "%.3e" : "%." + decimals + "f", value);
        return text.matches("-0\\.?0*") ? text.substring(1) : text;
    }

    private static void appendTable(StringBuilder text, List<List<String>> table) {
        int[] widths = new int[HEADER.size()];
        for (List<String> row : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : table) {
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                text.append(i == 0 ? row.get(i) + padding : "  " + padding + row.get(i));
            }
            text.append('\n');
        }
    }

    private static void appendHealth(StringBuilder text, Summary summary) {
        Summary.Health health = summary.health();
        text.append(String.format(Locale.ROOT, "%d chains of %d draws; divergences: %d", summary.chains(), summary.drawsPerChain(),
                health.divergences()));
        if (health.maxDepth() > 0) {
            text.append(String.format(Locale.ROOT, "; at tree depth %d: %d", health.maxDepth(), health.saturated()));
        }
        text.append("; E-BFMI: ").append(Arrays.stream(health.eBfmi()).mapToObj(e -> number(e, 2)).collect(Collectors.joining(" ")));
        text.append('\n');
        for (String advice : Advice.of(summary)) {
            text.append("! ").append(advice).append('\n');
        }
    }

    private static void appendTiming(StringBuilder text, Summary summary) {
        Summary.Timing t = summary.timing();
        text.append(String.format(Locale.ROOT, "compile %s s, chains %s s (summed over chains: warm-up %s s, sampling %s s)",
                seconds(t.compileSeconds()), seconds(t.wallSeconds()), seconds(t.warmupSeconds()), seconds(t.samplingSeconds())));
        double ess = summary.minEssBulk();
        if (!Double.isNaN(ess) && t.samplingWallSeconds() > 0) {
            text.append(String.format(Locale.ROOT, "; smallest bulk ESS %.0f, %.0f per second of sampling", ess, ess / t.samplingWallSeconds()));
        }
        text.append('\n');
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, value < 9.95 ? "%.2f" : "%.1f", value);
    }
}
