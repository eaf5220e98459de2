package org.pmodel.conformance;

import java.util.Locale;

/**
 * A posterior in the table of a conformance run.
 *
 * @param agreement {@code null} where the model could not be run
 * @param nanos per gradient, the median over batches
 * @param trouble why the model could not be run, or {@code null}
 */
record Row(Reference.Entry entry, Agreement agreement, double nanos, double compileSeconds, boolean cached, double bytes, String trouble) {
    static final String HEADER = String.format("%-58s %5s  %8s %8s  %11s %11s %6s  %7s", "posterior", "dim", "value", "gradient", "ns", "reference ns",
            "times", "compile");
    static final String MARKDOWN_HEADER = """
            | posterior | dimension | error of value | error of gradient | ns per gradient | reference ns | times faster | compile s |
            |---|--:|--:|--:|--:|--:|--:|--:|
            """;

    static Row failed(Reference.Entry entry, String trouble) {
        return new Row(entry, null, Double.NaN, Double.NaN, false, Double.NaN, trouble);
    }

    boolean agrees() {
        return agreement != null && agreement.holds();
    }

    /** How many times less than the reference a gradient takes. */
    double speed() {
        return entry.nanos() / nanos;
    }

    String text() {
        if (agreement == null) {
            return String.format(Locale.ROOT, "%-58s %5d  %s", entry.posterior(), entry.dimension(), trouble);
        }
        return String.format(Locale.ROOT, "%-58s %5d  %8.1e %8.1e  %11.1f %11.1f %6.1f  %7s%s", entry.posterior(), entry.dimension(), agreement.value(),
                agreement.gradient(), nanos, entry.nanos(), speed(), compile(), agrees() ? "" : "  DIFFERS");
    }

    String markdown() {
        if (agreement == null) {
            return String.format(Locale.ROOT, "| %s | %d | %s | | | | | |%n", entry.posterior(), entry.dimension(), trouble.replace("|", "\\|"));
        }
        return String.format(Locale.ROOT, "| %s | %d | %.1e | %.1e | %.0f | %.0f | %.1f | %s |%n", entry.posterior(), entry.dimension(), agreement.value(),
                agreement.gradient(), nanos, entry.nanos(), speed(), compile());
    }

    /** A model that serves several data sets is compiled once. */
    private String compile() {
        return cached ? "–" : String.format(Locale.ROOT, "%.2f", compileSeconds);
    }
}
