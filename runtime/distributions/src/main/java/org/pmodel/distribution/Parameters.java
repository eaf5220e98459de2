package org.pmodel.distribution;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What must hold of the parameters of a family. */
final class Parameters {
    private Parameters() {}

    static int[] batchShape(Definition definition, List<Tensor> parameters) {
        int[] batch = new int[0];
        for (int i = 0; i < parameters.size(); i++) {
            Definition.Parameter p = definition.parameters().get(i);
            int[] shape = parameters.get(i).shape();
            int rank = p.layout().rank();
            if (shape.length < rank) {
                throw new IllegalArgumentException(definition.name() + ": " + p.name() + " has the shape " + Shapes.text(shape) + ", " + rank + " dimensions are needed");
            }
            int[] both = Shapes.broadcast(batch, Shapes.outer(shape, rank));
            if (both == null) {
                throw new IllegalArgumentException(definition.name() + ": " + p.name() + " has the batch " + Shapes.text(Shapes.outer(shape, rank))
                        + ", the parameters before it have " + Shapes.text(batch));
            }
            batch = both;
        }
        return batch;
    }

    static void check(Definition definition, List<Tensor> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            Definition.Parameter p = definition.parameters().get(i);
            checkSizes(definition, parameters, i);
            Constraint constraint = p.constraint().apply(parameters);
            constraint = p.whole() ? constraint.whole() : constraint;
            int wrong = constraint.firstViolation(parameters.get(i));
            if (wrong >= 0) {
                throw new IllegalArgumentException(definition.name() + ": " + p.name() + " = " + constraint.element(parameters.get(i), wrong)
                        + " does not satisfy the constraint " + constraint);
            }
        }
    }

    private static void checkSizes(Definition definition, List<Tensor> parameters, int position) {
        Definition.Parameter p = definition.parameters().get(position);
        int[] shape = Shapes.last(parameters.get(position).shape(), p.layout().rank());
        int[] needed = p.sizes() == null ? shape : p.sizes().needed().apply(parameters);
        if (!Arrays.equals(shape, needed)) {
            List<String> names = definition.parameters().stream().map(Definition.Parameter::name).toList();
            String others = p.sizes().of().stream().map(o -> o + " of the shape " + Shapes.text(Shapes.last(parameters.get(names.indexOf(o)).shape(),
                    definition.parameters().get(names.indexOf(o)).layout().rank()))).collect(Collectors.joining(" and "));
            throw new IllegalArgumentException(definition.name() + ": " + p.name() + " has the shape " + Shapes.text(shape) + ", and with " + others + " it must be "
                    + Shapes.text(needed));
        }
    }

    /** Sums over what was repeated. */
    static Tensor summedTo(Tensor slopes, int[] shape) {
        if (Arrays.equals(slopes.shape(), shape)) {
            return slopes;
        }
        int[] places = Shapes.elements(shape, slopes.shape());
        double[] sums = new double[Shapes.size(shape)];
        for (int i = 0; i < places.length; i++) {
            sums[places[i]] += slopes.values[i];
        }
        return new Tensor(shape, sums);
    }
}
