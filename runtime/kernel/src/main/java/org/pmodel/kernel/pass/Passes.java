package org.pmodel.kernel.pass;

import java.util.List;
import org.pmodel.kernel.Kernel;
import org.pmodel.kernel.Pass;
import org.pmodel.kernel.ad.Forward;
import org.pmodel.kernel.ad.Reverse;

/** The pipeline: which passes run in which order, and why in that order. */
public final class Passes {
    private Passes() {}

    static final Pass FORWARD_STORES = new Pass("forward-stores", "reads what was just written from where it came", ForwardStores::apply);
    static final Pass DEAD_CODE = new Pass("dead-code", "removes what nothing depends on", DeadCode::apply);
    static final Pass FORWARD_SUMS = new Pass("forward-sums", "adds the terms of a sum where the sum would be added", ForwardSums::apply);
    static final Pass UNROLL = new Pass("unroll", "writes out inner loops of a few turns", Unroll::apply);
    static final Pass SPLIT_SUMS = new Pass("split-sums", "adds the terms of a sum one by one", SplitSums::apply);
    static final Pass PROVE_CHECKS = new Pass("prove-checks", "drops checks that cannot fail", ProveChecks::apply);
    static final Pass DROP_COPIES = new Pass("drop-copies", "lets one array serve as another that is a copy of it", DropCopies::apply);
    static final Pass DROP_FILLS = new Pass("drop-fills", "does not clear arrays that are overwritten", DropFills::apply);
    static final Pass SHARE_WORK = new Pass("share-work", "does once what is done twice", ShareWork::apply);
    static final Pass PRODUCTS = new Pass("products", "finds products of matrices, which are run in blocks", Products::apply, true);
    static final Pass FUSE_LOOPS = new Pass("fuse-loops", "joins producer and consumer loops; their arrays become scalars", FuseLoops::apply);
    static final Pass HOIST = new Pass("hoist", "takes out of loops what does not change there", Hoist::apply);
    static final Pass COMPRESS_ROWS = new Pass("compress-rows", "sums of squares over data go over the rows of their triangular factor", CompressRows::apply);
    static final Pass JOIN_SUMS = new Pass("join-sums", "adds up in registers what goes to the same scalar", JoinSums::apply);
    static final Pass INTERCHANGE_SUMS = new Pass("interchange-sums", "adds up side by side the sums that alone would stride through memory", InterchangeSums::apply);
    static final Pass RARE_TURNS = new Pass("rare-turns", "asks once per loop whether data need what is rare", RareTurns::apply);
    static final Pass RARE_LOOPS = new Pass("rare-loops", "writes loops without what is rare beside those with it", RareLoops::apply);
    static final Pass SELECT_SIDES = new Pass("select-sides", "runs both sides of short branches in inner loops", SelectSides::apply);
    static final Pass SCATTER_APART = new Pass("scatter-apart", "separates costly arithmetic from additions at computed places", ScatterApart::apply);
    static final Pass ORDER_DIMENSIONS = new Pass("order-dimensions", "lays out arrays so that inner loops go through neighbours", OrderDimensions::apply);
    static final Pass DIFFERENTIATE = new Pass("differentiate", "adds the backward sweep", Reverse::gradient, true);

    static final Pass EXPAND = new Pass("expand", "writes out the operations of a loop's turns", Expand::apply);

    /** Before staging. Fusion wants loads that can be seen through, hoisting wants whole loops, and both want no dead code in between. */
    public static final List<Pass> BEFORE_STAGING = List.of(FORWARD_STORES, PROVE_CHECKS, DEAD_CODE, DROP_FILLS, DROP_COPIES, SHARE_WORK, FORWARD_SUMS, SPLIT_SUMS, UNROLL, PRODUCTS,
            FUSE_LOOPS, FORWARD_STORES, DEAD_CODE, HOIST,
            FORWARD_STORES, DEAD_CODE, COMPRESS_ROWS, FORWARD_STORES, RARE_TURNS, DEAD_CODE);

    /** Staging divides the kernel into what runs when data are bound and what runs each time; joining sums earlier would tie the two together. */
    public static final List<Pass> AFTER_STAGING = List.of(DEAD_CODE, FORWARD_STORES, JOIN_SUMS, INTERCHANGE_SUMS, DEAD_CODE);

    /** What the backward sweep leaves to do is the same again: share, hoist, drop. */
    public static final List<Pass> GRADIENT = List.of(DIFFERENTIATE, FORWARD_STORES, DEAD_CODE, RARE_LOOPS, SELECT_SIDES, FORWARD_STORES, HOIST, FORWARD_STORES,
            DEAD_CODE, SCATTER_APART, DEAD_CODE, ORDER_DIMENSIONS);

    /** For a compiler that shares and hoists nothing of the operations that it is given to call. */
    public static final List<Pass> EXPANSION = List.of(EXPAND, DEAD_CODE, HOIST, DEAD_CODE);

    /** Tangents beside values, and again what that leaves to do. */
    public static final List<Pass> DIRECTIONAL = List.of(new Pass("forward", "adds the derivative in one direction", Forward::derivative, true), FORWARD_STORES,
            DEAD_CODE, HOIST, FORWARD_STORES, DEAD_CODE);

    /** A kernel divided by time. */
    public record Program(Kernel bind, Kernel run, List<String> persistent) {}

    /** @param trace sees the kernel after each pass, under the pass's name */
    public static Program divide(Kernel kernel, Trace trace) {
        Stage.Staged staged = Stage.apply(run(BEFORE_STAGING, kernel, trace));
        trace.accept("stage", staged.run());
        staged = PackStrips.apply(staged);
        trace.accept("pack-strips", staged.run());
        return new Program(run(List.of(DEAD_CODE), staged.bind().withoutAdjoints(), Trace.NONE), run(AFTER_STAGING, staged.run(), trace), staged.persistent());
    }

    public static Kernel gradient(Kernel kernel, Trace trace) {
        return run(GRADIENT, kernel, trace);
    }

    public static Kernel expanded(Kernel kernel) {
        return run(EXPANSION, kernel, Trace.NONE);
    }

    /** The kernel with its derivative in a direction, which follows the point in the input; of a gradient, products with the Hessian. */
    public static Kernel directional(Kernel kernel, Trace trace) {
        return run(DIRECTIONAL, kernel, trace);
    }

    /** An observer of the pipeline. */
    @FunctionalInterface
    public interface Trace {
        Trace NONE = (pass, kernel) -> { };

        void accept(String pass, Kernel kernel);
    }

    private static Kernel run(List<Pass> passes, Kernel kernel, Trace trace) {
        Kernel result = kernel;
        for (Pass pass : passes) {
            result = pass.apply(result);
            trace.accept(pass.name(), result);
        }
        return result;
    }
}
