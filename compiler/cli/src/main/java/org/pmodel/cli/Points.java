package org.pmodel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

/**
 * Points of the unconstrained space from a JSON file: an array of numbers, or an array of such arrays.
 *
 * @param single whether the file holds one point and not an array of points
 */
record Points(List<double[]> points, boolean single) {
    static Points read(Path file, int dimension) {
        JsonNode root = parse(file);
        if (!root.isArray()) {
            throw wrong(file, "expected an array of numbers, or an array of such arrays");
        }
        boolean single = root.isEmpty() ? dimension == 0 : !root.get(0).isArray();
        List<double[]> points = new ArrayList<>();
        if (single) {
            points.add(point(file, "the point", root, dimension));
        } else {
            for (int i = 0; i < root.size(); i++) {
                points.add(point(file, "point " + (i + 1), root.get(i), dimension));
            }
        }
        return new Points(points, single);
    }

    private static JsonNode parse(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            int line = e.getLocation().getLineNr();
            int column = Math.max(1, e.getLocation().getColumnNr());
            throw new ModelException(Diagnostic.error("E0741", new Span(file.toString(), line, column, line, column + 1),
                    "malformed JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            throw new ModelException(Diagnostic.error("E0740", Span.NONE,
                    file + ": " + (Files.exists(file) ? "cannot be read: " + e.getMessage() : "no such file")));
        }
    }

    private static double[] point(Path file, String name, JsonNode numbers, int dimension) {
        if (!numbers.isArray()) {
            throw wrong(file, name + " is not an array of numbers");
        }
        if (numbers.size() != dimension) {
            throw wrong(file, name + " has " + numbers.size() + " coordinates, the model has " + dimension);
        }
        double[] point = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            if (!numbers.get(i).isNumber()) {
                throw wrong(file, "coordinate " + (i + 1) + " of " + name + " is " + numbers.get(i) + ", which is not a number");
            }
            point[i] = numbers.get(i).doubleValue();
        }
        return point;
    }

    private static ModelException wrong(Path file, String what) {
        return new ModelException(Diagnostic.error("E0742", Span.NONE, file + ": " + what));
    }
}
