package org.pmodel.nativecode;

import java.util.List;

/**
 * Where and why a kernel gave up.
 *
 * @param site the check or statement, as numbered by the printer of the kernel
 * @param indices loop indices there, outermost first
 * @param values the offending values
 */
public record NativeFault(int site, List<Long> indices, List<Double> values) {
    public NativeFault {
        indices = List.copyOf(indices);
        values = List.copyOf(values);
    }
}
