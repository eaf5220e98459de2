package org.pmodel.kernel;

import java.util.List;

/**
 * A program over caller-owned memory, and the messages its checks refer to.
 *
 * @param name the symbol under which an engine exports it
 * @param faults what each {@link Stmt.Check} says when it fails, by number
 */
public record Kernel(String name, Block body, List<Fault> faults) {
    public Kernel {
        faults = List.copyOf(faults);
    }

    /** @param message with {@code {0}} … {@code {3}} for the values of the check */
    public record Fault(String code, String message, String place) {}

    public Kernel withBody(Block body) {
        return new Kernel(name, body, faults);
    }

    public Kernel withName(String name) {
        return new Kernel(name, body, faults);
    }
}
