package org.pmodel.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.pmodel.Models;
import org.pmodel.PModel;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.runtime.engine.Engine;

/** A folder of model texts, named as in the index of the reference. */
record ModelFolder(Path folder) {
    /** The reference values are in the coordinates of stick-breaking. */
    static final CompilerOptions OPTIONS = CompilerOptions.DEFAULT.withTransforms(Map.of("simplex", "simplex_stick_breaking"));

    /** The text of a model; our own comes before Stan's. */
    Optional<Path> text(String model) {
        return Stream.of(".pmodel", ".stan").map(ending -> folder.resolve(model + ending)).filter(Files::exists).findFirst();
    }

    /** Whether a model solves differential equations. */
    static boolean solves(PModel model) {
        return model.ir().functions().values().stream().anyMatch(f -> f.name().equals("explicit_runge_kutta") || f.name().equals("radau"));
    }

    static PModel compile(Path text, Engine engine) {
        return Models.compile(Source.read(text), OPTIONS, engine, printed -> { });
    }
}
