package org.pmodel.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pmodel.infer.hmc.Sampler;
import org.pmodel.infer.hmc.State;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.numerics.Key;
import org.pmodel.numerics.RandomStream;

/** Where chains start, in unconstrained coordinates. */
public sealed interface Initial {
    int ATTEMPTS = 100;

    /** Uniform in [-radius, radius] along each coordinate; up to 100 points are tried. Stan's choice, with radius 2; zero starts at the origin. */
    record Uniform(double radius) implements Initial {}

    /** At given points; chain {@code c} starts at point {@code c} modulo their number. */
    record At(List<double[]> positions) implements Initial {
        public At {
            positions = List.copyOf(positions);
        }
    }

    static Initial standard() {
        return new Uniform(2);
    }

    /** A state of finite density and gradient to start a chain from; a diagnostic says why there is none. */
    default State find(Posterior posterior, Sampler sampler, int chain, Key key) {
        int attempts = this instanceof Uniform(double radius) && radius > 0 ? ATTEMPTS : 1;
        int[] failures = new int[Failure.values().length];
        double[] position = new double[0];
        for (int attempt = 0; attempt < attempts; attempt++) {
            position = position(posterior.dimension(), chain, key.fold(attempt));
            State state = sampler.init(position);
            Failure failure = Failure.of(state);
            if (failure == null) {
                return state;
            }
            failures[failure.ordinal()]++;
        }
        throw new ModelException(diagnostic(posterior, chain, attempts, failures, position));
    }

    private double[] position(int dimension, int chain, Key key) {
        return switch (this) {
            case Uniform(double radius) -> {
                RandomStream random = key.stream();
                double[] position = new double[dimension];
                for (int i = 0; i < dimension; i++) {
                    position[i] = radius * (2 * random.uniform() - 1);
                }
                yield position;
            }
            case At(List<double[]> positions) -> {
                double[] position = positions.get(chain % positions.size());
                if (position.length != dimension) {
                    throw new ModelException(Diagnostic.error("E0806", Span.NONE, "the initial point of chain " + (chain + 1) + " has "
                            + position.length + " coordinates, the posterior has " + dimension));
                }
                yield position.clone();
            }
        };
    }

    private Diagnostic diagnostic(Posterior posterior, int chain, int attempts, int[] failures, double[] last) {
        List<String> reasons = new ArrayList<>();
        for (Failure failure : Failure.values()) {
            int count = failures[failure.ordinal()];
            if (count > 0) {
                reasons.add(failure.description + (attempts == 1 ? "" : " at " + count + " points"));
            }
        }
        String where = switch (this) {
            case Uniform(double radius) when radius > 0 ->
                String.format(Locale.ROOT, "%d random points in [-%s, %s]", attempts, number(radius), number(radius));
            case Uniform zero -> "the origin";
            case At given -> "the given point";
        };
        Diagnostic diagnostic = Diagnostic.error("E0801", Span.NONE, "chain " + (chain + 1) + " of " + posterior.name()
                + " cannot start: tried " + where + " of the unconstrained space, " + String.join(", ", reasons));
        List<Diagnostic.Note> blamed = posterior.explain(last);
        for (Diagnostic.Note note : blamed) {
            diagnostic = diagnostic.withNote(note.message(), note.span());
        }
        return diagnostic.withNote("check that the data are possible under the model, that declared constraints match the densities, "
                + "or give initial values");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** What is wrong with a state as a start. */
    enum Failure {
        ZERO_DENSITY("the density is zero"),
        UNDEFINED_DENSITY("the log density is not a number"),
        INFINITE_DENSITY("the density is infinite"),
        GRADIENT("the gradient is not finite");

        private final String description;

        Failure(String description) {
            this.description = description;
        }

        static Failure of(State state) {
            double value = state.logDensity();
            if (Double.isNaN(value)) {
                return UNDEFINED_DENSITY;
            }
            if (Double.isInfinite(value)) {
                return value < 0 ? ZERO_DENSITY : INFINITE_DENSITY;
            }
            for (double derivative : state.gradient()) {
                if (!Double.isFinite(derivative)) {
                    return GRADIENT;
                }
            }
            return null;
        }
    }
}
