package org.pmodel.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.pmodel.PModel;
import org.pmodel.infer.ModelQuantities;
import org.pmodel.infer.Quantity;
import org.pmodel.ir.Diagnostic;
import org.pmodel.numerics.Key;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Question;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pplc log-density}: the log density, its gradient and the values of parameters at given points. */
@Command(name = "log-density", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Prints the log density and its gradient at points of the unconstrained space, as JSON.")
final class LogDensity implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments arguments;

    @Option(names = "--unconstrained", paramLabel = "FILE", required = true,
            description = "JSON with the coordinates of a point, or an array of points.")
    private Path pointFile;

    @Option(names = "--no-jacobian", description = "Leave out the change of variables.")
    private boolean noJacobian;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Data data = arguments.data();
        Question values = new Question.Values(false);
        try (PModel model = arguments.model(arguments.engine(err), err);
                Instance density = model.compiled().bind(new Question.Gradient(!noJacobian), data, Key.of(0));
                Instance constrain = model.compiled().bind(values, data, Key.of(0))) {
            ModelQuantities quantities = ModelQuantities.of(model.compiled(), data, false, constrain);
            Points points = Points.read(pointFile, quantities.dimension());
            ArrayNode results = JsonNodeFactory.instance.arrayNode();
            Evaluation evaluation = new Evaluation(density, constrain, quantities);
            points.points().forEach(p -> results.add(evaluation.at(p)));
            spec.commandLine().getOut().println(points.single() ? results.get(0) : results);
            if (evaluation.fault != null) {
                err.print(Excerpts.render(List.of(evaluation.fault)));
                return Pplc.WRONG;
            }
            return Pplc.GOOD;
        }
    }

    /** Evaluates points; keeps the first fault. */
    private static final class Evaluation {
        private final Instance density;
        private final Instance constrain;
        private final ModelQuantities quantities;
        private Diagnostic fault;

        Evaluation(Instance density, Instance constrain, ModelQuantities quantities) {
            this.density = density;
            this.constrain = constrain;
            this.quantities = quantities;
        }

        ObjectNode at(double[] point) {
            double[] out = run(density, point, quantities.dimension() + 1);
            double[] values = run(constrain, point, quantities.scalars());
            ObjectNode result = JsonNodeFactory.instance.objectNode();
            result.set("log_density", Json.number(out[0]));
            result.set("gradient", Json.numbers(out, 1));
            ObjectNode constrained = result.putObject("constrained");
            int offset = 0;
            for (Quantity quantity : quantities.quantities()) {
                constrained.set(quantity.name(), Json.value(values, offset, quantity.shape()));
                offset += quantity.size();
            }
            return result;
        }

        private double[] run(Instance instance, double[] point, int size) {
            double[] out = new double[size];
            if (!instance.run(point, out)) {
                Arrays.fill(out, Double.NaN);
                fault = fault == null ? instance.fault().diagnostic() : fault;
            }
            return out;
        }
    }
}
