package org.pmodel.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Every definition of the standard library is well typed, whether or not a program uses it. */
class StandardLibraryTest {
    @Test
    void everyDefinitionIsWellTyped() {
        Library library = Library.standard();
        assertEquals("", new DiagnosticRenderer(library.texts()).render(library.check()));
    }
}
