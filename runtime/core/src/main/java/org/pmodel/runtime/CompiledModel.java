package org.pmodel.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelException;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.pass.Passes;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.engine.Engine;
import org.pmodel.runtime.engine.Executable;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.engine.KernelFault;
import org.pmodel.runtime.engine.Program;
import org.pmodel.runtime.lower.Programs;
import org.pmodel.runtime.lower.Question;

/**
 * A model on an engine: compiles the kernel that answers a question the first time the question is put, and binds it to data any number of times.
 * Safe for use by several threads.
 */
public final class CompiledModel implements AutoCloseable {
    private final Model model;
    private final Engine engine;
    private final Map<Question, Executable> executables = new HashMap<>();

    public CompiledModel(Model model, Engine engine) {
        this.model = model;
        this.engine = engine;
    }

    public Model model() {
        return model;
    }

    public Engine engine() {
        return engine;
    }

    /** The kernels for a question: for a log density, its value and its gradient. */
    public static Program program(Model model, Question question, Passes.Trace trace) {
        Kernel kernel = Programs.write(model, question);
        trace.accept("lower", kernel);
        Passes.Program divided = Passes.divide(kernel, trace);
        List<Kernel> run = question instanceof Question.LogDensity
                ? List.of(divided.run(), Passes.gradient(divided.run(), trace).withName(question.name() + "_gradient")) : List.of(divided.run());
        return Program.of(divided.bind(), run);
    }

    public synchronized Executable executable(Question question) {
        return executables.computeIfAbsent(question, q -> engine.compile(program(model, q, Passes.Trace.NONE)));
    }

    /** The compiled question with data; {@code key} is for random numbers in transformed data. */
    public Instance bind(Question question, Data data, Key key) {
        Map<String, Object> arrays = new HashMap<>();
        for (Declaration d : model.data()) {
            Data.Flat flat = data.flat(d);
            arrays.put("data_" + d.name(), flat.array());
            arrays.put("shape_" + d.name(), flat.shape());
        }
        try {
            return executable(question).bind(arrays, key);
        } catch (KernelFault fault) {
            throw new ModelException(fault.diagnostic());
        }
    }

    @Override
    public synchronized void close() {
        executables.values().forEach(Executable::close);
        executables.clear();
    }
}
