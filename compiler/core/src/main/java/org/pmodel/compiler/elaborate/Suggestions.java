package org.pmodel.compiler.elaborate;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that was probably meant: the nearest by number of edits, when it is near. */
public final class Suggestions {
    private Suggestions() {}

    public static Optional<String> nearest(String written, Collection<String> names) {
        int most = Math.max(1, written.length() / 3);
        return names.stream().filter(n -> Math.abs(n.length() - written.length()) <= most)
            .map(n -> new Candidate(n, distance(written.toLowerCase(), n.toLowerCase())))
            .filter(c -> c.distance() <= most && c.distance() < written.length())
            .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name)).map(Candidate::name);
    }

    private record Candidate(String name, int distance) {}

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
