package org.pmodel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pmodel.kernel.Laws.Law;

/** Kernels that once broke a law, cut down to what broke it. */
class RegressionsTest {
    static Stream<Path> files() {
        return Cases.in("regressions").stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void lawsHold(Path file) {
        Kernel kernel = Cases.parse(Cases.read(file));
        assertEquals(List.of(), Verifier.check(kernel));
        Laws laws = new Laws(kernel);
        for (Law law : Law.values()) {
            assertNull(laws.broken(law), () -> file.getFileName() + ", " + law);
        }
    }
}
