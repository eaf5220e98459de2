package org.pmodel.generate;

import java.util.stream.Collectors;
import org.pmodel.ir.Function;
import org.pmodel.ir.Model;
import org.pmodel.ir.Transform;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.pass.Passes;
import org.pmodel.kernel.print.JavaPrinter;
import org.pmodel.runtime.CompiledModel;
import org.pmodel.runtime.engine.Program;
import org.pmodel.runtime.lower.Question;

/** The nested classes of one generated class: pairs of kernels, and expressions that make routines of them. */
final class Kernels {
    private final StringBuilder classes = new StringBuilder();

    /** The number that a function returns. */
    String value(String name, Model library, Function function) {
        return routine(name, CallModel.density(library, function), new Question.LogDensity(false));
    }

    /** The number that a function returns, with its derivatives. */
    String gradient(String name, Model library, Function function) {
        return routine(name, CallModel.density(library, function), new Question.Gradient(false));
    }

    /** Whatever a function returns, after its real arguments. */
    String quantity(String name, Model library, Function function) {
        return routine(name, CallModel.quantity(library, function), new Question.Values(true));
    }

    /** The derivatives of a weighted sum of the elements that a function returns. */
    String pullback(String name, Model library, Function function) {
        return routine(name, CallModel.weighted(library, function), new Question.Gradient(false));
    }

    String forward(Model library, Transform transform) {
        return routine(transform.name() + "_forward", CallModel.constrained(library, transform), new Question.Values(false));
    }

    String logJacobian(Model library, Transform transform) {
        return routine(transform.name() + "_log_jacobian", CallModel.constrained(library, transform), new Question.LogDensity(true));
    }

    /** The log Jacobian with its derivatives. */
    String logJacobianGradient(Model library, Transform transform) {
        return routine(transform.name() + "_log_jacobian_gradient", CallModel.constrained(library, transform), new Question.Gradient(true));
    }

    String inverse(Model library, Transform transform) {
        return routine(transform.name() + "_inverse", CallModel.constrained(library, transform), new Question.Unconstrain());
    }

    private String routine(String name, Model model, Question question) {
        Program program = CompiledModel.program(model, question, Passes.Trace.NONE);
        String bind = add(name + "_bind", program.bind(), program);
        String run = add(name + "_run", program.run(), program);
        String faults = program.run().faults().stream().map(f -> f.message().replace('\n', ' ')).collect(Collectors.joining("\n"));
        return "new Routine(\"" + String.join(" ", program.slots()) + "\", " + bind + "::new, " + run + "::new,\n            " + quoted(faults) + ")";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\u001e", "\\u001e") + "\"";
    }

    private String add(String name, Kernel kernel, Program program) {
        String className = Names.camel(name);
        classes.append("private static ").append(JavaPrinter.source(kernel.withName(className), program.slots())).append('\n');
        return className;
    }

    String classes() {
        return classes.toString().indent(4);
    }
}
