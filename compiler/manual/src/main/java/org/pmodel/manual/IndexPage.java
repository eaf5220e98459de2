package org.pmodel.manual;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pmodel.compiler.Chapter;

/** The first page: chapters, and all names in alphabetical order. */
final class IndexPage {
    private IndexPage() {}

    static String html(List<Chapter> chapters) {
        Map<String, String> places = new TreeMap<>(String.CASE_INSENSITIVE_ORDER.thenComparing(s -> s));
        for (Chapter chapter : chapters) {
            chapter.entries().forEach(e -> places.putIfAbsent(e.definition().name().text(), chapter.name()));
        }
        String list = chapters.stream().map(c -> "<li><a href=\"" + c.name() + ".html\">" + Page.escaped(c.title()) + "</a> <small>" + c.entries().size()
                + "</small></li>\n").collect(Collectors.joining());
        return Page.html("Library", "<main class=\"index\">\n<h1>The library of PModel</h1>\n"
                + Page.prose("Every function, distribution and transform that a program can use, from the definitions in the language itself. In a terminal, "
                        + "`pplc doc NAME` shows one of them.")
                + "<h2>Chapters</h2>\n<ol class=\"chapters\">\n" + list + "</ol>\n<h2>Names</h2>\n" + names(places) + "</main>\n");
    }

    private static String names(Map<String, String> places) {
        StringBuilder html = new StringBuilder();
        char letter = 0;
        for (Map.Entry<String, String> place : places.entrySet()) {
            char first = Character.toUpperCase(place.getKey().charAt(0));
            if (first != letter) {
                html.append(letter == 0 ? "" : "</p>\n").append("<h4>").append(first).append("</h4>\n<p class=\"names\">");
                letter = first;
            }
            html.append("<a href=\"").append(place.getValue()).append(".html#").append(place.getKey()).append("\">").append(place.getKey()).append("</a> ");
        }
        return html.append("</p>\n").toString();
    }
}
