package org.pmodel.infer.adapt;

import org.pmodel.infer.hmc.Sampler;
import org.pmodel.infer.hmc.State;
import org.pmodel.infer.hmc.Tuning;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.numerics.Key;

/**
 * The search for a step size of the right magnitude: doubled or halved until one step from a fresh momentum is accepted with a
 * probability on the other side of 0.8. Hoffman and Gelman (2014), JMLR 15, algorithm 4, with Stan's 0.8 in place of 0.5.
 */
final class InitialStepSize {
    private static final double LOG_ACCEPTANCE = Math.log(0.8);
    private static final double LARGEST = 1e7;

    private InitialStepSize() {}

    static Tuning search(Sampler sampler, Key key, State state, Tuning tuning) {
        Tuning current = tuning;
        if (!(current.stepSize() > 0 && current.stepSize() <= LARGEST)) {
            return current;
        }
        boolean growing = sampler.energyLoss(key.fold(0), state, current) > LOG_ACCEPTANCE;
        for (int attempt = 1;; attempt++) {
            double loss = sampler.energyLoss(key.fold(attempt), state, current);
            boolean crossed = growing ? !(loss > LOG_ACCEPTANCE) : !(loss < LOG_ACCEPTANCE);
            if (crossed) {
                return current;
            }
            current = current.withStepSize(current.stepSize() * (growing ? 2 : 0.5));
            if (current.stepSize() > LARGEST) {
                throw new ModelException(Diagnostic.error("E0802", Span.NONE, "the posterior is improper: steps of any size keep its density")
                        .withNote("a parameter that neither a prior nor the data holds in place has such a posterior"));
            }
            if (current.stepSize() == 0) {
                throw new ModelException(Diagnostic.error("E0803", Span.NONE, "no step is small enough to keep the density")
                        .withNote("a density that jumps, or whose gradient is wrong, behaves so"));
            }
        }
    }
}
