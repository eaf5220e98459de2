package org.pmodel.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.pmodel.PModel;
import org.pmodel.infer.ModelQuantities;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelPrinter;
import org.pmodel.kernel.print.CppPrinter;
import org.pmodel.kernel.print.TextPrinter;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.CompiledModel;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.engine.JvmEngine;
import org.pmodel.runtime.engine.Program;
import org.pmodel.runtime.lower.Question;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pplc explain}: what the compiler makes of a model, stage by stage. */
@Command(name = "explain", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Prints a model as it is after a pass of the compiler, or the generated C++ or Java.",
            "Passes in order: elaborate (Model IR), lower (Kernel IR), then the passes over it; a pass that runs again has a number behind its name. "
                + "bind is the part that runs when data are bound, final what runs for each gradient, cpp and java the texts that are compiled."})
final class Explain implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments arguments;

    @Option(names = "--after", paramLabel = "PASS", required = true, description = "The pass; an unknown one lists them all.")
    private String after;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        try (PModel model = arguments.model(new JvmEngine(), err)) {
            Map<String, Supplier<String>> stages = stages(model.ir());
            Supplier<String> stage = stages.get(after);
            if (stage == null) {
                throw new ParameterException(spec.commandLine(), "there is no pass '" + after + "'; there are " + String.join(", ", stages.keySet()));
            }
            String text = stage.get();
            spec.commandLine().getOut().print(text.endsWith("\n") ? text : text + "\n");
            if (arguments.dataFile != null) {
                describe(model);
            }
        }
        return Pplc.GOOD;
    }

    private Map<String, Supplier<String>> stages(Model model) {
        Map<String, Supplier<String>> stages = new LinkedHashMap<>();
        stages.put("elaborate", () -> ModelPrinter.print(model));
        Program program = CompiledModel.program(model, new Question.Gradient(true), (pass, kernel) -> {
            int number = 2;
            String name = pass;
            while (stages.containsKey(name)) {
                name = pass + "-" + number++;
            }
            stages.put(name, () -> TextPrinter.print(kernel));
        });
        stages.put("bind", () -> TextPrinter.print(program.bind()));
        stages.put("final", () -> TextPrinter.print(program.run()));
        stages.put("cpp", () -> CppPrinter.print(program.bind(), program.run(), program.slots()));
        stages.put("java", () -> new JvmEngine().print(program));
        return stages;
    }

    /** Text does not depend on data; what does is said below it. */
    private void describe(PModel model) {
        try (Instance instance = model.compiled().bind(new Question.Values(false), arguments.data(), Key.of(0))) {
            ModelQuantities quantities = ModelQuantities.of(model.compiled(), arguments.data(), false, instance);
            PrintWriter out = spec.commandLine().getOut();
            out.println("// with the data of " + arguments.dataFile + ": " + quantities.dimension() + " unconstrained coordinates");
            quantities.quantities().forEach(q -> out.println("//   " + q.name() + (q.shape().sizes().isEmpty() ? "" : " " + q.shape().sizes())));
        }
    }
}
