package org.pmodel.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks every program of a folder and counts which are accepted and which are refused with a located message. */
@Command(name = "corpus", mixinStandardHelpOptions = true, description = "Checks the programs of a folder: those below a folder named good must be "
        + "accepted, those below a folder named bad refused with a located message. A folder without these holds good programs only. "
        + "The exit status is 0 when every program is as expected.")
public final class Corpus implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A folder of .stan, .stanfunctions and .pmodel files.")
    private Path folder;

    @Option(names = "--include-path", paramLabel = "DIR", description = "A folder searched for included files; may be repeated.")
    private List<Path> includePaths = List.of();

    @Option(names = "--format", description = "Also format the good programs: twice is as once, and the model stays what it was.")
    private boolean format;

    @Option(names = "--mutate", paramLabel = "N", defaultValue = "0", description = "Also check N programs made of these by deleting, doubling and exchanging words.")
    private int mutations;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the mutations.")
    private long seed;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Corpus()).execute(arguments));
    }

    @Override
    public Integer call() {
        Path goodFolder = folder.resolve("good");
        boolean divided = Files.isDirectory(goodFolder);
        Tally good = check(divided ? goodFolder : folder, true);
        Tally bad = divided ? check(folder.resolve("bad"), false) : new Tally(0, 0, 0);
        int crashed = good.crashed() + bad.crashed();
        crashed += mutations > 0 ? Mutations.crashes(programs(folder), mutations, seed, includePaths) : 0;
        int unformatted = format ? unformatted(divided ? goodFolder : folder) : 0;
        System.out.printf("corpus: good %d of %d accepted, bad %d of %d refused, %d crashed%n", good.expected(), good.all(), bad.expected(), bad.all(), crashed);
        return good.expected() == good.all() && bad.expected() == bad.all() && crashed == 0 && unformatted == 0 ? 0 : 1;
    }

    private record Tally(int expected, int all, int crashed) {}

    private Tally check(Path programs, boolean acceptable) {
        int expected = 0;
        int crashed = 0;
        List<Path> files = programs(programs);
        for (Path file : files) {
            Verdict verdict = Verdict.of(file, includePaths);
            boolean right = acceptable ? verdict instanceof Verdict.Accepted : verdict instanceof Verdict.Refused r && r.located();
            expected += right ? 1 : 0;
            crashed += verdict instanceof Verdict.Crashed ? 1 : 0;
            if (!right) {
                System.out.println(folder.relativize(file) + ": " + verdict.text());
            }
        }
        return new Tally(expected, files.size(), crashed);
    }

    private int unformatted(Path programs) {
        int accepted = 0;
        int faults = 0;
        for (Path file : programs(programs)) {
            if (Verdict.of(file, includePaths) instanceof Verdict.Accepted) {
                String fault = Formatted.fault(file, includePaths);
                accepted++;
                faults += fault == null ? 0 : 1;
                if (fault != null) {
                    System.out.println(folder.relativize(file) + " " + fault);
                }
            }
        }
        System.out.printf("format: %d of %d accepted programs keep their model and form%n", accepted - faults, accepted);
        return faults;
    }

    private static List<Path> programs(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(f -> f.toString().matches(".*\\.(stan|stanfunctions|pmodel)")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
