package org.pmodel.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A list of function signatures, one per row, and the program that calls each of them: function {@code row_7} of that program has the arguments of
 * row 7 as its parameters and returns its result, so that the front end itself says whether a row is accepted.
 */
record SignatureList(List<Row> rows) {
    private static final Set<String> CONDITIONAL = Set.of("lpdf", "lpmf", "cdf", "lcdf", "lccdf");

    /** @param arguments types in the language's own words; a function's type as {@code (real, vector) => vector} */
    record Row(String name, String group, String kind, List<String> arguments, String result, List<Integer> dataOnly) {
        @Override
        public String toString() {
            return name + "(" + String.join(", ", arguments) + ") : " + result;
        }
    }

    static SignatureList read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return new SignatureList(lines.subList(1, lines.size()).stream().map(SignatureList::row).toList());
    }

    private static Row row(String line) {
        String[] cells = line.split("\t", -1);
        List<Integer> data = cells[5].isEmpty() ? List.of() : Arrays.stream(cells[5].split(",")).map(Integer::valueOf).toList();
        // further arguments of whatever type: two reals where a tuple of them is wanted, one to print, else none
        String arguments = cells[3].replaceAll("\\.\\.\\.[LK]", "real, real").replace("...printable", "real").replaceAll("(, )?\\.\\.\\.", "")
                .replace("array[] T", "array[] real");
        String name = cells[0].startsWith("int_divide") ? "int_divide" : cells[0];
        return new Row(name, cells[1], cells[2], split(arguments), cells[4], data);
    }

    /** Parts between commas that stand in no bracket. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        return text.isBlank() ? List.of() : parts;
    }

    /** The row that stands on a line of the program, counted from 1. */
    int rowAt(int line) {
        return line - 2;
    }

    /** @param without rows whose lines stay empty */
    String program(Set<Integer> without) {
        StringBuilder text = new StringBuilder("functions {\n");
        for (int i = 0; i < rows.size(); i++) {
            text.append(without.contains(i) ? "" : definition(i)).append('\n');
        }
        return text.append("}\nmodel {}\n").toString();
    }

    private String definition(int index) {
        Row row = rows.get(index);
        List<String> parameters = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        StringBuilder functions = new StringBuilder();
        for (int i = 0; i < row.arguments().size(); i++) {
            String type = row.arguments().get(i);
            if (type.contains("=>")) {
                functions.append(callee(index, type)).append(' ');
                arguments.add("f_" + index);
            } else {
                parameters.add((row.dataOnly().contains(i + 1) ? "data " : "") + type + " a" + i);
                arguments.add("a" + i);
            }
        }
        String head = row.result() + " " + functionName(index) + "(" + String.join(", ", parameters) + ")";
        return functions + head + " { " + (row.result().equals("void") ? "" : "return ") + call(row, arguments) + "; }";
    }

    private static String call(Row row, List<String> arguments) {
        if (row.name().equals("int_divide")) {
            return String.join(" %/% ", arguments);
        }
        boolean bar = CONDITIONAL.contains(row.kind()) && arguments.size() > 1;
        return row.name() + "(" + (bar ? arguments.get(0) + " | " + String.join(", ", arguments.subList(1, arguments.size())) : String.join(", ", arguments)) + ")";
    }

    /** The function that a row passes to the one it calls, of the type {@code (A, B) => R}. */
    private static String callee(int index, String type) {
        List<String> types = split(type.substring(1, type.lastIndexOf(") =>")));
        List<String> parameters = new ArrayList<>();
        for (String parameter : types) {
            parameters.add(parameter + " x" + parameters.size());
        }
        String result = type.substring(type.lastIndexOf("=>") + 2).strip();
        return result + " f_" + index + "(" + String.join(", ", parameters) + ") { reject(0); }";
    }

    /** The name of the program's function for a row; its ending allows what the row does. */
    String functionName(int index) {
        Row row = rows.get(index);
        String ending = row.name().endsWith("_rng") ? "_rng" : row.name().endsWith("_jacobian") ? "_jacobian" : row.name().equals("target") ? "_lp" : "";
        return "row_" + index + ending;
    }
}
