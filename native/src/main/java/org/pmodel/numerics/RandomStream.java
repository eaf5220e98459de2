package org.pmodel.numerics;

/** A place in a key's stream of random numbers, which drawing advances; the same numbers as {@code pm/random.h} gives. Not for several threads. */
public final class RandomStream {
    private final int key0;
    private final int key1;
    private long counter;

    public RandomStream(Key key, long counter) {
        this.key0 = key.first();
        this.key1 = key.second();
        this.counter = counter;
    }

    /** How many blocks have been drawn: with the key, all there is to store. */
    public long counter() {
        return counter;
    }

    /** Goes back to where so many blocks had been drawn. */
    public void rewind(long counter) {
        this.counter = counter;
    }

    /** 64 random bits. */
    public long bits() {
        return Threefry.block(key0, key1, counter++);
    }

    /** Uniform on the odd multiples of 2⁻⁵³ between 0 and 1, ends excluded. */
    public double uniform() {
        return (bits() >>> 11 | 1) * 0x1p-53;
    }

    /** Standard normal, by the quantile of a uniform. */
    public double normal() {
        return Numerics.inv_Phi(uniform());
    }
}
