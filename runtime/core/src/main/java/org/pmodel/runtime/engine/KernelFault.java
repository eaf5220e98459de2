package org.pmodel.runtime.engine;

import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Span;
import org.pmodel.kernel.Kernel;

/** A check that failed while a kernel ran: the message of the check and the values it shows. A value, not thrown by the kernel. */
public final class KernelFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Kernel.Fault fault;
    private final double[] values;

    public KernelFault(Kernel.Fault fault, double[] values) {
        super(text(fault, values), null, false, false);
        this.fault = fault;
        this.values = values.clone();
    }

    private static String text(Kernel.Fault fault, double[] values) {
        String text = fault.message();
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", number(values[i]));
        }
        return text;
    }

    private static String number(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
    }

    public Diagnostic diagnostic() {
        Diagnostic error = Diagnostic.error(fault.code(), place(fault.place()), text(fault, values));
        return fault.site().isEmpty() ? error : error.withNote("in the site `" + fault.site() + "`");
    }

    private static Span place(String place) {
        int column = place.lastIndexOf(':'), line = place.lastIndexOf(':', column - 1);
        if (line <= 0) {
            return Span.NONE;
        }
        int l = Integer.parseInt(place.substring(line + 1, column)), c = Integer.parseInt(place.substring(column + 1));
        return new Span(place.substring(0, line), l, c, l, c + 1);
    }
}
