package org.pmodel.distribution;

/**
 * Quantiles of distributions that state none, by search: as in the library's {@code quantile_by_search} and {@code count_quantile_by_search}, for all
 * elements of a batch at once.
 */
final class QuantileSearch {
    private static final int STEPS = 200;
    /** Where the exponential function ends. */
    private static final double FARTHEST = 745;
    private static final double CLOSE = 4e-16;
    /** The end of the whole numbers that kernels know. */
    private static final double GREATEST = Integer.MAX_VALUE;

    private final Distribution distribution;
    private final int[] batch;
    private final double[] p;
    private final double[] lower;
    private final double[] upper;

    private QuantileSearch(Distribution distribution, Tensor probability) {
        this.distribution = distribution;
        this.batch = distribution.batchOf(probability, "probability", 0);
        this.p = probability.broadcast(batch).values;
        Constraint support = distribution.support();
        this.lower = support.lower().broadcast(batch).values;
        this.upper = support.upper().broadcast(batch).values;
    }

    static Tensor quantiles(Distribution distribution, Tensor probability) {
        for (double p : probability.values) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("probability = " + Tensor.number(p) + " is not between 0 and 1");
            }
        }
        QuantileSearch search = new QuantileSearch(distribution, probability);
        return search.tensor(distribution.isDiscrete() ? search.counts() : search.numbers());
    }

    private Tensor tensor(double[] values) {
        return new Tensor(batch, values);
    }

    // ---- real numbers

    private double point(double t, int i) {
        if (Double.isInfinite(lower[i])) {
            return Double.isInfinite(upper[i]) ? Math.sinh(t) : upper[i] - Math.exp(-t);
        }
        return Double.isInfinite(upper[i]) ? lower[i] + Math.exp(t) : lower[i] + (upper[i] - lower[i]) * logistic(t);
    }

    private double slope(double t, int i) {
        if (Double.isInfinite(lower[i])) {
            return Double.isInfinite(upper[i]) ? Math.cosh(t) : Math.exp(-t);
        }
        return Double.isInfinite(upper[i]) ? Math.exp(t) : (upper[i] - lower[i]) * logistic(t) * logistic(-t);
    }

    private static double logistic(double t) {
        return 1 / (1 + Math.exp(-t));
    }

    /** One element's place on the whole line, the interval that it is in, and the last step. */
    private static final class Place {
        double low = -FARTHEST;
        double high = FARTHEST;
        double t;
        double last = 1;

        boolean moves() {
            return Math.abs(last) > CLOSE * (1 + Math.abs(t));
        }

        void step(double excess, double newton, int steps) {
            low = excess < 0 ? t : low;
            high = excess < 0 ? high : t;
            double next = t + newton;
            if (excess != 0 && (!(next > low && next < high) || Math.abs(newton) > 0.5 * Math.abs(last) && steps > 20)) {
                boolean open = Math.abs(low) == FARTHEST || Math.abs(high) == FARTHEST;
                next = open ? t + (excess < 0 ? 1 : -1) * Math.scalb(1.0, Math.min(steps, 9)) : 0.5 * (low + high);
                next = next > low && next < high ? next : 0.5 * (low + high);
            }
            last = excess == 0 ? 0 : next - t;
            t = excess == 0 ? t : next;
        }
    }

    /** Newton's method on the logarithm of the smaller tail, within an interval that bisection keeps; the last step is taken in the variable itself. */
    private double[] numbers() {
        Place[] places = new Place[p.length];
        double[] y = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            places[i] = new Place();
        }
        boolean moving = true;
        for (int steps = 0; steps < STEPS && moving; steps++) {
            moving = false;
            double[][] at = at(places, y);
            for (int i = 0; i < p.length; i++) {
                if (isInner(i) && places[i].moves()) {
                    double side = p[i] <= 0.5 ? 1 : -1;
                    double excess = side * (at[1][i] - goal(i));
                    places[i].step(excess, -excess / (slope(places[i].t, i) * Math.exp(at[0][i] - at[1][i])), steps);
                    moving |= places[i].moves();
                }
            }
        }
        double[][] at = at(places, y);
        for (int i = 0; i < p.length; i++) {
            double slope = Math.exp(at[0][i] - at[1][i]);
            double rest = (p[i] <= 0.5 ? 1 : -1) * (at[1][i] - goal(i));
            y[i] = !isInner(i) ? p[i] == 0 ? lower[i] : upper[i] : slope > 0 && slope < Double.POSITIVE_INFINITY ? y[i] - rest / slope : y[i];
        }
        return y;
    }

    private boolean isInner(int i) {
        return p[i] > 0 && p[i] < 1;
    }

    private double goal(int i) {
        return p[i] <= 0.5 ? Math.log(p[i]) : Math.log1p(-p[i]);
    }

    /** Log densities at the places and log probabilities of the tails beyond them. */
    private double[][] at(Place[] places, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] = point(places[i].t, i);
        }
        Tensor value = tensor(y.clone());
        return new double[][] {distribution.logProb(value).values, tails(value)};
    }

    private double[] tails(Tensor value) {
        double[] below = distribution.logCdf(value).values;
        double[] tails = distribution.logCcdf(value).values();
        for (int i = 0; i < p.length; i++) {
            tails[i] = p[i] <= 0.5 ? below[i] : tails[i];
        }
        return tails;
    }

    // ---- whole numbers

    private boolean[] reach(double[] n) {
        double[] tails = tails(tensor(n.clone()));
        boolean[] reach = new boolean[n.length];
        for (int i = 0; i < n.length; i++) {
            reach[i] = p[i] <= 0.5 ? tails[i] >= goal(i) : tails[i] <= goal(i);
        }
        return reach;
    }

    /** The smallest whole number at which the distribution function reaches the probability. */
    private double[] counts() {
        double[] low = lower.clone(); // too small, or the least
        double[] high = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            high[i] = Double.isInfinite(lower[i]) ? 0 : lower[i];
        }
        for (double width = 1; rise(low, high, width); width *= 2) { }
        for (double width = 1; fall(low, high, width); width *= 2) { }
        while (halve(low, high)) { }
        return high;
    }

    /** Whether a number that is not enough has been raised. */
    private boolean rise(double[] low, double[] high, double width) {
        boolean[] enough = reach(high);
        boolean moved = false;
        for (int i = 0; i < p.length; i++) {
            if (!enough[i] && high[i] < Math.min(upper[i], GREATEST)) {
                low[i] = high[i] + 1;
                high[i] = Math.min(upper[i], high[i] + width);
                moved = true;
            }
        }
        return moved;
    }

    /** Whether a number without one below it that is too small has been lowered. */
    private boolean fall(double[] low, double[] high, double width) {
        double[] further = high.clone();
        boolean open = false;
        for (int i = 0; i < p.length; i++) {
            open |= low[i] == Double.NEGATIVE_INFINITY;
            further[i] -= low[i] == Double.NEGATIVE_INFINITY ? width : 0;
        }
        boolean[] enough = open ? reach(further) : null;
        for (int i = 0; open && i < p.length; i++) {
            if (low[i] == Double.NEGATIVE_INFINITY) {
                low[i] = further[i] < -GREATEST ? -GREATEST : enough[i] ? low[i] : further[i] + 1;
                high[i] = enough[i] ? further[i] : high[i];
            }
        }
        return open;
    }

    private boolean halve(double[] low, double[] high) {
        double[] middle = new double[p.length];
        boolean open = false;
        for (int i = 0; i < p.length; i++) {
            middle[i] = Math.floor(0.5 * (low[i] + high[i]));
            open |= low[i] < high[i];
        }
        boolean[] enough = open ? reach(middle) : null;
        for (int i = 0; open && i < p.length; i++) {
            if (low[i] < high[i]) {
                high[i] = enough[i] ? middle[i] : high[i];
                low[i] = enough[i] ? low[i] : middle[i] + 1;
            }
        }
        return open;
    }
}
