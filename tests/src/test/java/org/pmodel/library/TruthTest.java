package org.pmodel.library;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.pmodel.Checkout;
import org.pmodel.Engines;
import org.pmodel.nativecode.NativeSupport;
import org.pmodel.runtime.engine.Engine;

/** The library's functions of scalars give exact values and derivatives to the last digits, on both engines. */
class TruthTest {
    /** How many functions share a kernel. The JVM limits how long one method may be. */
    private static final int CPP_BATCH = 12;
    private static final int JAVA_BATCH = 1;
    /** Points that hold on each engine: never fewer than these. */
    private static final int HELD = 9237;

    @Test
    void inCpp() throws IOException {
        assumeTrue(NativeSupport.detect() instanceof NativeSupport.Available);
        check(Engines.cpp(), "C++", CPP_BATCH);
    }

    @Test
    void inJava() throws IOException {
        check(Engines.java(), "Java", JAVA_BATCH);
    }

    private static void check(Engine engine, String name, int size) throws IOException {
        Path folder = Checkout.reference().map(r -> r.resolve("truth")).filter(Files::isDirectory).orElse(null);
        assumeTrue(folder != null, "no tables of exact values beside the checkout");
        String only = System.getProperty("functions", "");
        List<TruthTable.Function> functions = TruthTable.read(folder).functions().stream().filter(f -> f.name().matches(only + ".*")).toList();
        List<TruthTable.Function> present = functions.stream().filter(TruthProgram::exists).toList();
        Accuracy accuracy = new Accuracy();
        for (int from = 0; from < present.size(); from += size) {
            List<TruthTable.Function> batch = present.subList(from, Math.min(from + size, present.size()));
            List<List<List<TruthProgram.Result>>> results = new TruthProgram(batch).run(engine);
            for (int f = 0; f < batch.size(); f++) {
                int function = f;
                accuracy.add(batch.get(f), results.stream().map(r -> r.get(function)).toList());
            }
        }
        report(name, functions, present, accuracy);
        System.out.print(StanErrors.read(folder.resolve("STAN_ERRORS.tsv")).compare(accuracy, Integer.getInteger("worst", 10)));
        assertTrue(!only.isEmpty() || accuracy.held >= HELD, accuracy.held + " points hold, " + HELD + " did");
    }

    private static void report(String engine, List<TruthTable.Function> functions, List<TruthTable.Function> present, Accuracy accuracy) {
        List<String> absent = functions.stream().filter(f -> !present.contains(f)).map(TruthTable.Function::name).toList();
        Map<String, Long> counts = new TreeMap<>(accuracy.misses.stream().collect(Collectors.groupingBy(Accuracy.Miss::function, Collectors.counting())));
        System.out.println(engine + ": absent " + absent + "; missed " + counts);
        System.out.print(accuracy.report(engine));
    }
}
