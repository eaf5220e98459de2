package org.pmodel;

import java.util.List;
import java.util.Map;
import org.pmodel.infer.ModelPosterior;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Model;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.CompiledModel;
import org.pmodel.runtime.Data;

/**
 * A model on an engine, to be bound to data any number of times. Safe for use by several threads; kernels live until it is closed.
 *
 * @param warnings what the compiler had to say
 * @param texts the text of every file read, by the name in spans
 */
public record PModel(CompiledModel compiled, List<Diagnostic> warnings, Map<String, String> texts) implements AutoCloseable {
    public PModel {
        warnings = List.copyOf(warnings);
        texts = Map.copyOf(texts);
    }

    /** Model IR: declarations, sites and plates. */
    public Model ir() {
        return compiled.model();
    }

    /** The posterior given data; random numbers in transformed data are those of seed 0. */
    public ModelPosterior bind(Data data) {
        return bind(data, Key.of(0));
    }

    /** @param key for random numbers in transformed data */
    public ModelPosterior bind(Data data, Key key) {
        return ModelPosterior.bind(compiled, data, key);
    }

    @Override
    public void close() {
        compiled.close();
    }
}
