package org.pmodel.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pmodel.compiler.Chapter;
import org.pmodel.compiler.Library;

/** Writes the pages into a folder: {@code index.html} and one for each chapter of the library. */
public final class WriteManual {
    private WriteManual() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        List<Chapter> chapters = Library.standard().chapters();
        Files.writeString(folder.resolve("index.html"), IndexPage.html(chapters));
        for (Chapter chapter : chapters) {
            Files.writeString(folder.resolve(chapter.name() + ".html"), ChapterPage.html(chapter, chapters));
        }
    }
}
