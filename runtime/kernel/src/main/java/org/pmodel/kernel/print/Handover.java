package org.pmodel.kernel.print;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers that pass through the workspace between a method and one that it calls, in their order.
 *
 * @param reals names of variables
 * @param ints names of variables, also those that say where arrays begin
 */
record Handover(List<String> reals, List<String> ints) {
    Handover() {
        this(new ArrayList<>(), new ArrayList<>());
    }

    void add(boolean real, String name) {
        (real ? reals : ints).add(name);
    }

    /** The place of a number, counted from where the numbers begin. */
    String place(String name, String workspaces, String begin) {
        int real = reals.indexOf(name);
        return real >= 0 ? workspaces + "[" + begin + " + " + real + "]" : "i" + workspaces + "[i" + begin + " + " + ints.indexOf(name) + "]";
    }

    String place(String name, String begin) {
        return place(name, "ws", begin);
    }

    String room() {
        return "if (" + reals.size() + " > stack - top || " + ints.size() + " > iws.length - itop) return ctx.grow(" + reals.size() + ", " + ints.size() + ");";
    }
}
