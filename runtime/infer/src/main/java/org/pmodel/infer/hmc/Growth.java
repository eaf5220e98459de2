package org.pmodel.infer.hmc;

/** The outcome of building a tree of points at the end of a trajectory. */
sealed interface Growth {
    Growth EXTENDED = new Extended();
    Growth TURNING = new Turning();

    /** The tree is complete and may be drawn from. */
    record Extended() implements Growth {}

    /** The tree or one of its subtrees turns back: drawing from it would break detailed balance. */
    record Turning() implements Growth {}

    /** The integrator left the level set. */
    record Diverging(Info.Divergence divergence) implements Growth {}
}
