package org.pmodel.numerics;

import java.util.ArrayList;
import java.util.List;

/**
 * A random key: 64 bits that determine a stream of random numbers and, independently of it, any number of further keys.
 * Nothing is hidden and nothing changes: the same key gives the same numbers wherever and however often it is used.
 *
 * <p>The stream is the cipher's blocks at counters 0, 1, 2, …; the block at the last counter, which no stream reaches, keys
 * a second cipher whose block at n is the n-th child.
 */
public record Key(int first, int second) {
    private static final long BEYOND_THE_STREAM = -1L;

    /** The key of a seed; different seeds give different keys. */
    public static Key of(long seed) {
        return new Key((int) seed, (int) (seed >>> 32));
    }

    /** The child of a number, such as a chain's or an iteration's. */
    public Key fold(long data) {
        Key children = of(Threefry.block(first, second, BEYOND_THE_STREAM));
        return of(Threefry.block(children.first, children.second, data));
    }

    /** The children 0 to n - 1. */
    public List<Key> split(int n) {
        List<Key> keys = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            keys.add(fold(i));
        }
        return List.copyOf(keys);
    }

    /** This key's random numbers, from the first. */
    public RandomStream stream() {
        return new RandomStream(this, 0);
    }
}
