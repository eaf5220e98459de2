package org.pmodel.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pmodel.infer.draws.Draws;
import org.pmodel.infer.draws.Sink;
import org.pmodel.ir.ModelException;

/**
 * A run of several chains side by side: started, watched, stopped and gone on with.
 *
 * <pre>{@code
 *   Run run = Sampling.of(posterior, Settings.standard(seed)).to(new RunFolder(path, provenance)).run();
 *   System.out.print(Summary.of(run, 0).toText());
 * }</pre>
 */
public final class Sampling {
    /** Enough for models that call functions inside each other thousands of times; memory is taken only as it is used. */
    private static final long CHAIN_STACK_BYTES = 64L << 20;

    private final Posterior posterior;
    private final Settings settings;
    private final Sink sink;
    private final ProgressListener progress;
    private final StopFlag stop;
    private final List<Chain.Checkpoint> from;

    private Sampling(Posterior posterior, Settings settings, Sink sink, ProgressListener progress, StopFlag stop, List<Chain.Checkpoint> from) {
        this.posterior = posterior;
        this.settings = settings;
        this.sink = sink;
        this.progress = progress;
        this.stop = stop;
        this.from = from;
    }

    public static Sampling of(Posterior posterior, Settings settings) {
        return new Sampling(posterior, settings, Sink.NONE, ProgressListener.NONE, new StopFlag(), List.of());
    }

    /** Sends draws to a sink as well as to the result; the sink is opened and closed by the run. */
    public Sampling to(Sink destination) {
        return new Sampling(posterior, settings, destination, progress, stop, from);
    }

    public Sampling watchedBy(ProgressListener listener) {
        return new Sampling(posterior, settings, sink, listener, stop, from);
    }

    public Sampling stoppedBy(StopFlag flag) {
        return new Sampling(posterior, settings, sink, progress, flag, from);
    }

    /**
     * Goes on where an earlier run of the same posterior and seed stopped. The result has the draws made from there on; with the earlier
     * ones they are the draws of an uninterrupted run.
     */
    public Sampling from(List<Chain.Checkpoint> checkpoints) {
        if (checkpoints.size() != settings.chains()) {
            throw new IllegalArgumentException(checkpoints.size() + " checkpoints for " + settings.chains() + " chains");
        }
        return new Sampling(posterior, settings, sink, progress, stop, List.copyOf(checkpoints));
    }

    /** @throws ModelException where a chain cannot start or go on; the sink has then what was drawn */
    public Run run() {
        long start = System.nanoTime();
        Draws.Collector collector = new Draws.Collector(posterior.quantities(), settings);
        try (sink) {
            sink.open(posterior, settings);
            progress.started(settings);
            List<Run.ChainReport> chains;
            try {
                chains = runChains(collector);
            } finally {
                progress.finished();
            }
            boolean stopped = chains.stream().anyMatch(c -> c.checkpoint() == null || c.checkpoint().transition() < settings.transitions());
            Run run = new Run(settings, collector.draws(), chains, stopped, (System.nanoTime() - start) / 1e9);
            sink.completed(run);
            return run;
        }
    }

    private List<Run.ChainReport> runChains(Draws.Collector collector) {
        // One failing chain ends the others: what they draw is of no use without it.
        StopFlag failed = new StopFlag();
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(settings.threads(), settings.chains()),
                Thread.ofPlatform().name("pmodel-chain-", 1).daemon().stackSize(CHAIN_STACK_BYTES).factory())) {
            List<Future<Run.ChainReport>> futures = new ArrayList<>();
            for (int c = 0; c < settings.chains(); c++) {
                int chain = c;
                futures.add(threads.submit(() -> {
                    try {
                        return runChain(chain, collector, failed);
                    } catch (Throwable t) {
                        failed.request();
                        throw t;
                    }
                }));
            }
            return results(futures);
        }
    }

    private Run.ChainReport runChain(int number, Draws.Collector collector, StopFlag failed) {
        Chain chain = new Chain(posterior, settings, number);
        Posterior.Outputs outputs = posterior.outputs();
        double[] values = new double[collector.scalars()];
        // Chains look for a start even when another found none: the first of them is reported, whichever was quicker.
        if (stop.isRequested()) {
            return new Run.ChainReport(from.isEmpty() ? null : from.get(number), 0, 0);
        }
        long start = System.nanoTime();
        Chain.Checkpoint at = from.isEmpty() ? chain.begin() : from.get(number);
        long warm = start;
        try {
            while (at.transition() < settings.transitions() && !stop.isRequested() && !failed.isRequested()) {
                int transition = at.transition();
                boolean warmup = transition < settings.warmup();
                if (transition == settings.warmup()) {
                    warm = System.nanoTime();
                    sink.warmedUp(number, at.adaptation().tuning());
                }
                Chain.Advance advance = chain.advance(at);
                at = advance.checkpoint();
                if (!warmup || settings.saveWarmup()) {
                    outputs.write(at.state().position(), chain.outputKey(transition), values);
                    collector.draw(number, warmup, advance.transition(), values);
                    sink.draw(number, warmup, advance.transition(), values);
                }
                progress.advanced(number, at.transition());
            }
        } finally {
            long end = System.nanoTime();
            warm = at.transition() <= settings.warmup() ? end : warm;
            sink.ended(number, (warm - start) / 1e9, (end - warm) / 1e9);
        }
        long end = System.nanoTime();
        return new Run.ChainReport(at, (warm - start) / 1e9, (end - warm) / 1e9);
    }

    private static List<Run.ChainReport> results(List<Future<Run.ChainReport>> futures) {
        List<Run.ChainReport> reports = new ArrayList<>();
        RuntimeException failure = null;
        for (Future<Run.ChainReport> future : futures) {
            try {
                reports.add(future.get());
            } catch (ExecutionException e) {
                RuntimeException cause = e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
                // The user's own mistake explains more than what followed from it.
                failure = failure == null || cause instanceof ModelException && !(failure instanceof ModelException) ? cause : failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for chains", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        return reports;
    }
}
