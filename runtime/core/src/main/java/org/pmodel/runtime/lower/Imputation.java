package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Missing;
import org.pmodel.kernel.Array;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Elem;
import org.pmodel.kernel.Stmt.Init;
import org.pmodel.kernel.Stmt.Storage;

/**
 * Completes the variables of the data that lack entries. Where these lie is known with the data; from the place on where the parameters for them are known,
 * the variable is the whole of it.
 */
final class Imputation {
    private final Lowering lowering;
    private final Scope scope;

    Imputation(Lowering lowering, Scope scope) {
        this.lowering = lowering;
        this.scope = scope;
    }

    boolean isMissing(Declaration data) {
        return lowering.model.missing().stream().anyMatch(m -> m.variable().equals(data.name()));
    }

    /** Brings in the number of missing entries of a variable of the data. */
    void begin(Declaration data) {
        for (Missing m : lowering.model.missing()) {
            if (m.variable().equals(data.name())) {
                Array count = lowering.out.alloc(m.count(), Elem.INT, List.of(), new Storage.External("count_" + m.variable()));
                scope.bind(m.count(), new Shaped.Scalar(lowering.out.load(m.count(), count, List.of())));
            }
        }
    }

    /** Puts the entries that a parameter holds, if it holds some, where they are missing. */
    void complete(Declaration parameter) {
        for (Missing m : lowering.model.missing()) {
            if (m.entries().equals(parameter.name())) {
                scope.bind(m.variable(), completed(m, scope.value(m.variable(), lowering), (Shaped.Tensor) scope.value(m.entries(), lowering)));
            }
        }
    }

    private Shaped completed(Missing missing, Shaped observed, Shaped.Tensor entries) {
        List<Atom> sizes = observed.sizes();
        int rank = sizes.size();
        Array whole = lowering.out.local(missing.variable(), Elem.REAL, sizes, Init.NONE);
        Place place = new Place.Memory(whole, sizes);
        lowering.store(place, List.of(), observed);
        Atom count = entries.sizes().get(0);
        Array at = lowering.out.alloc("at", Elem.INT, List.of(count, Atom.of(rank)), new Storage.External("missing_" + missing.variable()));
        lowering.loop("n", count, n -> {
            List<Atom> index = new ArrayList<>();
            for (int d = 0; d < rank; d++) {
                index.add(lowering.out.load("at", at, List.of(n, Atom.of(d))));
            }
            lowering.out.store(whole, index, entries.at(List.of(n)));
        });
        return lowering.read(place);
    }
}
