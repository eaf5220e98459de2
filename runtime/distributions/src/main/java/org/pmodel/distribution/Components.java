package org.pmodel.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/** What a mixture chooses among. In what it gives for all components their dimension comes after those of the batch and before those of events. */
sealed interface Components {
    int count();

    /** A component, or all of them, whose events are those of all. */
    Distribution typical();

    int[] batchShape();

    Components expand(int... batch);

    boolean areOrdered();

    Set<String> parameterNames();

    /** A log density or log probability of each component. */
    Smooth each(Smooth value, BiSmooth property);

    Tensor each(Function<Distribution, Tensor> property);

    /** A bound of the values of all components, by the smaller or greater of two. */
    Tensor bound(Function<Constraint, Tensor> bound, DoubleBinaryOperator of);

    /** A property of a distribution at a value. */
    interface BiSmooth {
        Smooth of(Distribution distribution, Smooth value);
    }

    /** Components of any families. */
    record Listed(List<Distribution> all) implements Components {
        public Listed {
            all = List.copyOf(all);
            for (Distribution d : all) {
                Distribution first = all.get(0);
                if (d.isDiscrete() != first.isDiscrete() || d.eventRank() != first.eventRank()
                        || d.knowsEventShape() && first.knowsEventShape() && !Arrays.equals(d.eventShape(), first.eventShape())) {
                    throw new IllegalArgumentException("mixture: values of " + d.name() + " are " + kind(d) + ", those of " + first.name() + " are " + kind(first));
                }
            }
        }

        private static String kind(Distribution d) {
            return (d.isDiscrete() ? "whole" : "real") + (d.eventRank() == 0 ? " numbers" : " containers" + (d.knowsEventShape() ? " of the shape " + Shapes.text(d.eventShape()) : ""));
        }

        @Override
        public int count() {
            return all.size();
        }

        @Override
        public Distribution typical() {
            return all.get(0);
        }

        @Override
        public int[] batchShape() {
            int[] batch = new int[0];
            for (Distribution d : all) {
                int[] both = Shapes.broadcast(batch, d.batchShape());
                if (both == null) {
                    throw new IllegalArgumentException("mixture: " + d.name() + " has the batch " + Shapes.text(d.batchShape()) + ", the components before it have "
                            + Shapes.text(batch));
                }
                batch = both;
            }
            return batch;
        }

        @Override
        public Components expand(int... batch) {
            return new Listed(all.stream().map(d -> d.expand(batch)).toList());
        }

        @Override
        public boolean areOrdered() {
            return all.stream().allMatch(Distribution::isOrdered);
        }

        @Override
        public Set<String> parameterNames() {
            Set<String> names = new HashSet<>();
            for (int k = 0; k < all.size(); k++) {
                String prefix = prefix(k);
                all.get(k).parameterNames().forEach(n -> names.add(prefix + n));
            }
            return names;
        }

        private static String prefix(int component) {
            return (component + 1) + ".";
        }

        @Override
        public Smooth each(Smooth value, BiSmooth property) {
            List<Smooth> parts = new ArrayList<>();
            for (int k = 0; k < all.size(); k++) {
                parts.add(named(prefix(k), all.get(k), value, property));
            }
            return Smooth.stacked(parts);
        }

        /** Only the component's own parameters have the prefix, not what the value depends on. */
        private static Smooth named(String prefix, Distribution component, Smooth value, BiSmooth property) {
            Smooth own = property.of(component, value.with(Smooth.VALUE, value.value()));
            return !own.isTracked() ? own : new Smooth(own.value(), (weights, slopes) -> {
                Slopes inner = own.slopes(weights);
                if (inner.ofValue() != null) {
                    value.flow(inner.ofValue(), slopes);
                }
                inner.ofParameters().forEach((name, slope) -> slopes.add(prefix + name, slope));
            });
        }

        @Override
        public Tensor each(Function<Distribution, Tensor> property) {
            int rank = typical().eventRank();
            return Smooth.stacked(all.stream().map(d -> Smooth.constant(property.apply(d))).toList()).value().moveLast(rank);
        }

        @Override
        public Tensor bound(Function<Constraint, Tensor> bound, DoubleBinaryOperator of) {
            return all.stream().map(d -> bound.apply(d.support())).reduce((a, b) -> a.zip(b, of)).orElseThrow();
        }
    }

    /** Components of one family: the last dimension of its batch. */
    record Batched(Distribution all) implements Components {
        public Batched {
            if (all.batchShape().length == 0) {
                throw new IllegalArgumentException("mixture: " + all.name() + " has no batch of components");
            }
        }

        @Override
        public int count() {
            return Shapes.fromEnd(all.batchShape(), 1);
        }

        @Override
        public Distribution typical() {
            return all;
        }

        @Override
        public int[] batchShape() {
            return Shapes.outer(all.batchShape(), 1);
        }

        @Override
        public Components expand(int... batch) {
            return new Batched(all.expand(Shapes.joined(batch, new int[] {count()})));
        }

        @Override
        public boolean areOrdered() {
            return all.isOrdered();
        }

        @Override
        public Set<String> parameterNames() {
            return all.parameterNames();
        }

        @Override
        public Smooth each(Smooth value, BiSmooth property) {
            int[] shape = value.value().shape();
            int rank = all.eventRank();
            int[] apart = Shapes.joined(Shapes.joined(Shapes.outer(shape, rank), new int[] {1}), Shapes.last(shape, rank));
            return property.of(all, value.reshape(apart));
        }

        @Override
        public Tensor each(Function<Distribution, Tensor> property) {
            return property.apply(all);
        }

        @Override
        public Tensor bound(Function<Constraint, Tensor> bound, DoubleBinaryOperator of) {
            Tensor each = bound.apply(all.support());
            return each.rank() == 0 ? each : each.reduceLast(of);
        }
    }
}
