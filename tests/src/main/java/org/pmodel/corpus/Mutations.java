package org.pmodel.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.pmodel.compiler.Source;

/** Programs with a few words deleted, doubled or exchanged: whatever comes of them, the compiler says what it thinks. */
final class Mutations {
    private static final Pattern WORD = Pattern.compile("\\s+|\\w+|[^\\s\\w]");
    private static final int MOST_CHANGES = 3;

    private Mutations() {}

    /** Checks that many programs made of the files and prints those that crash. @return how many do */
    static int crashes(List<Path> files, int count, long seed, List<Path> includePaths) {
        Random random = new Random(seed);
        int accepted = 0;
        int crashed = 0;
        for (int i = 0; i < count; i++) {
            Source mutated = mutated(Source.read(files.get(random.nextInt(files.size()))), random);
            switch (Verdict.of(mutated, includePaths)) {
                case Verdict.Accepted a -> accepted++;
                case Verdict.Refused r -> { }
                case Verdict.Crashed c -> {
                    crashed++;
                    System.out.println("mutation " + i + " of " + mutated.file() + ": " + c.text() + "\n" + mutated.text());
                }
            }
        }
        System.out.printf("mutations: %d programs, %d accepted, %d refused, %d crashed%n", count, accepted, count - accepted - crashed, crashed);
        return crashed;
    }

    private static Source mutated(Source source, Random random) {
        List<String> words = new ArrayList<>(WORD.matcher(source.text()).results().map(MatchResult::group).toList());
        for (int change = 1 + random.nextInt(MOST_CHANGES); change > 0 && words.size() > 1; change--) {
            int at = random.nextInt(words.size());
            int other = random.nextInt(words.size());
            switch (random.nextInt(3)) {
                case 0 -> words.remove(at);
                case 1 -> words.add(at, words.get(at));
                default -> words.set(at, words.set(other, words.get(at)));
            }
        }
        return new Source(source.file(), String.join("", words));
    }
}
