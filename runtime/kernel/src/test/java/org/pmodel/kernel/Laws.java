package org.pmodel.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pmodel.kernel.ad.Reverse;
import org.pmodel.kernel.pass.Passes;
import org.pmodel.kernel.print.TextParser;
import org.pmodel.kernel.print.TextPrinter;

/** What holds of every kernel that computes an objective, as checks that say what went wrong. */
final class Laws {
    private Laws() {}

    enum Law { TEXT, PASSES, STAGES, GRADIENT, PIPELINE }

    private static final double LARGEST = 1e3;

    /** Whether the kernel runs on all data and its values and derivatives are of a size that rounding leaves alone. */
    static boolean isTame(Kernel kernel) {
        for (int variant = 0; variant < Data.VARIANTS; variant++) {
            double[] expected, theta = Data.theta(dimension(kernel), variant);
            try {
                if (!(Interpreter.run(kernel, Data.of(variant), theta, new double[theta.length], theta.length + 1).largest() < LARGEST)) {
                    return false;
                }
                expected = reference(kernel, Data.of(variant), theta);
            } catch (RuntimeException e) {
                throw new IllegalStateException("on data " + variant, e);
            }
            for (double e : expected) {
                if (!(Math.abs(e) < LARGEST)) {
                    return false;
                }
            }
        }
        return true;
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

    /** @return what is wrong, or {@code null} */
    static String broken(Law law, Kernel kernel) {
        try {
            return switch (law) {
                case TEXT -> text(kernel);
                case PASSES -> passes(kernel);
                case STAGES -> stages(kernel);
                case GRADIENT -> gradient(kernel);
                case PIPELINE -> pipeline(kernel);
            };
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement[] trace = e.getStackTrace();
            return e + " at " + List.of(trace).subList(0, Math.min(4, trace.length));
        }
    }

    private static String text(Kernel kernel) {
        String text = TextPrinter.print(kernel);
        Kernel back = TextParser.parse(text, Library::byName);
        return back.equals(kernel) && TextPrinter.print(back).equals(text) ? null : "read back differently";
    }

    private static String passes(Kernel kernel) {
        for (List<Pass> passes : List.of(Passes.BEFORE_STAGING, Passes.AFTER_STAGING, Passes.GRADIENT)) {
            Kernel result = kernel;
            for (Pass pass : passes) {
                if (!pass.name().equals("differentiate")) {
                    result = pass.apply(result);
                    String message = compare("after " + pass.name(), result, kernel, false);
                    if (message != null) {
                        return message;
                    }
                }
            }
        }
        return null;
    }

    private static String stages(Kernel kernel) {
        Passes.Program program = Passes.divide(kernel, Passes.Trace.NONE);
        return runs(program, program.run(), kernel, false);
    }

    private static String gradient(Kernel kernel) {
        return compare("gradient", Reverse.gradient(kernel), kernel, true);
    }

    private static String pipeline(Kernel kernel) {
        Passes.Program program = Passes.divide(kernel, Passes.Trace.NONE);
        String[] first = new String[1];
        Passes.gradient(program.run(), (name, k) -> {
            String message = first[0] != null ? null : runs(program, k, kernel, true);
            first[0] = message == null ? first[0] : "after " + name + " of the gradient: " + message;
        });
        return first[0];
    }

    private static String runs(Passes.Program program, Kernel run, Kernel kernel, boolean gradient) {
        String verified = verify("bind", program.bind());
        verified = verified == null ? verify("run", run) : verified;
        if (verified != null) {
            return verified;
        }
        for (int variant = 0; variant < Data.VARIANTS; variant++) {
            Map<String, Object> data = Data.of(variant), bound = new HashMap<>(data);
            bound.putAll(Interpreter.run(program.bind(), data, new double[dimension(kernel)], new double[dimension(kernel)], 1).kept());
            for (int point = 0; point < 2; point++) {
                double[] theta = Data.theta(dimension(kernel), variant + 10 * point);
                String message = compare("run", run, bound, reference(kernel, data, theta), theta, gradient);
                if (message != null) {
                    return "data " + variant + " " + message;
                }
            }
        }
        return null;
    }

    private static String compare(String what, Kernel result, Kernel kernel, boolean gradient) {
        String verified = verify(what, result);
        if (verified != null) {
            return verified;
        }
        for (int variant = 0; variant < Data.VARIANTS; variant++) {
            double[] theta = Data.theta(dimension(kernel), variant);
            String message = compare(what, result, Data.of(variant), reference(kernel, Data.of(variant), theta), theta, gradient);
            if (message != null) {
                return "data " + variant + " " + message;
            }
        }
        return null;
    }

    private static String verify(String what, Kernel kernel) {
        List<String> messages = Verifier.check(kernel);
        return messages.isEmpty() ? null : what + ": " + messages.get(0);
    }

    private static String compare(String what, Kernel kernel, Map<String, Object> data, double[] expected, double[] theta, boolean gradient) {
        Interpreter.Outcome outcome = Interpreter.run(kernel, data, theta, new double[theta.length], theta.length + 1);
        if (outcome.left() != 0) {
            return what + ": left " + outcome.left() + " on the stack";
        }
        double scale = 1;
        for (double e : expected) {
            scale = Math.max(scale, Math.abs(e));
        }
        for (int i = 0; i < (gradient ? expected.length : 1); i++) {
            if (!(Math.abs(outcome.output()[i] - expected[i]) <= 1e-9 * scale)) {
                return what + ": " + (i == 0 ? "value" : "derivative " + (i - 1)) + " is " + outcome.output()[i] + ", expected " + expected[i];
            }
        }
        return null;
    }

    /** Value and forward-mode derivatives. */
    static double[] reference(Kernel kernel, Map<String, Object> data, double[] theta) {
        double[] expected = new double[theta.length + 1];
        for (int i = 0; i < theta.length; i++) {
            double[] direction = new double[theta.length];
            direction[i] = 1;
            Interpreter.Outcome outcome = Interpreter.run(kernel, data, theta, direction, theta.length + 1);
            expected[0] = outcome.output()[0];
            expected[i + 1] = outcome.tangent()[0];
        }
        return expected;
    }
}
