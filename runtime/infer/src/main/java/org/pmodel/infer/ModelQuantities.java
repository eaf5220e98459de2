package org.pmodel.infer;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Model;
import org.pmodel.runtime.CompiledModel;
import org.pmodel.runtime.Data;
import org.pmodel.runtime.Shape;
import org.pmodel.runtime.engine.Instance;
import org.pmodel.runtime.lower.Programs;

/**
 * The quantities of a model with the shapes that data give them.
 *
 * @param dimension the number of unconstrained coordinates
 */
public record ModelQuantities(int dimension, List<Quantity> quantities) {
    public ModelQuantities {
        quantities = List.copyOf(quantities);
    }

    /** @param generated whether the instance answers a question about generated quantities too */
    public static ModelQuantities of(CompiledModel compiled, Data data, boolean generated, Instance instance) {
        Model model = compiled.model();
        List<Declaration> declarations = Programs.quantities(model, generated);
        int[] sizes = new int[1 + declarations.stream().mapToInt(d -> Shape.sizes(d.type())).sum()];
        instance.read(Programs.SIZES, sizes);
        int parameters = model.parameters().size();
        int transformed = Programs.quantities(model, false).size();
        List<Quantity> quantities = new ArrayList<>();
        int[] next = {1};
        for (Declaration d : declarations) {
            int place = quantities.size();
            Quantity.Role role = place < parameters ? Quantity.Role.PARAMETER
                    : place < transformed ? Quantity.Role.TRANSFORMED_PARAMETER : Quantity.Role.GENERATED;
            Shape shape = Shape.of(d.type(), () -> sizes[next[0]++]);
            quantities.add(model.missing().stream().filter(m -> m.entries().equals(d.name())).findFirst()
                    .map(m -> new Quantity(m.variable(), new Shape.Entries(compiled.missing(m, data)), role)).orElse(new Quantity(d.name(), shape, role)));
        }
        return new ModelQuantities(sizes[0], quantities);
    }

    /** The number of scalars of all quantities. */
    public int scalars() {
        return quantities.stream().mapToInt(Quantity::size).sum();
    }
}
