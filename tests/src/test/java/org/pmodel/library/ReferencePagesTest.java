package org.pmodel.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.Engines;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Library;
import org.pmodel.compiler.Source;
import org.pmodel.distribution.Families;
import org.pmodel.infer.ModelPosterior;
import org.pmodel.manual.Example;
import org.pmodel.manual.WriteManual;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.Data;
import org.xml.sax.InputSource;

/** The pages of the reference: examples give what they say, and browsers find nothing wrong and nothing missing. */
class ReferencePagesTest {
    @TempDir
    private Path folder;

    /** Those that Java has, and for each template what it makes of one of them. */
    static List<String> families() {
        List<String> names = new ArrayList<>(Families.names());
        Library.standard().chapters().stream().flatMap(c -> c.entries().stream()).filter(e -> e.text().contains("<base>"))
                .forEach(e -> names.add(e.definition().name().text()));
        return names;
    }

    @ParameterizedTest
    @MethodSource("families")
    void theExampleGivesWhatItSays(String family) {
        Optional<Example> example = Example.of(family);
        if (example.isEmpty()) {
            return;
        }
        String program = "generated quantities { real value = " + example.get().call() + "; }";
        try (PModel model = Models.compile(new Source("example.pmodel", program), CompilerOptions.DEFAULT, Engines.java(), message -> { });
                ModelPosterior posterior = model.bind(Data.EMPTY)) {
            double[] value = new double[1];
            posterior.outputs().write(new double[0], Key.of(1), value);
            assertEquals(example.get().value(), value[0], 1e-13 * Math.max(1, Math.abs(value[0])), example.get().call());
        }
    }

    @Test
    void pagesAreWellFormedAndLinksLeadSomewhere() throws Exception {
        WriteManual.main(new String[] {folder.toString()});
        try (Stream<Path> pages = Files.list(folder)) {
            for (Path page : pages.toList()) {
                String html = Files.readString(page);
                // XML but for its first line
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html.substring(html.indexOf('\n') + 1))));
                assertTrue(!html.contains("src=") && !html.contains("http"), page + " needs nothing from elsewhere");
                for (var link : Pattern.compile("href=\"([^\"#]*)#?([^\"]*)\"").matcher(html).results().toList()) {
                    Path target = link.group(1).isEmpty() ? page : folder.resolve(link.group(1));
                    assertTrue(Files.exists(target) && (link.group(2).isEmpty() || Files.readString(target).contains("id=\"" + link.group(2) + "\"")), page + ": " + link.group());
                }
            }
        }
    }
}
