package org.pmodel.infer.draws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.time.Instant;
import java.util.List;
import org.pmodel.infer.Posterior;
import org.pmodel.infer.Quantity;
import org.pmodel.infer.Run;
import org.pmodel.infer.Settings;
import org.pmodel.infer.adapt.Adaptation;
import org.pmodel.infer.hmc.Algorithm;
import org.pmodel.infer.hmc.Metric;
import org.pmodel.infer.hmc.Nuts;
import org.pmodel.infer.hmc.StaticHmc;
import org.pmodel.runtime.Shape;

/** The content of {@code run.json}: how a run was asked for and what came of it. */
record RunManifest(String status, Provenance provenance, String java, String started, double wallSeconds, long seed, int chains, int warmup,
        int draws, boolean saveWarmup, Method method, Adaptation adaptation, int dimension, List<Output> quantities, List<ChainEntry> results) {
    static final ObjectMapper JSON = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    /** An algorithm by name with its numbers. */
    sealed interface Method {
        record NoUTurn(String algorithm, int maxDepth, double maxEnergyError) implements Method {}

        record Static(String algorithm, double integrationTime, double maxEnergyError) implements Method {}

        static Method of(Algorithm algorithm) {
            return switch (algorithm) {
                case Nuts nuts -> new NoUTurn("nuts", nuts.maxDepth(), nuts.maxEnergyError());
                case StaticHmc hmc -> new Static("hmc", hmc.integrationTime(), hmc.maxEnergyError());
            };
        }
    }

    /** @param type {@code real}, {@code complex} or {@code tuple}: what the elements of the container are */
    record Output(String name, String type, List<Integer> shape, Quantity.Role role) {
        static Output of(Quantity quantity) {
            String type = switch (quantity.shape()) {
                case Shape.Numbers n -> "real";
                case Shape.Entries e -> "real";
                case Shape.Complex c -> "complex";
                case Shape.Tuple t -> "tuple";
            };
            return new Output(quantity.name(), type, quantity.shape().sizes(), quantity.role());
        }
    }

    /** @param transitions made, warm-up included */
    record ChainEntry(int transitions, double warmupSeconds, double samplingSeconds, double stepSize, Metric metric) {}

    static RunManifest begun(Posterior posterior, Settings settings, Provenance provenance, Instant started) {
        return of("running", settings, provenance, started, 0, posterior.dimension(), posterior.quantities(), List.of());
    }

    static RunManifest completed(Run run, Provenance provenance, Instant started) {
        List<Run.ChainReport> live = run.chains().stream().filter(c -> c.checkpoint() != null).toList();
        int dimension = live.isEmpty() ? 0 : live.getFirst().checkpoint().state().position().length;
        List<ChainEntry> entries = live.stream().map(c -> new ChainEntry(c.checkpoint().transition(), c.warmupSeconds(), c.samplingSeconds(),
                c.tuning().stepSize(), c.tuning().metric())).toList();
        return of(run.stopped() ? "stopped" : "complete", run.settings(), provenance, started, run.wallSeconds(), dimension,
                run.draws().quantities(), entries);
    }

    private static RunManifest of(String status, Settings s, Provenance provenance, Instant started, double wallSeconds, int dimension,
            List<Quantity> quantities, List<ChainEntry> entries) {
        return new RunManifest(status, provenance, Runtime.version().toString(), started.toString(), wallSeconds, s.seed(),
                s.chains(), s.warmup(), s.draws(), s.saveWarmup(), Method.of(s.algorithm()), s.adaptation(), dimension, quantities.stream().map(Output::of).toList(), entries);
    }
}
