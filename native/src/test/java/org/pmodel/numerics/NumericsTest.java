package org.pmodel.numerics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pmodel.nativecode.KernelLibrary;
import org.pmodel.nativecode.Kernels;
import org.pmodel.nativecode.NativeContext;

/** The functions of {@code pm/kernel.h} and of {@link Numerics} give the same numbers. */
class NumericsTest {
    @TempDir Path cache;

    /** @param ulps how far apart the two may be, in units in the last place of the result or of {@code floor}, the larger */
    private record Unary(String name, DoubleUnaryOperator java, double low, double high, double ulps, double floor) {}

    private record Binary(String name, DoubleBinaryOperator java, double ulps) {}

    private static Unary of(String name, DoubleUnaryOperator java, double low, double high, double ulps) {
        return new Unary(name, java, low, high, ulps, 0.0);
    }

    private static final List<Unary> UNARY = List.of(
            of("fabs", Numerics::fabs, -9, 9, 0), of("sqrt", Numerics::sqrt, 0, 1e9, 0),
            of("exp", Numerics::exp, -750, 712, 2), of("exp", Numerics::exp, -1, 1, 2),
            of("expm1", Numerics::expm1, -60, 712, 3), of("expm1", Numerics::expm1, -1, 1, 3),
            of("log", Numerics::log, 0, 1e6, 2), of("log", Numerics::log, 0.5, 2, 2),
            of("log1p", Numerics::log1p, -1, 10, 3), of("log1p", Numerics::log1p, -1e-3, 1e-3, 3),
            of("tanh", Numerics::tanh, -25, 25, 5), of("inv_logit", Numerics::inv_logit, -800, 40, 4),
            of("log1p_exp", Numerics::log1p_exp, -800, 800, 4), of("log_inv_logit", Numerics::log_inv_logit, -800, 800, 4),
            of("log1m_inv_logit", Numerics::log1m_inv_logit, -50, 50, 4), of("log1m", Numerics::log1m, -9, 1, 3),
            of("log1m_exp", Numerics::log1m_exp, -50, 0, 5),
            of("floor", Numerics::floor, -99, 99, 0), of("ceil", Numerics::ceil, -99, 99, 0),
            of("trunc", Numerics::trunc, -99, 99, 0), of("rint", Numerics::rint, -99, 99, 0),
            of("round", Numerics::round, -99, 99, 0),
            of("sin", Numerics::sin, -99, 99, 2), of("cos", Numerics::cos, -99, 99, 2), of("tan", Numerics::tan, -99, 99, 3),
            of("asin", Numerics::asin, -1, 1, 2), of("acos", Numerics::acos, -1, 1, 2), of("atan", Numerics::atan, -99, 99, 2),
            of("sinh", Numerics::sinh, -99, 99, 4), of("cosh", Numerics::cosh, -99, 99, 4),
            of("asinh", Numerics::asinh, -99, 99, 5), of("asinh", Numerics::asinh, -1e200, 1e200, 3),
            of("acosh", Numerics::acosh, 1, 1e3, 6), of("acosh", Numerics::acosh, 1, 1e200, 3),
            of("atanh", Numerics::atanh, -1, 1, 5), of("cbrt", Numerics::cbrt, -1e9, 1e9, 3),
            of("exp2", Numerics::exp2, -1080, 1030, 3), of("log2", Numerics::log2, 0, 1e9, 4),
            of("log10", Numerics::log10, 0, 1e9, 4),
            of("tgamma", Numerics::tgamma, 0, 172, 20), of("tgamma", Numerics::tgamma, -30, 5, 30),
            of("lgamma", Numerics::lgamma, 0, 20, 8), of("lgamma", Numerics::lgamma, 0, 1e300, 3),
            new Unary("lgamma", Numerics::lgamma, -50, 0, 8, 4.0),
            new Unary("digamma", Numerics::digamma, 0, 100, 8, 1.0), new Unary("digamma", Numerics::digamma, -20, 0, 10, 4.0),
            of("trigamma", Numerics::trigamma, 0, 100, 10), of("trigamma", Numerics::trigamma, -20, 0, 30),
            of("erf", Numerics::erf, -7, 7, 4), of("erf", Numerics::erf, -0.1, 0.1, 3),
            of("erfc", Numerics::erfc, -7, 27.5, 6), of("inv_Phi", Numerics::inv_Phi, 0, 1, 8),
            of("is_nan", Numerics::is_nan, -1, 1, 0), of("is_inf", Numerics::is_inf, -1, 1, 0));

    private static final List<Binary> BINARY = List.of(
            new Binary("pow", Numerics::pow, 2), new Binary("atan2", Numerics::atan2, 2), new Binary("fmod", Numerics::fmod, 0),
            new Binary("hypot", Numerics::hypot, 2), new Binary("fmin", Numerics::fmin, 0), new Binary("fmax", Numerics::fmax, 0),
            new Binary("copysign", Numerics::copysign, 0));

    private static final double[] SPECIAL = {0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, 3.0, 1e-300, 4e-320, Double.MIN_VALUE,
        -Double.MIN_VALUE, Double.MIN_NORMAL, 1e-17, -1e-17, 1e300, -1e300, Double.MAX_VALUE, Double.NaN,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    @ParameterizedTest
    @ValueSource(strings = {"#pragma omp simd\nEACH out[j] = F(in[2 + j]);", "EACH { out[j] = F(in[2 + j]); asm volatile(\"\"); }"})
    void functionsOfOneArgumentAgreeVectorisedOrNot(String loop) {
        StringBuilder body = new StringBuilder("switch ((int) in[0]) {\n");
        for (int i = 0; i < UNARY.size(); i++) {
            body.append("case ").append(i).append(":\n").append(loop.replace("EACH", "for (int j = 0; j < (int) in[1]; j++)")
                    .replace("F(", "pm::" + UNARY.get(i).name() + "(")).append(" break;\n");
        }
        List<String> wrong = new ArrayList<>();
        try (KernelLibrary kernel = Kernels.compiler(cache).load(Kernels.function("f", body + "}\nreturn PM_OK;"));
                NativeContext context = NativeContext.open(0)) {
            for (int i = 0; i < UNARY.size(); i++) {
                Unary function = UNARY.get(i);
                double[] x = points(function);
                DoubleBuffer in = context.in(2 + x.length);
                DoubleBuffer out = context.out(x.length);
                in.put(0, i).put(1, x.length).put(2, x);
                assertEquals(NativeContext.OK, context.call(kernel.function("f")));
                for (int j = 0; j < x.length; j++) {
                    double java = function.java().applyAsDouble(x[j]);
                    double apart = distance(java, out.get(j), function.floor());
                    if (!(apart <= function.ulps())) {
                        wrong.add(function.name() + "(" + x[j] + "): Java " + java + ", C++ " + out.get(j) + ", " + apart + " ulp");
                    }
                }
            }
        }
        assertEquals("", String.join("\n", wrong.subList(0, Math.min(wrong.size(), 40))));
    }

    private static double[] points(Unary function) {
        int n = 4000;
        List<Double> x = new ArrayList<>();
        RandomStream stream = Key.of(function.name().hashCode()).stream();
        for (int i = 0; i < n; i++) {
            x.add(function.low() + (function.high() - function.low()) * stream.uniform());
        }
        if (function.low() == 0.0) {
            for (int i = 0; i < n; i++) {
                x.add(Math.min(function.high(), Math.exp(-740 + 1440 * stream.uniform())));
            }
        }
        for (double special : SPECIAL) {
            x.add(special);
        }
        return x.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void functionsOfTwoArgumentsAgree() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < BINARY.size(); i++) {
            body.append("out[").append(i).append("] = pm::").append(BINARY.get(i).name()).append("(in[0], in[1]);\n");
        }
        List<String> wrong = new ArrayList<>();
        try (KernelLibrary kernel = Kernels.compiler(cache).load(Kernels.function("f", body + "return PM_OK;"));
                NativeContext context = NativeContext.open(0)) {
            DoubleBuffer in = context.in(2);
            DoubleBuffer out = context.out(BINARY.size());
            for (double x : SPECIAL) {
                for (double y : SPECIAL) {
                    in.put(0, x).put(1, y);
                    context.call(kernel.function("f"));
                    for (int i = 0; i < BINARY.size(); i++) {
                        double java = BINARY.get(i).java().applyAsDouble(x, y);
                        if (!(distance(java, out.get(i), 0.0) <= BINARY.get(i).ulps())) {
                            wrong.add(BINARY.get(i).name() + "(" + x + ", " + y + "): Java " + java + ", C++ " + out.get(i));
                        }
                    }
                }
            }
        }
        assertEquals("", String.join("\n", wrong));
    }

    @Test
    void integersDivideTowardsZeroAndNeverTrap() {
        int[] values = {0, 1, -1, 2, -2, 7, -7, Integer.MAX_VALUE, Integer.MIN_VALUE};
        String body = """
                int32_t a = (int32_t) in[0], b = (int32_t) in[1];
                out[0] = pm::idiv(a, b); out[1] = pm::mod(a, b);
                out[2] = (double) pm::idiv((int64_t) a, (int64_t) b); out[3] = (double) pm::mod((int64_t) a, (int64_t) b);
                return PM_OK;""";
        try (KernelLibrary kernel = Kernels.compiler(cache).load(Kernels.function("f", body));
                NativeContext context = NativeContext.open(0)) {
            DoubleBuffer out = context.out(4);
            for (int a : values) {
                for (int b : values) {
                    context.setIn(new double[] {a, b});
                    context.call(kernel.function("f"));
                    assertEquals(Numerics.idiv(a, b), (int) out.get(0), a + " / " + b);
                    assertEquals(Numerics.mod(a, b), (int) out.get(1), a + " % " + b);
                    assertEquals(Numerics.idiv((long) a, (long) b), (long) out.get(2), a + " / " + b);
                    assertEquals(Numerics.mod((long) a, (long) b), (long) out.get(3), a + " % " + b);
                }
            }
        }
    }

    @Test
    void knownValues() {
        assertEquals(24.0, Numerics.tgamma(5.0));
        assertEquals(1.1240007277776077e21, Numerics.tgamma(23.0), 1e8);
        assertEquals(-0.5772156649015329, Numerics.digamma(1.0), 1e-15);
        assertEquals(1.6449340668482264, Numerics.trigamma(1.0), 1e-15);
        assertEquals(0.0, Numerics.lgamma(1.0));
        assertEquals(0.0, Numerics.lgamma(2.0));
        assertEquals(0.8427007929497149, Numerics.erf(1.0), 2e-16);
        assertEquals(1.5374597944280349e-12, Numerics.erfc(5.0), 1e-26);
        assertEquals(1.959963984540054, Numerics.inv_Phi(0.975), 1e-15);
        assertTrue(Double.isNaN(Numerics.inv_Phi(-0.1)) && Double.isNaN(Numerics.inv_Phi(Double.NaN)));
    }

    private static double distance(double a, double b, double floor) {
        if (a == b || a != a && b != b) {
            return 0.0;
        }
        if (Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a) && Double.isInfinite(b)) {
            return Double.POSITIVE_INFINITY;
        }
        double reference = Math.max(floor, Math.min(Double.MAX_VALUE, Math.max(Math.abs(a), Math.abs(b))));
        return Math.abs(a - b) / Math.ulp(reference);
    }
}
