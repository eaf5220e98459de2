package org.pmodel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

/** A fault of PModel is told from a mistake of the user. */
class FaultTest {
    private final StringWriter err = new StringWriter();

    private int report(Throwable failure) {
        int status = Pplc.report(failure, new PrintWriter(err));
        assertFalse(err.toString().contains("\tat "), err.toString());
        return status;
    }

    @Test
    void anUnexpectedExceptionIsAFault() {
        assertEquals(Pplc.FAULT, report(new IllegalStateException("no such slot\nsecond line")));
        assertTrue(err.toString().startsWith("pplc: a fault of PModel: IllegalStateException: no such slot (org.pmodel.cli.FaultTest."), err.toString());
        assertTrue(err.toString().contains("please report it"));
    }

    @Test
    void aKernelThatTheCompilerRefusesIsAFault() {
        assertEquals(Pplc.FAULT, report(new ModelException(Diagnostic.error("E9001", Span.NONE, "the C++ compiler refused a generated kernel"))));
    }

    @Test
    void aDiagnosticIsTheUsers() {
        assertEquals(Pplc.WRONG, report(new ModelException(Diagnostic.error("E0723", Span.NONE, "data N is missing"))));
    }
}
