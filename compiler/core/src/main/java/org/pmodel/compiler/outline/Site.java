package org.pmodel.compiler.outline;

import java.util.List;
import org.pmodel.ir.Span;

/**
 * A statement that adds to the density.
 *
 * @param name unique in the model
 * @param distribution {@code null} for {@code target +=}
 * @param plates the names of the plates around it, outermost first
 */
public record Site(String name, Kind kind, String distribution, List<String> plates, Span span) {
    public enum Kind {
        /** A distribution of something that parameters enter. */
        LATENT,
        /** A distribution of data. */
        OBSERVED,
        /** A number added to the log density. */
        FACTOR
    }

    public Site {
        plates = List.copyOf(plates);
    }
}
