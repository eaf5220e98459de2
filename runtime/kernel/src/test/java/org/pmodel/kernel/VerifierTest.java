package org.pmodel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verifier says what is wrong with a kernel. */
class VerifierTest {
    private static final String START = """
            kernel k
              alloc theta.1[2] input
              alloc out.2[3] output
              alloc y.3[2] external y
              alloc w.4[] zero
              x.5 = theta.1[0]
              %i.6 = ilt(0, 1)
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x.7 = sin(x.8)                                  | value x.8 is not visible
            x.5 = sin(x.5)                                  | value x.5 is introduced twice
            alloc w.4[] zero                                | array w.4 is introduced twice
            x.7 = sin(1)                                    | is not REAL
            x.7 = y.3[x.5]                                  | is not INT
            %x.7 = sin(x.5)                                 | sin gives REAL
            %x.7 = y.3[0]                                   | the loaded element is REAL
            y.3[0] = x.5                                    | array y.3 is not to be written
            theta.1[0] += x.5                               | array theta.1 is not to be written
            w.4[] = 1                                       | is not REAL
            check %i.6 fault 0()                            | no fault number 0
            for %j.7 < 2 {; alloc z.8[] external z; }       | below the outermost level
            alloc z.7[] external y                          | or twice
            for %j.7 < 2 {; x.8 = sin(x.5); }; w.4[] = x.8  | value x.8 is not visible
            if %i.6 {; alloc z.7[] zero; } else {; z.7[] = 1.0; } | array z.7 is not visible
            while {; w.4[] = 1.0; %c.7 = ilt(0, 1); } %c.7 {; x.8 = sin(x.5); } | the header writes
            while {; %c.7 = ilt(0, 1); } %c.7 {; %d.8 = not(%c.7); } | value c.7 is not visible
            for %j.7 < 2.0 {; x.8 = sin(x.5); }             | is not INT
            if x.5 {; w.4[] = 1.0; }                        | is not INT
            """)
    void mistakesAreNamed(String statements, String message) {
        List<String> messages = Verifier.check(Cases.parse(START + String.join("\n", statements.split("; "))));
        assertEquals(1, messages.size(), messages::toString);
        assertTrue(messages.get(0).contains(message), messages::toString);
    }

    @ParameterizedTest
    @CsvSource({"x.7 = sin(x.5)", "w.4[] += x.5"})
    void whatIsRightPasses(String statement) {
        assertEquals(List.of(), Verifier.check(Cases.parse(START + statement)));
    }
}
