package org.pmodel.compiler.lint;

import java.util.List;
import org.pmodel.compiler.Diagnostics;

/** All lints there are; their order is no matter, diagnostics are sorted by place. */
public final class Lints {
    static final List<Lint> ALL = List.of(
            new Lint("uninitialised", "a variable is read where it may not have a value yet", false, Uninitialised::check),
            new Lint("self assignment", "a variable is assigned to itself", false, SelfAssignment::check),
            new Lint("chained comparison", "a truth value is compared, as in `1 < x < 2`", false, ChainedComparison::check),
            new Lint("unreachable", "a statement never runs", false, Unreachable::check),
            new Lint("deprecated", "a newer form replaces this one", false, Deprecated::check),
            new Lint("unused parameter", "a parameter does not enter the density", true, UnusedParameter::check),
            new Lint("missing prior", "no distribution of a parameter is stated but through data", true, MissingPrior::check),
            new Lint("hard bounds", "a parameter is held in an interval", true, HardBounds::check),
            new Lint("uniform prior", "a parameter is uniform, but not on its support", true, UniformPrior::check),
            new Lint("argument support", "an argument of a distribution can leave what the distribution takes", true, ArgumentSupport::check),
            new Lint("variate support", "a parameter can leave the support of its distribution", true, VariateSupport::check),
            new Lint("scale", "a constant in a distribution is far from 1", true, Unscaled::check),
            new Lint("gamma prior", "a gamma prior with equal small constants", true, GammaPrior::check),
            new Lint("several distributions", "a variable stands to the left of more than one `~`", true, SeveralDistributions::check),
            new Lint("parameter in control flow", "a condition or range depends on parameters", true, ParameterControl::check),
            new Lint("change of variables", "a transformed parameter is given a distribution, perhaps without the Jacobian", true, ChangeOfVariables::check),
            new Lint("unused variable", "a local variable is never read", true, UnusedVariable::check));

    private Lints() {}

    public static void run(Subject subject, boolean pedantic, Diagnostics diagnostics) {
        ALL.stream().filter(lint -> pedantic || !lint.pedantic()).forEach(lint -> lint.check().accept(subject, diagnostics::add));
    }
}
