package org.pmodel.infer.hmc;

import java.util.function.ToDoubleFunction;

/** The columns recorded for each transition, in Stan's order and under Stan's names: this table is their only definition. */
public enum Statistic {
    LOG_DENSITY("lp__", t -> t.state().logDensity()),
    ACCEPT_STAT("accept_stat__", t -> t.info().acceptStat()),
    STEP_SIZE("stepsize__", t -> t.info().stepSize()),
    TREE_DEPTH("treedepth__", t -> t.info().treeDepth()),
    LEAPFROGS("n_leapfrog__", t -> t.info().leapfrogs()),
    DIVERGENT("divergent__", t -> t.info().divergent() ? 1 : 0),
    ENERGY("energy__", t -> t.info().energy());

    private final String column;
    private final ToDoubleFunction<Transition> value;

    Statistic(String column, ToDoubleFunction<Transition> value) {
        this.column = column;
        this.value = value;
    }

    public String column() {
        return column;
    }

    public double of(Transition transition) {
        return value.applyAsDouble(transition);
    }
}
