package org.pmodel.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.ad.Forward;
import org.pmodel.kernel.ad.Reverse;
import org.pmodel.kernel.pass.Passes;
import org.pmodel.kernel.print.TextParser;
import org.pmodel.kernel.print.TextPrinter;

/** What holds of a kernel that computes an objective, as checks that say what went wrong. */
final class Laws {
    enum Law {
        /** Printing and reading back changes nothing. */
        TEXT,
        /** Every pass leaves a well-formed kernel of the same value. */
        PASSES,
        /** So do binding once and running at several points. */
        STAGES,
        /** Differentiation gives the forward-mode derivatives. */
        GRADIENT,
        /** So does forward-mode differentiation, of the kernel and of its gradient. */
        FORWARD,
        /** So does the whole pipeline, after each of its passes. */
        PIPELINE
    }

    private static final double LARGEST = 1e3, TOLERANCE = 1e-9;
    private static final int POINTS = 2;

    /** A run on one data set at one point, with its value and forward-mode derivatives. */
    private record Case(int variant, double[] theta, double[] expected) {}

    private final Kernel kernel;
    private final int dimension;
    private final List<Case> cases = new ArrayList<>();
    private boolean tame = true;

    Laws(Kernel kernel) {
        this.kernel = kernel;
        this.dimension = dimension(kernel);
        for (int variant = 0; variant < Data.VARIANTS; variant++) {
            for (int point = 0; point < POINTS; point++) {
                double[] theta = Data.theta(dimension, variant + 10 * point);
                cases.add(new Case(variant, theta, expected(variant, theta)));
            }
        }
    }

    /** The size of the input, which stands in the program. */
    static int dimension(Kernel kernel) {
        for (Stmt s : kernel.body().statements()) {
            if (s instanceof Stmt.Alloc(Array array, List<Atom> sizes, Stmt.Storage storage) && storage instanceof Stmt.Storage.Input && sizes.get(0) instanceof Atom.Int n) {
                return n.value();
            }
        }
        return 0;
    }

    private double[] expected(int variant, double[] theta) {
        double[] expected = new double[dimension + 1];
        for (int i = 0; i < dimension; i++) {
            double[] direction = new double[dimension];
            direction[i] = 1;
            Interpreter.Outcome outcome = Interpreter.run(kernel, Data.of(variant), theta, direction, dimension + 1);
            expected[0] = outcome.output()[0];
            expected[i + 1] = outcome.tangent()[0];
            tame &= outcome.largest() < LARGEST && Math.abs(expected[0]) < LARGEST && Math.abs(expected[i + 1]) < LARGEST;
        }
        return expected;
    }

    /** Whether all numbers are of a size that rounding leaves alone. */
    boolean areTame() {
        return tame;
    }

    /** @return what is wrong, or {@code null} */
    String broken(Law law) {
        try {
            return switch (law) {
                case TEXT -> text();
                case PASSES -> passes();
                case STAGES -> stages();
                case GRADIENT -> compare("gradient", Reverse.gradient(kernel), true, 1);
                case FORWARD -> forward();
                case PIPELINE -> pipeline();
            };
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            return e + " at " + List.of(trace).subList(0, Math.min(4, trace.length));
        }
    }

    private String text() {
        String text = TextPrinter.print(kernel);
        Kernel back = TextParser.parse(text, Library::byName);
        return back.equals(kernel) && TextPrinter.print(back).equals(text) ? null : "read back differently";
    }

    private String passes() {
        for (List<Pass> passes : List.of(Passes.BEFORE_STAGING, Passes.AFTER_STAGING, Passes.GRADIENT, Passes.EXPANSION)) {
            Kernel result = kernel;
            for (Pass pass : passes) {
                if (!pass.name().equals("differentiate")) {
                    result = pass.apply(result);
                    String message = compare("after " + pass.name(), result, false, 1);
                    if (message != null) {
                        return message;
                    }
                }
            }
        }
        return null;
    }

    private String stages() {
        Passes.Program program = Passes.divide(kernel, Passes.Trace.NONE);
        String verified = verify("bind", program.bind());
        return verified != null ? verified : compareBound("run", program, program.run(), false);
    }

    private String forward() {
        String message = forward("forward", Forward.derivative(kernel), size(kernel));
        return message != null ? message : forward("forward of the gradient", Forward.derivative(Reverse.gradient(kernel)), dimension + 1);
    }

    private String forward(String what, Kernel derivative, int outputs) {
        String message = verify(what, derivative);
        for (int c = 0; message == null && c < cases.size(); c += POINTS) {
            Case at = cases.get(c);
            for (int i = 0; message == null && i < dimension; i++) {
                double[] input = Arrays.copyOf(at.theta, 2 * dimension);
                input[dimension + i] = 1;
                double[] output = Interpreter.run(derivative, Data.of(at.variant), input, new double[2 * dimension], 2 * outputs).output();
                double[] found = {output[0], output[outputs]}, expected = {at.expected[0], at.expected[i + 1]};
                for (int k = 0; k < 2; k++) {
                    if (!(Math.abs(found[k] - expected[k]) <= TOLERANCE * Math.max(1, Arrays.stream(at.expected).map(Math::abs).max().orElseThrow()))) {
                        message = what + ", data " + at.variant + ": " + (k == 0 ? "value" : "derivative " + i) + " is " + found[k] + ", expected " + expected[k];
                    }
                }
            }
        }
        return message;
    }

    /** The size of the output, which stands in the program. */
    private static int size(Kernel kernel) {
        for (Stmt s : kernel.body().statements()) {
            if (s instanceof Stmt.Alloc(Array array, List<Atom> sizes, Stmt.Storage storage) && storage instanceof Stmt.Storage.Output && sizes.get(0) instanceof Atom.Int n) {
                return n.value();
            }
        }
        throw new IllegalArgumentException(kernel.name());
    }

    private String pipeline() {
        Passes.Program program = Passes.divide(kernel, Passes.Trace.NONE);
        String[] first = new String[1];
        Passes.gradient(program.run(), (name, k) -> first[0] = first[0] != null ? first[0] : compareBound("after " + name + " of the gradient", program, k, true));
        return first[0];
    }

    private static String verify(String what, Kernel result) {
        List<String> messages = Verifier.check(result);
        return messages.isEmpty() ? null : what + ": " + messages.get(0);
    }

    /** Binds each data set once and runs at all points. */
    private String compareBound(String what, Passes.Program program, Kernel run, boolean gradient) {
        String message = verify(what, run);
        for (int c = 0; message == null && c < cases.size(); c += POINTS) {
            Map<String, Object> data = Data.of(cases.get(c).variant), bound = new HashMap<>(data);
            bound.putAll(Interpreter.run(program.bind(), data, new double[dimension], new double[dimension], 1).kept());
            for (int point = 0; message == null && point < POINTS; point++) {
                message = compare(what, run, bound, cases.get(c + point), gradient);
            }
        }
        return message;
    }

    private String compare(String what, Kernel result, boolean gradient, int points) {
        String message = verify(what, result);
        for (int c = 0; message == null && c < cases.size(); c += POINTS) {
            for (int point = 0; message == null && point < points; point++) {
                message = compare(what, result, Data.of(cases.get(c).variant), cases.get(c + point), gradient);
            }
        }
        return message;
    }

    private String compare(String what, Kernel result, Map<String, Object> data, Case at, boolean gradient) {
        Interpreter.Outcome outcome = Interpreter.run(result, data, at.theta, new double[dimension], dimension + 1);
        if (outcome.left() != 0) {
            return what + ": left " + outcome.left() + " on the stack";
        }
        double scale = 1;
        for (double e : at.expected) {
            scale = Math.max(scale, Math.abs(e));
        }
        for (int i = 0; i < (gradient ? dimension + 1 : 1); i++) {
            if (!(Math.abs(outcome.output()[i] - at.expected[i]) <= TOLERANCE * scale)) {
                return what + ", data " + at.variant + ": " + (i == 0 ? "value" : "derivative " + (i - 1)) + " is " + outcome.output()[i] + ", expected " + at.expected[i];
            }
        }
        return null;
    }
}
