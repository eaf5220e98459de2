package org.pmodel.compiler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Diagnostic.Severity;

/** The diagnostics found so far in one compilation, in the order found, each once. */
public final class Diagnostics {
    private final List<Diagnostic> found = new ArrayList<>();
    private final Set<Diagnostic> seen = new HashSet<>();

    public void add(Diagnostic diagnostic) {
        if (seen.add(diagnostic)) {
            found.add(diagnostic);
        }
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    }

    public List<Diagnostic> all() {
        return List.copyOf(found);
    }
}
