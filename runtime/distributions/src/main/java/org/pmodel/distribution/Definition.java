package org.pmodel.distribution;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A family of the library: what its definition says and the routines that were written from it.
 *
 * @param support of the variate, from the parameters and the shape of one draw
 * @param eventShape the shape of one draw, from the parameters; {@code null} where the definition does not say
 * @param items by role: {@code logpdf} or {@code logpmf}, {@code cdf}, {@code quantile}, {@code sample}, {@code mean} …
 */
record Definition(String name, List<Parameter> parameters, Variate variate, BiFunction<List<Tensor>, int[], Constraint> support,
        Function<List<Tensor>, int[]> eventShape, Map<String, Item> items) {
    /** Roles of draws that take a whole number more than the parameters, before or behind them. */
    static final String SAMPLE_GIVEN_FIRST = "sample given a number first", SAMPLE_GIVEN_LAST = "sample given a number last";

    /**
     * @param constraint from all parameters; sizes are those of the parameter itself
     * @param sizes {@code null} where the parameter may have any
     */
    record Parameter(String name, boolean whole, Layout layout, Function<List<Tensor>, Constraint> constraint, Sizes sizes) {}

    /**
     * The shape of one parameter, where it follows from others.
     *
     * @param of the names of those
     */
    record Sizes(List<String> of, Function<List<Tensor>, int[]> needed) {}

    record Variate(boolean whole, Layout layout) {}

    /**
     * What a family can compute.
     *
     * @param value the number, or the quantity of that {@code rank}
     * @param quantity whether the routine gives a quantity and not a number
     * @param slopes with its derivatives; for a draw those of a weighted sum of its elements; {@code null} where there are none
     */
    record Item(Routine value, boolean quantity, int rank, Routine slopes) {}

    Item item(String role) {
        Item item = items.get(role);
        if (item == null) {
            throw new UnsupportedOperationException("the library states no " + role + " of " + name);
        }
        return item;
    }

    Item density() {
        return item(variate.whole() ? "logpmf" : "logpdf");
    }
}
