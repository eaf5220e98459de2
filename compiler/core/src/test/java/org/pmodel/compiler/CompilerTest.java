package org.pmodel.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Model;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Operators;

/** What holds of every compilation: models are closed, long and deep programs compile, faults are values. */
class CompilerTest {
    private static Compilation compile(String file, String text) {
        return Compiler.compile(new Source(file, text), CompilerOptions.DEFAULT);
    }

    @Test
    void aModelIsClosedOverTheLibrary() {
        Model model = compile("m.pmodel", """
            data { int N; vector[N] y; }
            model {
              param real mu ~ normal(0, 1);
              param real<lower=0> sigma ~ student_t(4, 0, 1);
              plate obs (i in 1:N) y[i] ~ normal(mu, sigma);
            }
            """).modelOrThrow();
        assertTrue(model.functions().containsKey("normal_lpdf(real,real,real)"));
        assertTrue(model.transforms().containsKey("lower"));
        assertEquals("normal_lpdf(real,real,real)", model.distributions().get("normal").functions().get("logpdf"));
        model.transforms().values().forEach(t -> t.functions().forEach(model::function));
        model.distributions().values().forEach(d -> d.functions().values().forEach(model::function));
        for (Function function : model.functions().values()) {
            calls(function).forEach(model::function);
        }
    }

    /** Ids of the library functions in a function's printed rules and body would need a walk; its derivative formulas are enough to see. */
    private static List<String> calls(Function function) {
        return function.derivatives().stream().flatMap(d -> d instanceof Function.Derivative.Formula(Expr.Call c) ? Stream.of(c.function()) : Stream.of())
            .filter(id -> !Operators.isOperator(id) && !Operators.isShapeFunction(id)).toList();
    }

    @Test
    void deepNestingDoesNotOverflow() {
        int depth = 5_000;
        String parentheses = "(".repeat(depth) + "x" + ")".repeat(depth);
        String sum = String.join(" + ", IntStream.range(0, depth).mapToObj(i -> "x").toList());
        String ifs = "if (1) {".repeat(1_000) + "target += x;" + "}".repeat(1_000);
        assertTrue(compile("deep.stan", "parameters { real x; } model { target += " + parentheses + "; target += " + sum + ";" + ifs + "}").succeeded());
    }

    @Test
    void aLongProgramCompiles() {
        String statement = "target += mu * x[1] + exp(mu) - (3 * mu)^2;\n";
        assertTrue(compile("long.stan", "data { vector[2] x; } parameters { real mu; } model {" + statement.repeat(5_000) + "}").succeeded());
    }

    @Test
    void aMissingFileIsADiagnostic() {
        ModelException e = assertThrows(ModelException.class, () -> Source.read(Path.of("there", "is", "none.stan")));
        assertEquals("E0190", e.diagnostics().get(0).code());
        assertEquals("E0191", assertThrows(ModelException.class, () -> Source.read(Path.of("."))).diagnostics().get(0).code());
    }

    @Test
    void stanFilesAreHeldToStan() {
        String text = "model { param real x ~ normal(0, 1); }";
        assertFalse(compile("m.stan", text).succeeded());
        assertTrue(compile("m.pmodel", text).succeeded());
        assertTrue(Compiler.compile(new Source("m.stan", text), CompilerOptions.DEFAULT.withLanguage(Language.PMODEL)).succeeded());
    }
}
