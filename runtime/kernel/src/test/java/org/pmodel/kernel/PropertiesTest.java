package org.pmodel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pmodel.kernel.Laws.Law;

/** The laws of kernels hold on random ones. */
class PropertiesTest {
    private static final int FIRST = Integer.getInteger("kernel.first", 0), COUNT = Integer.getInteger("kernel.count", 300);

    @Test
    void lawsHoldOnRandomKernels() {
        List<String> failures = new ArrayList<>();
        int failed = 0, used = 0;
        for (int seed = FIRST; seed < FIRST + COUNT; seed++) {
            Kernel kernel = RandomKernel.of(seed);
            assertEquals(List.of(), Verifier.check(kernel), "seed " + seed);
            Laws laws = new Laws(kernel);
            if (!laws.areTame()) {
                continue;
            }
            used++;
            for (Law law : Law.values()) {
                String failure = laws.broken(law);
                if (failure != null) {
                    failed++;
                    if (failures.size() < 8) {
                        failures.add("seed " + seed + ", " + law + ": " + failure);
                    }
                }
            }
        }
        if (failed > 0) {
            fail(failed + " of " + used + " broken:\n" + String.join("\n", failures));
        }
        assertEquals(true, used > COUNT / 2, used + " kernels were tame");
    }
}
