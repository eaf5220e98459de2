package org.pmodel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pmodel.kernel.ad.Reverse;
import org.pmodel.kernel.print.TextPrinter;

/** What is printed is read back as it was. */
class TextTest {
    @Test
    void everyStatementIsReadBack() {
        String text = """
                kernel all
                  fault E0701 "sigma is {0}, \\"quoted\\"\\nnext" "model.pmodel:3:1"
                  alloc theta.1[2] input
                  alloc out.2[3] output
                  alloc y.3[] external y
                  alloc %kept.4[2, 3] persistent kept_4
                  alloc a.5[2] none
                  alloc b'.6[] nan
                  alloc %c.7[] zero
                  x.8 = theta.1[0]
                  %k.9 = %c.7[]
                  s.10 = sin(x.8)
                  r.11 = mul(1.0E-300, s.10)
                  %e.12 = eq(NaN, -Infinity)
                  a.5[1] = -0.0
                  b'.6[] += Infinity
                  %kept.4[1, %k.9] = -7
                  for %i.13 < 2 {
                    if %e.12 {
                      push x.8
                    } else {
                      pop p.14
                    }
                  }
                  while {
                    %l.15 = ilt(%k.9, 3)
                  } %l.15 {
                    check %e.12 fault 0(x.8, %k.9)
                  }
                """;
        Kernel kernel = Cases.parse(text);
        assertEquals(List.of(), Verifier.check(kernel));
        assertEquals(text, TextPrinter.print(kernel));
        assertEquals("sigma is {0}, \"quoted\"\nnext", kernel.faults().get(0).message());
    }

    @Test
    void gradientsAreReadBack() {
        for (long seed = 0; seed < 40; seed++) {
            Kernel gradient = Reverse.gradient(RandomKernel.of(seed));
            assertEquals(gradient, Cases.parse(TextPrinter.print(gradient)), "seed " + seed);
        }
    }

    @Test
    void textThatIsNoKernelIsRefused() {
        for (String line : List.of("x.1 = nothing(2.0)", "x.1 = y.2[0]", "for %i.1 < 2 {", "}", "x = 3")) {
            IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> Cases.parse("kernel k\n  " + line), line);
            assertTrue(error.getMessage() != null, line);
        }
    }
}
