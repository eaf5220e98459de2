package org.pmodel.manual;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pmodel.compiler.elaborate.DerivedDefinitions;
import org.pmodel.compiler.syntax.Definition;

/** What the manual says of a distribution: formula, picture, parameters and support, moments, example, definition. */
final class DistributionArticle {
    private static final Map<String, String> OPERATIONS = Map.of("mean", "mean", "variance", "variance", "mode", "mode", "median", "median", "entropy", "entropy");

    private final Definition.Distribution distribution;
    private final String text;

    DistributionArticle(Definition.Distribution distribution, String text) {
        this.distribution = distribution;
        this.text = text;
    }

    String html() {
        return density() + picture() + parameters() + moments() + example() + Code.block(text) + functions();
    }

    private String density() {
        return distribution.items().stream().filter(i -> i.name().text().equals("logpdf") || i.name().text().equals("logpmf"))
                .flatMap(i -> Formula.of(i.body()).map(f -> Formula.display(left(i), f)).stream()).findFirst().orElse("");
    }

    private String left(Definition.Item density) {
        String parameters = distribution.parameters().stream().map(p -> Formula.name(p.name().text())).collect(Collectors.joining("<mo>,</mo>"));
        return Formula.LOG + "<mi>p</mi><mrow><mo>(</mo>" + Formula.name(density.parameters().get(0).text()) + (parameters.isEmpty() ? "" : "<mo>|</mo>" + parameters) + "<mo>)</mo></mrow>";
    }

    private String picture() {
        return Plot.svg(distribution.name().text()).map(s -> "<figure>" + s + "</figure>\n").orElse("");
    }

    private String parameters() {
        String rows = distribution.parameters().stream().map(p -> row(p.name().text(), "<code>" + Code.html(TypeText.of(p.type())) + "</code>")).collect(Collectors.joining());
        return "<table>\n" + rows + row("support", "<code>" + Code.html(TypeText.of(distribution.variate())) + "</code>") + "</table>\n";
    }

    private static String row(String name, String value) {
        return "<tr><th>" + (name.equals("support") ? name : "<math>" + Formula.name(name) + "</math>") + "</th><td>" + value + "</td></tr>\n";
    }

    private String moments() {
        List<String> rows = distribution.items().stream().filter(i -> OPERATIONS.containsKey(i.name().text()))
                .flatMap(i -> Formula.of(i.body()).map(f -> "<tr><th>" + i.name().text() + "</th><td><math>" + f + "</math></td></tr>\n").stream()).toList();
        return rows.isEmpty() ? "" : "<table>\n" + String.join("", rows) + "</table>\n";
    }

    private String example() {
        return Example.of(distribution.name().text()).map(e -> "<p>For example</p>\n" + Code.block(e.call() + "   // " + e.value())
                + "<p>or in Java</p>\n" + Code.block(e.java())).orElse("");
    }

    private String functions() {
        return "<details><summary>Functions that follow</summary>\n" + Code.block(DerivedDefinitions.of(distribution).values().stream().map(DerivedDefinitions::signature)
                .collect(Collectors.joining("\n"))) + "</details>\n";
    }
}
