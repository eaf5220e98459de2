package org.pmodel.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Span;

/** The caret stands below the words it means, whatever stands before them. */
class DiagnosticRendererTest {
    private static String render(String line, int column, int endColumn) {
        Diagnostic error = Diagnostic.error("E0201", new Span("f.stan", 1, column, 1, endColumn), "wrong").withNote("why");
        return new DiagnosticRenderer(Map.of("f.stan", line)).render(error);
    }

    @Test
    void caretsCoverTheRange() {
        assertEquals("""
            f.stan:1:5: error[E0201]: wrong
                1 | x ~ bata;
                  |     ^^^^
                  = why
            """, render("x ~ bata;", 5, 9));
    }

    @Test
    void tabsAreWidened() {
        assertEquals("""
            f.stan:1:2: error[E0201]: wrong
                1 |     bata;
                  |     ^^^^
                  = why
            """, render("\tbata;", 2, 6));
    }

    @Test
    void aPlaceBehindTheLineIsShown() {
        assertEquals("""
            f.stan:1:7: error[E0201]: wrong
                1 | int N
                  |       ^
                  = why
            """, render("int N", 7, 8));
    }
}
