package org.pmodel.infer;

/** Watches a run. Chains call it from their own threads after every transition: it must be quick and safe for that. */
public interface ProgressListener {
    ProgressListener NONE = new ProgressListener() {};

    default void started(Settings settings) {}

    /** @param transitions the number that the chain has made, warm-up included */
    default void advanced(int chain, int transitions) {}

    default void finished() {}
}
