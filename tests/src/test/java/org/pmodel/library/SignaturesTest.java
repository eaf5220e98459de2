package org.pmodel.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pmodel.Checkout;
import org.pmodel.compiler.Compilation;
import org.pmodel.compiler.Compiler;
import org.pmodel.compiler.CompilerOptions;
import org.pmodel.compiler.Source;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.Expr;
import org.pmodel.ir.Function;
import org.pmodel.ir.Model;
import org.pmodel.ir.Stmt;

/** Every signature of the list beside the checkout is accepted, and gives what the list says it gives. */
class SignaturesTest {
    private static final String FILE = "signatures.stan";

    @Test
    void everyRowIsAccepted() throws IOException {
        Path file = Checkout.reference().map(r -> r.resolve("stan-functions.tsv")).filter(Files::exists).orElse(null);
        assumeTrue(file != null, "no list of signatures beside the checkout");
        SignatureList list = SignatureList.read(file);
        Map<Integer, String> missing = missing(list);
        System.out.print(table(list, missing.keySet()));
        missing.forEach((row, why) -> System.out.println("missing: " + list.rows().get(row) + "   " + why));
        assertEquals(List.of(), missing.keySet().stream().map(list.rows()::get).toList(), "signatures that are not accepted");
    }

    /** The rows that are not accepted or give something else, and what is wrong with them. */
    private static Map<Integer, String> missing(SignatureList list) {
        Map<Integer, String> missing = new TreeMap<>();
        for (Diagnostic d : compile(list, Set.of()).diagnostics()) {
            if (d.severity() == Diagnostic.Severity.ERROR) {
                missing.putIfAbsent(list.rowAt(d.span().line()), d.code() + " " + d.message());
            }
        }
        Model model = compile(list, missing.keySet()).modelOrThrow();
        for (Function function : model.functions().values()) {
            int row = function.span().file().equals(FILE) ? list.rowAt(function.span().line()) : -1;
            if (row >= 0 && function.name().equals(list.functionName(row)) && function.body().get(0) instanceof Stmt.Return(Expr value, var span)
                    && value instanceof Expr.Promotion(Expr given, var type)) {
                missing.put(row, "gives " + given.type());
            }
        }
        return missing;
    }

    private static Compilation compile(SignatureList list, Set<Integer> without) {
        return Compiler.compile(new Source(FILE, list.program(without)), CompilerOptions.DEFAULT);
    }

    private static String table(SignatureList list, Set<Integer> missing) {
        StringBuilder text = new StringBuilder(String.format("%-20s %8s %8s%n", "group", "rows", "missing"));
        Map<String, List<Integer>> groups = new TreeMap<>(IntStream.range(0, list.rows().size()).boxed()
                .collect(Collectors.groupingBy(i -> list.rows().get(i).group())));
        groups.forEach((group, rows) ->
                text.append(String.format("%-20s %8d %8d%n", group, rows.size(), rows.stream().filter(missing::contains).count())));
        return text.append(String.format("%-20s %8d %8d%n", "all", list.rows().size(), missing.size())).toString();
    }
}
