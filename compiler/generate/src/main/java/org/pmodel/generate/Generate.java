package org.pmodel.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.pmodel.compiler.Library;
import org.pmodel.ir.Model;

/** Writes the Java classes of the library's families and constraints into a folder of sources. */
public final class Generate {
    private Generate() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]).resolve("org/pmodel/distribution");
        Files.createDirectories(folder);
        Library standard = Library.standard();
        Model library = standard.model();
        Smoothness smoothness = new Smoothness(library);
        List<FamilySource> families = new TreeMap<>(library.distributions()).values().stream().filter(FamilySource::isExpressible)
                .map(family -> new FamilySource(library, family, smoothness)).toList();
        for (FamilySource family : families) {
            Files.writeString(folder.resolve(family.className() + ".java"), family.source());
        }
        Files.writeString(folder.resolve("Families.java"), FamiliesSource.source(families));
        Files.writeString(folder.resolve("Constraints.java"), new ConstraintsSource(library, t -> standard.transform(t.name()).documentation()).source());
    }
}
