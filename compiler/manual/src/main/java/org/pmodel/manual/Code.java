package org.pmodel.manual;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of the language as HTML, with words of the language, numbers and comments set apart. */
final class Code {
    private static final Pattern TOKEN = Pattern.compile("(?<comment>//[^\\n]*)|(?<word>\\b(?:distribution|function|primitive|transform|from|with|return|if|else|for|while|in|break|"
            + "continue|parameters|model|generated|quantities)\\b)|(?<type>\\b(?:int|real|complex|vector|row_vector|matrix|array|void|tuple|simplex|ordered|cov_matrix|corr_matrix|"
            + "cholesky_factor_cov|cholesky_factor_corr|complex_vector|complex_matrix|complex_row_vector|data)\\b)|(?<number>\\b\\d[\\d.]*(?:e[-+]?\\d+)?)|(?<name>\\w+)"
            + "|(?<text>\"[^\"\\n]*\")");

    private Code() {}

    static String html(String text) {
        StringBuilder html = new StringBuilder();
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        while (token.find()) {
            html.append(Page.escaped(text.substring(at, token.start())));
            String kind = token.group("comment") != null ? "c" : token.group("word") != null ? "k" : token.group("type") != null ? "t"
                    : token.group("number") != null ? "n" : token.group("text") != null ? "s" : null;
            String word = Page.escaped(token.group());
            html.append(kind == null ? word : "<span class=\"" + kind + "\">" + word + "</span>");
            at = token.end();
        }
        return html.append(Page.escaped(text.substring(at))).toString();
    }

    static String block(String text) {
        return "<pre><code>" + html(text) + "</code></pre>\n";
    }
}
