package org.pmodel.infer.draws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.pmodel.infer.Quantity;
import org.pmodel.infer.Settings;
import org.pmodel.infer.hmc.Info;
import org.pmodel.infer.hmc.Statistic;
import org.pmodel.infer.hmc.Transition;

/**
 * The draws of a run after warm-up, column by column, with the statistics of the transitions that made them. Chains that were
 * stopped may differ in length. Arrays that are handed out are copies.
 */
public final class Draws {
    private final List<Quantity> quantities;
    private final List<String> names;
    private final Map<String, Integer> columns;
    private final List<Store> chains;

    private Draws(List<Quantity> quantities, List<Store> chains) {
        this.quantities = List.copyOf(quantities);
        this.names = quantities.stream().flatMap(q -> q.scalarNames().stream()).toList();
        this.columns = new LinkedHashMap<>();
        for (String name : names) {
            columns.put(name, columns.size());
        }
        this.chains = List.copyOf(chains);
    }

    public List<Quantity> quantities() {
        return quantities;
    }

    /** The scalars of all quantities, {@code theta[1]} … */
    public List<String> names() {
        return names;
    }

    public int chains() {
        return chains.size();
    }

    /** The number of draws of a chain. */
    public int size(int chain) {
        return chains.get(chain).size;
    }

    /** A scalar by name, {@code mu} or {@code theta[3]}: [chain][draw]. */
    public double[][] scalar(String name) {
        Integer column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("no scalar quantity '" + name + "'; there are " + some(names));
        }
        return scalar(column);
    }

    /** A scalar by its place in {@link #names()}: [chain][draw]. */
    public double[][] scalar(int column) {
        return chains.stream().map(store -> Arrays.copyOf(store.values[column], store.size)).toArray(double[][]::new);
    }

    /** All draws of a scalar, one chain after the other. */
    public double[] pooled(String name) {
        return Arrays.stream(scalar(name)).flatMapToDouble(Arrays::stream).toArray();
    }

    /** A quantity by name, whole: [chain][draw][element], elements with the first index fastest; {@link #quantity} has its shape. */
    public double[][][] elements(String name) {
        int first = first(name);
        int size = quantity(name).size();
        return chains.stream().map(store -> IntStream.range(0, store.size)
                .mapToObj(draw -> IntStream.range(first, first + size).mapToDouble(column -> store.values[column][draw]).toArray())
                .toArray(double[][]::new)).toArray(double[][][]::new);
    }

    public Quantity quantity(String name) {
        return quantities.stream().filter(q -> q.name().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "no quantity '" + name + "'; there are " + some(quantities.stream().map(Quantity::name).toList())));
    }

    /** A sampler statistic: [chain][draw]. */
    public double[][] statistic(Statistic statistic) {
        return chains.stream().map(store -> Arrays.copyOf(store.statistics[statistic.ordinal()], store.size)).toArray(double[][]::new);
    }

    /** Where the transitions of a chain diverged, in unconstrained coordinates. */
    public List<Info.Divergence> divergences(int chain) {
        return List.copyOf(chains.get(chain).divergences);
    }

    private int first(String name) {
        int first = 0;
        for (Quantity quantity : quantities) {
            if (quantity.name().equals(name)) {
                return first;
            }
            first += quantity.size();
        }
        throw new IllegalArgumentException("no quantity '" + name + "'");
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(10, names.size()))) + (names.size() > 10 ? " …" : "");
    }

    /** Takes the draws of a run as they are made; each chain writes its own store. */
    public static final class Collector {
        private final List<Quantity> quantities;
        private final int scalars;
        private final List<Store> chains = new ArrayList<>();

        public Collector(List<Quantity> quantities, Settings settings) {
            this.quantities = quantities;
            this.scalars = quantities.stream().mapToInt(Quantity::size).sum();
            for (int c = 0; c < settings.chains(); c++) {
                chains.add(new Store(scalars, settings.draws()));
            }
        }

        /** The length of the values of a draw. */
        public int scalars() {
            return scalars;
        }

        /** Adds a draw; those of warm-up are not kept. */
        public void draw(int chain, boolean warmup, Transition transition, double[] values) {
            if (!warmup) {
                chains.get(chain).add(transition, values);
            }
        }

        /** What was collected. */
        public Draws draws() {
            return new Draws(quantities, chains);
        }
    }

    /** One chain: a column for each scalar and statistic. */
    private static final class Store {
        final double[][] values;
        final double[][] statistics;
        final List<Info.Divergence> divergences = new ArrayList<>();
        int size;

        Store(int scalars, int capacity) {
            values = new double[scalars][capacity];
            statistics = new double[Statistic.values().length][capacity];
        }

        void add(Transition transition, double[] row) {
            for (int i = 0; i < row.length; i++) {
                values[i][size] = row[i];
            }
            for (Statistic statistic : Statistic.values()) {
                statistics[statistic.ordinal()][size] = statistic.of(transition);
            }
            if (transition.info().divergent()) {
                divergences.add(transition.info().divergence());
            }
            size++;
        }
    }
}
