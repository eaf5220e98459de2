package org.pmodel.infer.draws;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.pmodel.infer.Posterior;
import org.pmodel.infer.Quantity;
import org.pmodel.infer.Settings;
import org.pmodel.infer.hmc.Metric;
import org.pmodel.infer.hmc.Nuts;
import org.pmodel.infer.hmc.StaticHmc;
import org.pmodel.infer.hmc.Statistic;
import org.pmodel.infer.hmc.Transition;
import org.pmodel.infer.hmc.Tuning;

/**
 * One chain's file in the CSV format of Stan: comments with the configuration, a header, a row per draw, comments with what adaptation
 * found and how long it took. CmdStan User's Guide, "Stan CSV file format". Numbers are written so that reading them gives the same bits.
 */
final class ChainCsv implements Closeable {
    private static final long FLUSH_NANOS = 500_000_000L;
    private static final Pattern TUPLE_ELEMENT = Pattern.compile("\\.(\\d)");

    private final BufferedWriter out;
    private final StringBuilder line = new StringBuilder();
    private long flushed = System.nanoTime();

    ChainCsv(Path file, int chain, Posterior posterior, Settings settings, Provenance provenance) throws IOException {
        out = Files.newBufferedWriter(file);
        writeConfiguration(chain, posterior, settings, provenance);
        writeHeader(posterior);
        out.flush();
    }

    void draw(Transition transition, double[] values) throws IOException {
        line.setLength(0);
        for (Statistic statistic : Statistic.values()) {
            append(statistic.of(transition));
        }
        for (double value : values) {
            append(value);
        }
        line.setCharAt(line.length() - 1, '\n');
        out.append(line);
        long now = System.nanoTime();
        if (now - flushed > FLUSH_NANOS) {
            out.flush();
            flushed = now;
        }
    }

    void warmedUp(Tuning tuning) throws IOException {
        comment("Adaptation terminated");
        comment("Step size = " + tuning.stepSize());
        switch (tuning.metric()) {
            case Metric.Diagonal(double[] inverse) -> {
                comment("Diagonal elements of inverse mass matrix:");
                commentRow(inverse);
            }
            case Metric.Dense dense -> {
                comment("Elements of inverse mass matrix:");
                for (double[] row : dense.inverse()) {
                    commentRow(row);
                }
            }
        }
        out.flush();
    }

    void ended(double warmupSeconds, double samplingSeconds) throws IOException {
        comment("");
        comment(" Elapsed Time: " + warmupSeconds + " seconds (Warm-up)");
        comment("               " + samplingSeconds + " seconds (Sampling)");
        comment("               " + (warmupSeconds + samplingSeconds) + " seconds (Total)");
        comment("");
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void writeConfiguration(int chain, Posterior posterior, Settings settings, Provenance provenance) throws IOException {
        comment("pmodel_version = " + provenance.version());
        comment("model = " + posterior.name());
        comment("method = sample (Default)");
        comment("  sample");
        comment("    num_samples = " + settings.draws());
        comment("    num_warmup = " + settings.warmup());
        comment("    save_warmup = " + (settings.saveWarmup() ? 1 : 0));
        comment("    thin = 1");
        comment("    adapt");
        comment("      engaged = 1");
        comment("      delta = " + settings.adaptation().stepSize().delta());
        comment("    algorithm = hmc");
        comment("      hmc");
        switch (settings.algorithm()) {
            case Nuts nuts -> {
                comment("        engine = nuts");
                comment("          nuts");
                comment("            max_depth = " + nuts.maxDepth());
            }
            case StaticHmc hmc -> {
                comment("        engine = static");
                comment("          static");
                comment("            int_time = " + hmc.integrationTime());
            }
        }
        comment("        metric = " + switch (settings.adaptation().shape()) {
            case UNIT -> "unit_e";
            case DIAGONAL -> "diag_e";
            case DENSE -> "dense_e";
        });
        comment("id = " + (chain + 1));
        comment("data");
        comment("  file = " + provenance.data());
        comment("random");
        comment("  seed = " + settings.seed());
        comment("engine = " + provenance.engine());
    }

    private void writeHeader(Posterior posterior) throws IOException {
        line.setLength(0);
        for (Statistic statistic : Statistic.values()) {
            line.append(statistic.column()).append(',');
        }
        for (Quantity quantity : posterior.quantities()) {
            for (String name : quantity.scalarNames()) {
                line.append(stanName(name)).append(',');
            }
        }
        line.setCharAt(line.length() - 1, '\n');
        out.append(line);
    }

    /** {@code theta[1,2]} is {@code theta.1.2} in Stan's files, and the second element of a tuple {@code x:2}. */
    private static String stanName(String name) {
        return TUPLE_ELEMENT.matcher(name).replaceAll(":$1").replace('[', '.').replace(',', '.').replace("]", "");
    }

    private void append(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            line.append((long) value);
        } else if (Double.isFinite(value)) {
            line.append(value);
        } else {
            line.append(Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
        }
        line.append(',');
    }

    private void comment(String text) throws IOException {
        out.append("# ").append(text).append('\n');
    }

    private void commentRow(double[] values) throws IOException {
        StringBuilder row = new StringBuilder();
        for (double value : values) {
            row.append(row.isEmpty() ? "" : ", ").append(value);
        }
        comment(row.toString());
    }
}
