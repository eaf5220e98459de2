package org.pmodel.numerics;

/** The Threefry-2x32 cipher with 20 rounds (Salmon, Moraes, Dror and Shaw, SC11, 2011): random bits as a function of key and counter. */
public final class Threefry {
    private static final int PARITY = 0x1BD11BDA;

    private Threefry() {}

    /** The block of 64 bits at a counter; the low halves of counter and result are the cipher's first words. */
    public static long block(int key0, int key1, long counter) {
        int key2 = key0 ^ key1 ^ PARITY;
        int x0 = (int) counter + key0;
        int x1 = (int) (counter >>> 32) + key1;
        for (int group = 0; group < 5; group++) {
            boolean even = group % 2 == 0;
            x0 += x1;
            x1 = Integer.rotateLeft(x1, even ? 13 : 17) ^ x0;
            x0 += x1;
            x1 = Integer.rotateLeft(x1, even ? 15 : 29) ^ x0;
            x0 += x1;
            x1 = Integer.rotateLeft(x1, even ? 26 : 16) ^ x0;
            x0 += x1;
            x1 = Integer.rotateLeft(x1, even ? 6 : 24) ^ x0;
            int injection = group + 1;
            x0 += word(injection % 3, key0, key1, key2);
            x1 += word((injection + 1) % 3, key0, key1, key2) + injection;
        }
        return (long) x1 << 32 | x0 & 0xffffffffL;
    }

    private static int word(int index, int key0, int key1, int key2) {
        return index == 0 ? key0 : index == 1 ? key1 : key2;
    }
}
