package org.pmodel.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Functions of scalars with exact values and partial derivatives at many points, as the tables beside the checkout give them. */
record TruthTable(List<Function> functions) {
    /** @param partials one per argument; NaN where there is none, as for an integer */
    record Point(double[] arguments, double value, double[] partials) {}

    /**
     * The points of one function.
     *
     * @param name with the numbers of vector elements where there are some: {@code hypergeometric_pFq 2 1}
     * @param whole which arguments are integers
     */
    record Function(String name, List<Boolean> whole, List<Point> points) {
        /** The call with these arguments. */
        String call(List<String> arguments) {
            String[] words = name.split(" ");
            if (words.length > 1) {
                int p = Integer.parseInt(words[1]);
                return words[0] + "(" + vector(arguments.subList(0, p)) + ", " + vector(arguments.subList(p, arguments.size() - 1)) + ", "
                        + arguments.get(arguments.size() - 1) + ")";
            }
            boolean bar = arguments.size() > 1 && Stream.of("_lpdf", "_lpmf", "_cdf", "_lcdf", "_lccdf").anyMatch(name::endsWith);
            return name + "(" + (bar ? arguments.get(0) + " | " + String.join(", ", arguments.subList(1, arguments.size())) : String.join(", ", arguments)) + ")";
        }

        private static String vector(List<String> elements) {
            return elements.isEmpty() ? "zeros_vector(0)" : "[" + String.join(", ", elements) + "]'";
        }
    }

    static TruthTable read(Path folder) throws IOException {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        Map<String, List<Boolean>> whole = new LinkedHashMap<>();
        for (String[] cells : rows(folder.resolve("scalar_functions.tsv"))) {
            add(points, whole, cells[0], cells[1], cells[2], cells[3]);
        }
        for (String[] cells : rows(folder.resolve("univariate_distributions.tsv"))) {
            add(points, whole, cells[0] + "_" + cells[1], (cells[2] + " " + cells[3]).strip(), cells[4], cells[5]);
        }
        return new TruthTable(points.entrySet().stream().map(e -> new Function(e.getKey(), whole.get(e.getKey()), e.getValue())).toList());
    }

    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().skip(1).map(line -> line.split("\t", -1)).toList();
    }

    private static void add(Map<String, List<Point>> points, Map<String, List<Boolean>> whole, String name, String arguments, String value, String partials) {
        List<String> inputs = new ArrayList<>(Arrays.asList(arguments.split(" ")));
        List<String> slopes = new ArrayList<>(Arrays.asList(partials.split(" ")));
        String full = name;
        if (name.equals("hypergeometric_pFq") || name.equals("hypergeometric_3F2")) {
            int counts = name.equals("hypergeometric_pFq") ? 2 : 0;
            full += counts == 2 ? " " + inputs.get(0) + " " + inputs.get(1) : " 3 2";
            inputs = inputs.subList(counts, inputs.size());
            slopes = slopes.subList(counts, slopes.size());
        }
        points.computeIfAbsent(full, n -> new ArrayList<>())
                .add(new Point(numbers(inputs), number(value), numbers(slopes)));
        List<Boolean> integers = inputs.stream().map(i -> i.matches("-?[0-9]+")).toList();
        // an integer only where every point has one
        whole.merge(full, integers, (a, b) -> IntStream.range(0, a.size()).mapToObj(i -> a.get(i) && b.get(i)).collect(Collectors.toList()));
    }

    private static double[] numbers(List<String> texts) {
        return texts.stream().mapToDouble(TruthTable::number).toArray();
    }

    private static double number(String text) {
        return switch (text) {
            case "nan", "-", "" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
