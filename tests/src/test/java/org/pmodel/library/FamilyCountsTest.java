package org.pmodel.library;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.pmodel.compiler.Library;

/** Prints what the families of the library have, by kind. */
class FamilyCountsTest {
    private static final List<String> ROLES = List.of("cdf", "quantile", "sample", "mean", "variance", "mode", "entropy", "kl");

    @Test
    void everyRealFamilyWithADistributionFunctionHasQuantilesAndDraws() {
        List<Family> families = Family.all().stream().filter(f -> Library.standard().distributionNames().contains(f.name())).toList();
        System.out.println(String.format("%-12s %8s", "families", "all") + ROLES.stream().map(r -> String.format(" %8s", r)).reduce("", String::concat));
        print("real", families, Family::isReal);
        print("whole", families, Family::isCount);
        print("containers", families, f -> !f.isScalar());
        print("templates", Family.all(), f -> !families.contains(f));
        assertTrue(families.stream().filter(f -> f.has("cdf")).allMatch(f -> f.has("quantile") && f.has("sample")));
    }

    private static void print(String kind, List<Family> families, Predicate<Family> which) {
        List<Family> some = families.stream().filter(which).toList();
        System.out.println(String.format("%-12s %8d", kind, some.size())
                + ROLES.stream().map(r -> String.format(" %8d", some.stream().filter(f -> f.has(r)).count())).reduce("", String::concat));
    }
}
