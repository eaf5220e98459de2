package org.pmodel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pmodel.kernel.pass.Passes;
import org.pmodel.kernel.print.TextPrinter;

/** Checks of subscripts in loops that depend on each other: those that hold for all turns are gone, those that might fail in one are kept. */
class ProveChecksTest {
    private static final String START = """
        kernel checks
          fault E0701 "index {0} is out of range" ""
          alloc %N.1[] external N
          %N.2 = %N.1[]
          %positive.3 = ile(0, %N.2)
          check %positive.3 fault 0(%N.2)
          alloc x.4[%N.2] external x
          alloc theta.5[1] input
          alloc out.6[2] output
          t.7 = theta.5[0]
          alloc target.8[] zero
          target.8[] += t.7
        """;
    private static final String END = """
          total.90 = target.8[]
          out.6[0] = total.90
        """;

    /** An index below another, moved by some places. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 1", "-1, 1"})
    void triangles(int shift, int left) {
        assertEquals(left, checks("""
              for %%j.10 < %%N.2 {
                for %%i.11 < %%j.10 {
                  %%place.12 = iadd(%%i.11, %d)
                  %%low.13 = ile(0, %%place.12)
                  %%high.14 = ilt(%%place.12, %%N.2)
                  %%inside.15 = and(%%low.13, %%high.14)
                  check %%inside.15 fault 0(%%place.12)
                  v.16 = x.4[%%place.12]
                  target.8[] += v.16
                }
              }
            """.formatted(shift)));
    }

    /** Blocks of eight, of which the last may be shorter. */
    @ParameterizedTest
    @CsvSource({"7, 0", "9, 1"})
    void blocks(int added, int left) {
        assertEquals(left, checks("""
              %%up.10 = iadd(%%N.2, %d)
              %%blocks.11 = idiv(%%up.10, 8)
              for %%b.12 < %%blocks.11 {
                %%start.13 = imul(8, %%b.12)
                %%rest.14 = isub(%%N.2, %%start.13)
                %%fewer.15 = ilt(%%rest.14, 8)
                %%width.16 = iselect(%%fewer.15, %%rest.14, 8)
                %%fine.17 = ile(0, %%width.16)
                check %%fine.17 fault 0(%%width.16)
                for %%i.18 < %%width.16 {
                  %%place.19 = iadd(%%start.13, %%i.18)
                  %%low.20 = ile(0, %%place.19)
                  %%high.21 = ilt(%%place.19, %%N.2)
                  %%inside.22 = and(%%low.20, %%high.21)
                  check %%inside.22 fault 0(%%place.19)
                  v.23 = x.4[%%place.19]
                  target.8[] += v.23
                }
              }
            """.formatted(added)));
    }

    @Test
    void afterABranchNothingIsKnownOfIt() {
        assertEquals(1, checks("""
              for %j.10 < %N.2 {
                %small.11 = ilt(%j.10, 3)
                if %small.11 {
                  %inside.12 = ilt(3, %N.2)
                  check %inside.12 fault 0(%N.2)
                }
              }
            """));
    }

    /** How many checks are left in the loops. */
    private static int checks(String loops) {
        Kernel[] proved = new Kernel[1];
        Passes.divide(Cases.parse(START + loops + END), (pass, kernel) -> proved[0] = pass.equals("prove-checks") ? kernel : proved[0]);
        String text = TextPrinter.print(proved[0]);
        return (int) text.lines().filter(l -> l.strip().startsWith("check ")).count() - 1;
    }
}
