package org.pmodel.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder of reference values: an index of posteriors, their data, densities at points, and moments of draws. */
record Reference(Path folder) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param nanos that the reference engine takes for a gradient; {@code NaN} where not measured */
    record Entry(String posterior, String model, String data, int dimension, double nanos) {}

    /** A log density with the change of variables, and its gradient, at a point. */
    record Point(double[] theta, double value, double[] gradient) {}

    /** The moments of a scalar, with the standard errors of their estimates. */
    record Moments(double mean, double sd, double mcseMean, double mcseSd) {}

    /** The entries whose posterior matches a glob. */
    List<Entry> entries(String glob) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        List<String> lines = Files.readAllLines(folder.resolve("posteriordb/INDEX.tsv"));
        List<String> header = List.of(lines.getFirst().split("\t"));
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            if (cells.length == header.size() && !cells[header.indexOf("n_unconstrained")].isEmpty() && matcher.matches(Path.of(cells[0]))) {
                String nanos = cells[header.indexOf("ns_per_gradient_median")];
                entries.add(new Entry(cells[0], cells[header.indexOf("model")], cells[header.indexOf("data")],
                        Integer.parseInt(cells[header.indexOf("n_unconstrained")]), nanos.isEmpty() ? Double.NaN : Double.parseDouble(nanos)));
            }
        }
        return entries;
    }

    Path data(Entry entry) {
        return folder.resolve("posteriordb/data/" + entry.data() + ".json");
    }

    List<Point> points(Entry entry) throws IOException {
        List<Point> points = new ArrayList<>();
        for (JsonNode point : JSON.readTree(folder.resolve("posteriordb/vectors/" + entry.posterior() + ".json").toFile()).get("points")) {
            points.add(new Point(numbers(point.get("theta")), number(point.get("lp_jacobian")), numbers(point.get("grad_jacobian"))));
        }
        return points;
    }

    boolean hasDraws(Entry entry) {
        return Files.exists(draws(entry));
    }

    /** The moments of the reference draws, by the names of scalars. */
    Map<String, Moments> moments(Entry entry) {
        try {
            Map<String, Moments> moments = new HashMap<>();
            for (Map.Entry<String, JsonNode> e : JSON.readTree(draws(entry).toFile()).get("parameters").properties()) {
                JsonNode m = e.getValue();
                moments.put(e.getKey(), new Moments(m.get("mean").doubleValue(), m.get("sd").doubleValue(), m.get("mcse_mean").doubleValue(),
                        m.get("mcse_sd").doubleValue()));
            }
            return moments;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path draws(Entry entry) {
        return folder.resolve("posteriordb/draws/" + entry.posterior() + ".json");
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(array.get(i));
        }
        return numbers;
    }

    private static double number(JsonNode node) {
        return switch (node.asText()) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> node.doubleValue();
        };
    }
}
