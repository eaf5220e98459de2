package org.pmodel.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pmodel.distribution.Tensor;
import org.pmodel.numerics.Key;

/** A picture of a family of numbers: the densities or probabilities for three choices of parameters. */
final class Plot {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 200;
    private static final int LEFT = 40;
    private static final int BOTTOM = 24;
    private static final int TOP = 8;
    private static final int POINTS = 301;
    /** A curve that rises above this multiple of what it reaches away from the ends is cut. */
    private static final double CUT = 2;
    /** Beyond so many distances between median and quartile there is only tail. */
    private static final double QUARTILES = 5;
    /** The widest of several curves is shown as far as this multiple of the middle one. */
    private static final double WIDEST = 2.5;

    private final List<Choice> choices;
    private final double low;
    private final double high;
    private final double top;
    private final List<double[]> heights = new ArrayList<>();

    private Plot(List<Choice> choices) {
        this.choices = choices;
        double[] ends = ends(choices);
        low = ends[0];
        high = ends[1];
        choices.forEach(c -> heights.add(Arrays.stream(c.distribution().logProb(Tensor.of(points())).values()).map(Math::exp).toArray()));
        double highest = heights.stream().flatMapToDouble(Arrays::stream).filter(Double::isFinite).max().orElse(1);
        double inside = heights.stream().flatMapToDouble(h -> Arrays.stream(h, h.length / 40, h.length - h.length / 40)).filter(Double::isFinite).max().orElse(1);
        top = 1.05 * Math.min(highest, CUT * inside);
    }

    /** Nothing for vectors, matrices and distributions without draws. */
    static Optional<String> svg(String name) {
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Choice.of(name, i).filter(c -> choices.isEmpty() || !c.arguments().isEmpty()).ifPresent(choices::add);
        }
        if (choices.isEmpty() || choices.get(0).distribution().eventRank() > 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Plot(choices).svg());
        } catch (UnsupportedOperationException none) {
            return Optional.empty();
        }
    }

    private static boolean discrete(List<Choice> choices) {
        return choices.get(0).distribution().isDiscrete();
    }

    /** Where most draws lie, of heavy tails the beginning. */
    private static double[] ends(List<Choice> choices) {
        List<double[]> ends = new ArrayList<>();
        for (Choice c : choices) {
            double[] draws = Arrays.stream(c.distribution().sample(Key.of(7), 800).values()).sorted().toArray();
            double median = draws[400];
            ends.add(discrete(choices) ? new double[] {draws[8], draws[791]} : new double[] {Math.max(draws[8], median - QUARTILES * (median - draws[200])),
                Math.min(draws[791], median + QUARTILES * (draws[600] - median))});
        }
        double least = ends.stream().mapToDouble(e -> e[0]).min().orElseThrow();
        double most = ends.stream().mapToDouble(e -> e[1]).max().orElseThrow();
        double[] middle = ends.stream().sorted(Comparator.comparingDouble(e -> e[1] - e[0])).toList().get(ends.size() / 2);
        double width = WIDEST * (middle[1] - middle[0]);
        if (discrete(choices)) {
            return new double[] {least - 0.6, Math.min(most, least + 40) + 0.6};
        }
        double low = Math.max(least, middle[0] - width);
        double high = Math.min(most, middle[1] + width);
        return new double[] {low - 0.05 * (high - low), high + 0.05 * (high - low)};
    }

    private double[] points() {
        double[] points = discrete(choices) ? new double[(int) (Math.floor(high) - Math.ceil(low)) + 1] : new double[POINTS];
        Arrays.setAll(points, i -> discrete(choices) ? Math.ceil(low) + i : low + (high - low) * i / (POINTS - 1));
        return points;
    }

    private double x(double value) {
        return LEFT + (WIDTH - LEFT - 8) * (value - low) / (high - low);
    }

    private double y(double density) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.min(density / top, 9);
    }

    private String svg() {
        StringBuilder svg = new StringBuilder("<svg class=\"plot\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"densities\">\n");
        axes(svg);
        double[] points = points();
        // an image inside the image is clipped
        svg.append("<svg x=\"0\" y=\"0\" width=\"" + WIDTH + "\" height=\"" + (HEIGHT - BOTTOM + 1) + "\">\n");
        for (int c = 0; c < choices.size(); c++) {
            svg.append(discrete(choices) ? stems(points, heights.get(c), c) : curve(points, heights.get(c), c));
        }
        return svg.append("</svg>\n</svg>\n").append(legend()).toString();
    }

    private void axes(StringBuilder svg) {
        svg.append("<path class=\"axis\" d=\"M").append(LEFT).append(' ').append(HEIGHT - BOTTOM).append('H').append(WIDTH - 8).append("\"/>\n");
        double step = discrete(choices) ? Math.max(1, step(high - low)) : step(high - low);
        for (double v = Math.ceil(low / step) * step; v <= high; v += step) {
            svg.append(String.format(Locale.ROOT, "<path class=\"axis\" d=\"M%.1f %dv4\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n", x(v), HEIGHT - BOTTOM, x(v),
                    HEIGHT - 6, label(v)));
        }
        double tall = step(top);
        for (double v = 0; v <= top; v += tall) {
            svg.append(String.format(Locale.ROOT, "<path class=\"grid\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n", LEFT, y(v), WIDTH - 8, LEFT - 5,
                    y(v) + 3.5, label(v)));
        }
    }

    /** One, two or five times a power of ten, so that a range has four to ten of it. */
    private static double step(double range) {
        double power = Math.pow(10, Math.floor(Math.log10(range / 4)));
        double ratio = range / 4 / power;
        return power * (ratio >= 5 ? 5 : ratio >= 2 ? 2 : 1);
    }

    private static String label(double v) {
        String text = String.format(Locale.ROOT, "%.6f", Math.abs(v) < 1e-9 ? 0 : v);
        return text.replaceAll("\\.?0+$", "").replace('-', '−');
    }

    private String curve(double[] points, double[] densities, int choice) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < points.length; i++) {
            boolean shown = densities[i] > 0 && !Double.isNaN(densities[i]);
            if (shown) {
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", drawing ? "L" : "M", x(points[i]), y(densities[i])));
            }
            drawing = shown;
        }
        return "<path class=\"line c" + choice + "\" d=\"" + path + "\"/>\n";
    }

    private String stems(double[] points, double[] probabilities, int choice) {
        StringBuilder stems = new StringBuilder("<g class=\"stem c" + choice + "\">");
        double shift = (choice - (choices.size() - 1) / 2.0) * 0.18;
        for (int i = 0; i < points.length; i++) {
            if (probabilities[i] > 0) {
                double at = x(points[i] + shift);
                stems.append(String.format(Locale.ROOT, "<path d=\"M%.1f %dV%.1f\"/><circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\"/>", at, HEIGHT - BOTTOM, y(probabilities[i]), at,
                        y(probabilities[i])));
            }
        }
        return stems.append("</g>\n").toString();
    }

    private String legend() {
        StringBuilder legend = new StringBuilder("<p class=\"legend\">");
        for (int c = 0; c < choices.size(); c++) {
            legend.append("<span class=\"c").append(c).append("\"><i></i><code>").append(Page.escaped(choices.get(c).toString().replaceAll("(\\.\\d{3})\\d+", "$1"))).append("</code></span> ");
        }
        return legend.append("</p>\n").toString();
    }
}
