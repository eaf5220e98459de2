package org.pmodel.manual;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.pmodel.compiler.Chapter;
import org.pmodel.compiler.elaborate.DerivedDefinitions;
import org.pmodel.compiler.syntax.Definition;

/** The page of one chapter of the library. */
final class ChapterPage {
    private final Chapter chapter;
    private final Set<String> anchors = new HashSet<>();

    private ChapterPage(Chapter chapter) {
        this.chapter = chapter;
    }

    static String html(Chapter chapter, List<Chapter> all) {
        return Page.html(chapter.title(), new ChapterPage(chapter).body(all));
    }

    private String body(List<Chapter> all) {
        String navigation = "<nav><a href=\"index.html\">PModel library</a>\n<ol>\n" + all.stream().map(c -> "<li><a href=\"" + c.name() + ".html\""
                + (c == chapter ? " aria-current=\"page\"" : "") + ">" + Page.escaped(c.title()) + "</a></li>\n").collect(Collectors.joining()) + "</ol></nav>\n";
        return navigation + "<main>\n<h1>" + Page.escaped(chapter.title()) + "</h1>\n" + Page.prose(introduction())
                + chapter.sections().stream().map(this::section).collect(Collectors.joining()) + "</main>\n";
    }

    /** What the chapter's comment says beyond its title. */
    private String introduction() {
        String text = chapter.introduction();
        return text.startsWith(chapter.title() + ".") ? text.substring(chapter.title().length() + 1).strip() : text;
    }

    private String section(Chapter.Section section) {
        String heading = section.title().isEmpty() ? "" : "<h2>" + Page.escaped(section.title()) + "</h2>\n"
                + (section.text().replaceAll("[.:]$", "").equals(section.title()) ? "" : Page.prose(section.text()));
        return heading + section.entries().stream().map(this::entry).collect(Collectors.joining());
    }

    private String entry(Chapter.Entry entry) {
        Definition definition = entry.definition();
        String name = definition.name().text();
        String anchor = anchors.add(name) ? " id=\"" + name + "\"" : "";
        return "<article" + anchor + ">\n<h3><a href=\"#" + name + "\">" + name + "</a></h3>\n" + Page.prose(definition.documentation()) + body(entry) + "</article>\n";
    }

    private static String body(Chapter.Entry entry) {
        return switch (entry.definition()) {
            case Definition.Distribution d -> new DistributionArticle(d, entry.text()).html();
            case Definition.Transform t -> Code.block(entry.text());
            case Definition.Primitive p -> Code.block(entry.text());
            case Definition.Function f -> "<pre><code>" + Code.html(DerivedDefinitions.signature(f)) + "</code></pre>\n"
                + Formula.of(f.body() == null ? List.of() : f.body()).filter(m -> !m.contains("mtext>…")).map(m -> Formula.display(left(f), m)).orElse("")
                + "<details><summary>Definition</summary>\n" + Code.block(entry.text()) + "</details>\n";
        };
    }

    private static String left(Definition.Function f) {
        return "<mi mathvariant=\"normal\">" + f.name() + "</mi><mrow><mo>(</mo>" + f.parameters().stream().map(p -> Formula.name(p.name().text())).collect(Collectors.joining("<mo>,</mo>"))
                + "<mo>)</mo></mrow>";
    }
}
