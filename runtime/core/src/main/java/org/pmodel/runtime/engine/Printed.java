package org.pmodel.runtime.engine;

import java.util.function.Consumer;
import org.pmodel.kernel.Kernel;

/**
 * What a run printed, divided into lines for the reader of messages and the text that belongs to a fault.
 *
 * @param fault empty when the run printed none
 */
record Printed(String lines, String fault) {
    /** What most runs print. */
    static final Printed NOTHING = new Printed("", "");

    static Printed of(String text) {
        if (text.isEmpty()) {
            return NOTHING;
        }
        int begins = text.lastIndexOf(Kernel.Fault.BEGINS);
        return begins < 0 ? new Printed(text, "") : new Printed(text.substring(0, begins), text.substring(begins + Kernel.Fault.BEGINS.length()));
    }

    Printed to(Consumer<String> reader) {
        if (!lines.isEmpty()) {
            reader.accept(lines);
        }
        return this;
    }
}
