package org.pmodel.numerics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyTest {
    /** The known answers published with Random123 (kat_vectors, threefry2x32, 20 rounds). */
    @Test
    void theCipherGivesThePublishedAnswers() {
        assertEquals(block(0x6b200159, 0x99ba4efe), Threefry.block(0, 0, 0L));
        assertEquals(block(0x1cb996fc, 0xbb002be7), Threefry.block(-1, -1, -1L));
        assertEquals(block(0xc4923a9c, 0x483df7a0), Threefry.block(0x13198a2e, 0x03707344, block(0x243f6a88, 0x85a308d3)));
    }

    private static long block(int low, int high) {
        return (long) high << 32 | low & 0xffffffffL;
    }

    @Test
    void childrenAreDistinctAndRepeatable() {
        Set<Key> keys = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            keys.add(Key.of(seed));
            keys.addAll(Key.of(seed).split(100));
            assertEquals(Key.of(seed).fold(7), Key.of(seed).split(10).get(7));
        }
        assertEquals(10_100, keys.size());
    }

    @Test
    void uniformsAndNormalsHaveTheirMoments() {
        RandomStream stream = Key.of(1).stream();
        int n = 400_000;
        double uniforms = 0, normals = 0, squares = 0, fourths = 0;
        for (int i = 0; i < n; i++) {
            double u = stream.uniform();
            assertTrue(u > 0 && u < 1);
            uniforms += u;
            double z = stream.normal();
            normals += z;
            squares += z * z;
            fourths += z * z * z * z;
        }
        assertEquals(0.5, uniforms / n, 5 * Math.sqrt(1 / 12.0 / n));
        assertEquals(0, normals / n, 5 / Math.sqrt(n));
        assertEquals(1, squares / n, 5 * Math.sqrt(2.0 / n));
        assertEquals(3, fourths / n, 5 * Math.sqrt(96.0 / n));
    }

    @Test
    void aStreamResumesWhereItWas() {
        Key key = Key.of(5);
        RandomStream stream = key.stream();
        stream.normal();
        stream.uniform();
        assertEquals(stream.bits(), new RandomStream(key, 2).bits());
    }
}
