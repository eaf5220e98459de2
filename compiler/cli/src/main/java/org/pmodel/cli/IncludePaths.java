package org.pmodel.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/** The folders in which included files are looked for. */
final class IncludePaths {
    @Option(names = "--include-path", paramLabel = "DIR", showDefaultValue = Help.Visibility.NEVER,
            description = "A folder searched for included files; may be repeated.")
    List<Path> folders = List.of();
}
