package org.pmodel.kernel;

import java.util.List;

/**
 * A program over caller-owned memory, and the messages its checks refer to.
 *
 * @param name the symbol under which an engine exports it
 * @param faults what each {@link Stmt.Check} says when it fails, by number
 * @param routines what the body calls
 */
public record Kernel(String name, Block body, List<Fault> faults, List<Routine> routines) {
    public Kernel {
        faults = List.copyOf(faults);
        routines = List.copyOf(routines);
    }

    public Kernel(String name, Block body, List<Fault> faults) {
        this(name, body, faults, List.of());
    }

    /**
     * @param message with {@code {0}} … {@code {3}} for the values of the check, {@link #PRINTED} for what was printed for it
     * @param site of the density that the check stands in; empty where it stands in none
     */
    public record Fault(String code, String message, String place, String site) {
        /** Stands for what the run printed last, from {@link #BEGINS} on. */
        public static final String PRINTED = "{printed}";

        /** What the run prints from here on belongs to the fault that follows and to no message. */
        public static final String BEGINS = "\u001e";

        /** The fault with what was printed for it in place of {@link #PRINTED}. */
        public Fault withPrinted(String text) {
            return new Fault(code, message.replace(PRINTED, text), place, site);
        }
    }

    public Kernel withBody(Block body) {
        return new Kernel(name, body, faults, routines);
    }

    public Kernel withName(String name) {
        return new Kernel(name, body, faults, routines);
    }

    public Kernel withRoutines(List<Routine> routines) {
        return new Kernel(name, body, faults, routines);
    }

    /** The kernel of which no derivatives will be asked: what is stated of them is forgotten. */
    public Kernel withoutAdjoints() {
        return withRoutines(routines.stream().map(r -> r.withAdjoints(List.of())).toList()).withoutIdleRoutines();
    }

    /** The kernel without the routines that it does not call. */
    public Kernel withoutIdleRoutines() {
        return routines.isEmpty() ? this : withRoutines(Routines.reachable(body, routines));
    }
}
