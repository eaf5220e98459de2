package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.kernel.Kernel;

/** The messages of a kernel's checks while it is being written. */
final class Faults {
    private final List<Kernel.Fault> faults = new ArrayList<>();

    /** The call in the program that is being written out: where a fault in the library is shown. */
    private Span call = Span.NONE;
    private String site = "";

    /** The call of which the body is written from now on; returns the one around it, for {@link #leave}. */
    Span enter(Span inner) {
        Span outer = call;
        call = inner.isLibrary() || inner.equals(Span.NONE) ? outer : inner;
        return outer;
    }

    /** Leaves all calls, for the body of a routine, which has several callers; returns what {@link #leave} takes. */
    Span leaveAll() {
        Span outer = call;
        call = Span.NONE;
        return outer;
    }

    void leave(Span outer) {
        call = outer;
    }

    /** What {@code writer} writes is a site of the density. */
    void inSite(String name, Runnable writer) {
        String outer = site;
        site = name;
        writer.run();
        site = outer;
    }

    /** The number of a message; equal ones share it. */
    int number(String code, String message, Span place) {
        Span shown = place.isLibrary() && !call.equals(Span.NONE) ? call : place;
        Kernel.Fault fault = new Kernel.Fault(code, message, shown.equals(Span.NONE) ? "" : shown.toString(), site);
        int known = faults.indexOf(fault);
        if (known >= 0) {
            return known;
        }
        faults.add(fault);
        return faults.size() - 1;
    }

    List<Kernel.Fault> all() {
        return faults;
    }

    static ModelException unsupported(String what, Span span) {
        return new ModelException(Diagnostic.error("E0690", span, what + " cannot be compiled yet"));
    }
}
