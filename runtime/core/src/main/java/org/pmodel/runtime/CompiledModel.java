package org.pmodel.runtime;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Missing;
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
    /** Enough for expressions nested as deep as the front end takes them; memory is taken only as it is used. */
    private static final long STACK_BYTES = 1L << 30;

    private final Model model;
    private final Engine engine;
    private final Consumer<String> printed;
    private final Map<Question, FutureTask<Executable>> executables = new ConcurrentHashMap<>();

    /** @param printed takes what the model prints, whole lines at a time; called by the threads that run it */
    public CompiledModel(Model model, Engine engine, Consumer<String> printed) {
        this.model = model;
        this.engine = engine;
        this.printed = printed;
    }

    public Model model() {
        return model;
    }

    public Engine engine() {
        return engine;
    }

    /** The kernels for a question: one that binds data and one that answers. */
    public static Program program(Model model, Question question, Passes.Trace trace) {
        Kernel kernel = Programs.write(model, question);
        trace.accept("lower", kernel);
        Passes.Program divided = Passes.divide(kernel, trace);
        Kernel run = switch (question) {
            case Question.Gradient gradient -> Passes.gradient(divided.run(), trace);
            case Question.HessianVector product -> Passes.directional(Passes.gradient(divided.run(), trace), trace);
            default -> divided.run();
        };
        return Program.of(divided.bind(), run);
    }

    /** The code for a question; different questions may be compiled at the same time. */
    public Executable executable(Question question) {
        FutureTask<Executable> task = executables.computeIfAbsent(question,
                q -> new FutureTask<>(() -> engine.compile(program(model, q, Passes.Trace.NONE))));
        if (!task.isDone()) {
            // A task runs once, whichever thread comes first.
            new Thread(null, task, "pmodel-compile-" + question.name(), STACK_BYTES).start();
        }
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while compiling " + model.name(), e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case Throwable failure -> throw new IllegalStateException(failure);
            }
        }
    }

    /** The compiled question with data; {@code key} is for random numbers in transformed data. */
    public Instance bind(Question question, Data data, Key key) {
        Map<String, Object> arrays = new HashMap<>();
        for (Declaration d : model.data()) {
            data.flat(d, isMissing(d)).forEach((part, flat) -> {
                arrays.put("data_" + part, flat.array());
                arrays.put("shape_" + part, flat.shape());
            });
        }
        for (Missing m : model.missing()) {
            List<int[]> positions = missing(m, data);
            arrays.put("count_" + m.variable(), new int[] {positions.size()});
            arrays.put("missing_" + m.variable(), positions.stream().flatMapToInt(Arrays::stream).toArray());
        }
        try {
            return executable(question).bind(arrays, key, printed);
        } catch (KernelFault fault) {
            Diagnostic diagnostic = fault.diagnostic();
            throw new ModelException(data.source().isEmpty() ? diagnostic : diagnostic.withNote("with the data of " + data.source()));
        }
    }

    private boolean isMissing(Declaration declaration) {
        return model.missing().stream().anyMatch(m -> m.variable().equals(declaration.name()));
    }

    /** The indices, from zero, of the entries that are missing from a variable, in the order of the parameter that holds them. */
    public List<int[]> missing(Missing missing, Data data) {
        Declaration declaration = model.data().stream().filter(d -> d.name().equals(missing.variable())).findFirst().orElseThrow();
        return data.flat(declaration, true).get(missing.variable()).missing();
    }

    @Override
    public void close() {
        for (FutureTask<Executable> task : executables.values()) {
            if (task.isDone() && task.state() == Future.State.SUCCESS) {
                task.resultNow().close();
            }
        }
        executables.clear();
    }
}
