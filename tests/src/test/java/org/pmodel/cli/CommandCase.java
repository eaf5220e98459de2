package org.pmodel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line with the files it reads and what comes of it, in one text file.
 *
 * <pre>
 * $ check model.pmodel
 * --- model.pmodel
 * parameters { real mu }
 * --- status
 * 1
 * --- err
 * model.pmodel:1:21: …
 * </pre>
 *
 * @param files by name, to be written to a folder before
 * @param expected the sections {@code status}, {@code err} and {@code out}; one that is absent is not looked at
 */
record CommandCase(List<String> words, Map<String, String> files, Map<String, String> expected) {
    private static final List<String> RESULTS = List.of("status", "err", "out");

    static CommandCase read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (!lines.getFirst().startsWith("$ ")) {
            throw new IllegalArgumentException(file + " does not begin with a command");
        }
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        StringBuilder current = new StringBuilder();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("--- ")) {
                current = new StringBuilder();
                sections.put(line.substring(4), current);
            } else {
                current.append(line).append('\n');
            }
        }
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, String> expected = new LinkedHashMap<>();
        sections.forEach((name, text) -> (RESULTS.contains(name) ? expected : files).put(name, text.toString()));
        return new CommandCase(List.of(lines.getFirst().substring(2).split(" ")), files, expected);
    }

    /** Runs in this process, in a folder that messages do not show; returns the sections that are expected. */
    Map<String, String> run(Path folder, List<String> more) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean file = i > 0 && word.matches("[\\w-]+(\\.\\w+|/\\w+)+") && !word.matches("[\\d.]+");
            arguments.add(file ? folder.resolve(word).toString() : word);
        }
        arguments.addAll(more);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Pplc.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
        Map<String, String> results = new LinkedHashMap<>();
        results.put("status", status + "\n");
        results.put("err", err.toString().replace(folder + "/", ""));
        results.put("out", out.toString().replace(folder + "/", ""));
        results.keySet().retainAll(expected.keySet());
        return results;
    }
}
