package org.pmodel.runtime.engine;

import java.util.Map;
import java.util.function.Consumer;
import org.pmodel.numerics.Key;

/** A compiled program, for any number of data sets. */
public interface Executable extends AutoCloseable {
    /**
     * Runs the binding kernel over data.
     *
     * @param arrays a {@code double[]} or {@code int[]} for each slot that the program does not compute itself
     * @param key for random numbers in transformed data
     * @param printed takes what the model prints, whole lines, now and whenever the instance or one forked from it runs; called by their threads
     * @throws KernelFault where a check of the data fails
     */
    Instance bind(Map<String, Object> arrays, Key key, Consumer<String> printed);

    /** Seconds from text to code. */
    double compileSeconds();

    /** Whether the code was found compiled. */
    boolean cached();

    @Override
    void close();
}
