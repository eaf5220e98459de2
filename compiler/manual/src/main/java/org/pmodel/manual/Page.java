package org.pmodel.manual;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What all pages share: the frame, with all its style inside, and how texts become HTML. */
final class Page {
    private Page() {}

    static String html(String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                + "<title>" + escaped(title) + " · PModel</title>\n<style>\n" + style() + "</style>\n</head>\n<body>\n" + body + "</body>\n</html>\n";
    }

    private static String style() {
        try (InputStream stream = Page.class.getResourceAsStream("style.css")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** Text of a comment: names between backticks are code, empty lines separate paragraphs. */
    static String prose(String text) {
        return text.isBlank() ? "" : "<p>" + escaped(text.strip()).replaceAll("`([^`]*)`", "<code>$1</code>").replaceAll("\\n\\n+", "</p>\n<p>") + "</p>\n";
    }
}
