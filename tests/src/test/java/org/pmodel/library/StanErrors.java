package org.pmodel.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The largest relative errors that Stan Math makes at the points of the tables, by function.
 *
 * @param values of values
 * @param partials of partial derivatives
 */
record StanErrors(Map<String, Double> values, Map<String, Double> partials) {
    /** Below this an error is rounding, and no larger one of ours is worse. */
    private static final double ROUNDING = 1e-15;

    /** An error of ours that is larger than the largest of Stan's for the same function. */
    private record Worse(Accuracy.Miss ours, double stans) {
        double ratio() {
            return ours.error() / Math.max(stans, ROUNDING);
        }
    }

    static StanErrors read(Path file) throws IOException {
        Map<String, Double> values = new HashMap<>();
        Map<String, Double> partials = new HashMap<>();
        List<String> lines = Files.readAllLines(file);
        List<String> header = List.of(lines.get(0).split("\t"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split("\t", -1);
            String name = cells[1].equals("fn") ? cells[0] : cells[0] + "_" + cells[1];
            put(values, name, cells[header.indexOf("max_rel_value")], cells[header.indexOf("n_wrong_nonfinite")]);
            put(partials, name, cells[header.indexOf("max_rel_grad")], cells[header.indexOf("n_wrong_nonfinite_grad")]);
        }
        return new StanErrors(values, partials);
    }

    /** @param lost how many results are infinite or not a number where the exact one is finite */
    private static void put(Map<String, Double> errors, String name, String error, String lost) {
        if (!lost.isBlank() && Integer.parseInt(lost) > 0) {
            errors.put(name, Double.POSITIVE_INFINITY);
        } else if (!error.isBlank() && !error.equals("nan")) {
            errors.put(name, Double.parseDouble(error));
        }
    }

    /** For how many functions the largest error is larger than Stan's where that is more than rounding, and for which it is most so. */
    String compare(Accuracy accuracy, int most) {
        List<Worse> worse = new ArrayList<>();
        int compared = collect(values, accuracy.largestOfValues, worse) + collect(partials, accuracy.largestOfPartials, worse);
        StringBuilder text = new StringBuilder("larger than Stan's largest error: " + worse.size() + " of " + compared + " (values and partials of each function)\n");
        worse.stream().sorted(Comparator.comparingDouble(Worse::ratio).reversed()).limit(most)
                .forEach(w -> text.append(String.format("  Stan's %9.2e  %s%n", w.stans(), w.ours())));
        return text.toString();
    }

    private static int collect(Map<String, Double> stans, Map<String, Accuracy.Miss> ours, List<Worse> worse) {
        int compared = 0;
        for (Map.Entry<String, Accuracy.Miss> own : ours.entrySet()) {
            Double other = stans.get(own.getKey());
            if (other != null && other > ROUNDING) {
                compared++;
                if (own.getValue().error() > other) {
                    worse.add(new Worse(own.getValue(), other));
                }
            }
        }
        return compared;
    }
}
