package org.pmodel.generate;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of the library as names of Java. */
final class Names {
    private static final Set<String> RESERVED = Set.of("int", "double", "final", "class", "new", "this", "default", "switch", "case");

    private Names() {}

    /** {@code MultiNormal} of {@code multi_normal}. */
    static String camel(String name) {
        return Arrays.stream(name.split("_")).filter(w -> !w.isEmpty()).map(w -> Character.toUpperCase(w.charAt(0)) + w.substring(1)).collect(Collectors.joining());
    }

    /** {@code lowerUpper} of {@code lower_upper}. */
    static String lowerCamel(String name) {
        String camel = camel(name);
        String lower = Character.toLowerCase(camel.charAt(0)) + camel.substring(1);
        return RESERVED.contains(lower) ? lower + "_" : lower;
    }

    /** A documentation text as it stands in a comment of Java: names between backticks are code. */
    static String javadoc(String text) {
        return text.strip().replace("&", "&amp;").replace("<", "&lt;").replaceAll("`([^`]*)`", "{@code $1}").replace("*/", "*&#47;");
    }
}
