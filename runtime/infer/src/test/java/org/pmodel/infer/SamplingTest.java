package org.pmodel.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pmodel.infer.adapt.Adaptation;
import org.pmodel.infer.draws.Sink;
import org.pmodel.infer.hmc.Statistic;
import org.pmodel.infer.hmc.Transition;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;
import org.pmodel.runtime.Shape;

/** Runs: reproducible, independent of threads, stopped and gone on with; refused with a reason. */
class SamplingTest {
    private static final Settings SHORT = Settings.standard(7).withWarmup(200).withDraws(100);

    @Test
    void drawsDoNotDependOnTheNumberOfThreads() {
        Run one = Sampling.of(Targets.eightSchools(), SHORT.withThreads(1)).run();
        Run four = Sampling.of(Targets.eightSchools(), SHORT.withThreads(4)).run();
        assertSame(everything(one), everything(four));
    }

    @Test
    void chainsDifferAndSeedsDiffer() {
        Run run = Sampling.of(Targets.eightSchools(), SHORT).run();
        Run other = Sampling.of(Targets.eightSchools(), Settings.standard(8).withWarmup(200).withDraws(100)).run();
        double[][] x = run.draws().scalar("x[1]");
        assertFalse(Arrays.equals(x[0], x[1]));
        assertFalse(Arrays.equals(x[0], other.draws().scalar("x[1]")[0]));
    }

    @Test
    void aChainIsTheSameInARunOfMoreChains() {
        double[][] two = Sampling.of(Targets.eightSchools(), SHORT.withChains(2)).run().draws().scalar("noise");
        double[][] four = Sampling.of(Targets.eightSchools(), SHORT).run().draws().scalar("noise");
        assertArrayEquals(two[1], four[1]);
    }

    @Test
    void aStoppedRunGoesOnAsIfItHadNotStopped() throws Exception {
        for (Adaptation.Shape shape : Adaptation.Shape.values()) {
            Settings settings = SHORT.withAdaptation(Adaptation.standard().withShape(shape)).withChains(2);
            Run whole = Sampling.of(Targets.eightSchools(), settings).run();
            // Once in the middle of a window of warm-up, once while sampling; through JSON, as from another process.
            List<Chain.Checkpoint> checkpoints = List.of();
            double[][] tail = {};
            for (int stopAt : new int[] {130, 250, 1000}) {
                StopFlag stop = new StopFlag();
                Sampling sampling = Sampling.of(Targets.eightSchools(), settings.withThreads(1)).stoppedBy(stop).watchedBy(new ProgressListener() {
                    @Override
                    public void advanced(int chain, int transitions) {
                        if (chain == 1 && transitions == stopAt) {
                            stop.request();
                        }
                    }
                });
                Run part = (checkpoints.isEmpty() ? sampling : sampling.from(checkpoints)).run();
                assertEquals(stopAt < 300, part.stopped());
                ObjectMapper json = new ObjectMapper();
                String text = json.writeValueAsString(part.chains().stream().map(Run.ChainReport::checkpoint).toList());
                checkpoints = List.of(json.readValue(text, Chain.Checkpoint[].class));
                tail = part.draws().scalar("noise");
            }
            double[] last = whole.draws().scalar("noise")[1];
            assertArrayEquals(Arrays.copyOfRange(last, 50, 100), tail[1], shape.name());
        }
    }

    @Test
    void stoppingKeepsWhatWasDrawn() {
        StopFlag stop = new StopFlag();
        int[] closed = {0};
        Run run = Sampling.of(Targets.normals(1), SHORT.withDraws(1_000_000)).stoppedBy(stop).to(new Sink() {
            @Override
            public void draw(int chain, boolean warmup, Transition transition, double[] values) {
                if (chain == 0 && transition.state().position()[0] > 1.5) {
                    stop.request();
                }
            }

            @Override
            public void close() {
                closed[0]++;
            }
        }).run();
        assertTrue(run.stopped());
        assertTrue(run.draws().size(0) > 0 && run.draws().size(0) < 1_000_000);
        assertEquals(1, closed[0]);
    }

    @Test
    void aRunFromAFixedKeyIsFixed() {
        Run run = Sampling.of(Targets.eightSchools(), Settings.standard(42).withChains(1).withWarmup(20).withDraws(3)).run();
        double[] mu = run.draws().scalar("x[9]")[0];
        double[] noise = run.draws().scalar("noise")[0];
        assertArrayEquals(GOLDEN_MU, mu, 1e-6, Arrays.toString(mu));
        assertArrayEquals(GOLDEN_NOISE, noise, 1e-6, Arrays.toString(noise));
    }

    private static final double[] GOLDEN_MU = {6.875133177284282, 3.741424478459777, 8.68423486723324};
    private static final double[] GOLDEN_NOISE = {0.9061761163001255, 2.186612513385656, 1.8306313490063448};

    @Test
    void statisticsAreThoseOfTheTransitions() {
        Run run = Sampling.of(Targets.normals(1, 1), SHORT).run();
        double[] leapfrogs = run.draws().statistic(Statistic.LEAPFROGS)[0];
        double[] depth = run.draws().statistic(Statistic.TREE_DEPTH)[0];
        double[] step = run.draws().statistic(Statistic.STEP_SIZE)[0];
        for (int i = 0; i < leapfrogs.length; i++) {
            assertTrue(leapfrogs[i] >= Math.pow(2, depth[i]) - 1 && leapfrogs[i] < Math.pow(2, depth[i] + 1));
            assertEquals(run.chains().getFirst().tuning().stepSize(), step[i]);
        }
        double[] lp = run.draws().statistic(Statistic.LOG_DENSITY)[0];
        double x = run.draws().scalar("x[1]")[0][0];
        double y = run.draws().scalar("x[2]")[0][0];
        assertEquals(-0.5 * (x * x + y * y), lp[0], 1e-12);
    }

    @Test
    void containersAreReadByName() {
        Run run = Sampling.of(Targets.normals(1, 10), SHORT).run();
        assertEquals(List.of(2), run.draws().quantity("x").shape().sizes());
        assertEquals(run.draws().scalar("x[2]")[3][7], run.draws().elements("x")[3][7][1]);
        assertEquals(List.of("a[1,1]", "a[2,1]", "a[1,2]", "a[2,2]"), new Quantity("a", new Shape.Numbers(List.of(2, 2)), Quantity.Role.GENERATED).scalarNames());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> run.draws().scalar("y")).getMessage().contains("x[1], x[2], noise"));
    }

    @Test
    void noInitialPointSaysWhy() {
        Posterior impossible = Targets.of("impossible", 2, (x, g) -> x[0] > 0 ? Double.NEGATIVE_INFINITY : Double.NaN);
        Posterior explained = new Explained(impossible);
        Diagnostic diagnostic = assertThrows(ModelException.class, () -> Sampling.of(explained, SHORT).run()).diagnostics().getFirst();
        assertEquals("E0801", diagnostic.code());
        assertTrue(diagnostic.message().contains("tried 100 random points in [-2, 2]"), diagnostic.message());
        assertTrue(diagnostic.message().contains("the density is zero at"), diagnostic.message());
        assertTrue(diagnostic.message().contains("not a number at"), diagnostic.message());
        assertEquals("y[3] ~ normal", diagnostic.notes().getFirst().message());
    }

    @Test
    void anImproperPosteriorAndAFailingDensityEndWithADiagnostic() {
        Posterior flat = Targets.of("flat", 1, (x, g) -> g[0] = 0);
        assertEquals("E0802", code(() -> Sampling.of(flat, SHORT).run()));
        // Every other evaluation is at the end of a step, and falls by a thousand however short the step is.
        int[] evaluations = {0};
        Posterior jumps = Targets.of("jumps", 1, (x, g) -> {
            g[0] = 0;
            return evaluations[0]++ == 0 ? 0 : -1000;
        });
        assertEquals("E0803", code(() -> Sampling.of(jumps, SHORT.withChains(1)).run()));
        ModelException broken = new ModelException(Diagnostic.error("E0999", Span.NONE, "out of range"));
        int[] calls = {0};
        Posterior failing = Targets.of("failing", 1, (x, g) -> {
            if (++calls[0] > 500) {
                throw broken;
            }
            g[0] = -x[0];
            return -0.5 * x[0] * x[0];
        });
        assertEquals("E0999", code(() -> Sampling.of(failing, SHORT.withThreads(1)).run()));
    }

    @Test
    void givenInitialPointsAreUsed() {
        Initial at = new Initial.At(List.of(new double[] {0.5, 0.25}));
        Run run = Sampling.of(Targets.normals(1, 1), SHORT.withWarmup(0).withDraws(0).withInitial(at)).run();
        assertArrayEquals(new double[] {0.5, 0.25}, run.chains().getFirst().checkpoint().state().position());
        assertEquals("E0806", code(() -> Sampling.of(Targets.normals(1), SHORT.withInitial(at)).run()));
    }

    @Test
    void theProgressLineSaysHowFarChainsAre() {
        ProgressBar bar = new ProgressBar(System.err, false);
        bar.started(SHORT.withChains(2));
        bar.advanced(0, 300);
        bar.advanced(1, 150);
        assertEquals("running   75 % [██████████████████      ] 1: 300  2: 150  of 300, 10 s left", bar.line(30));
        bar.finished();
    }

    private static String code(Runnable action) {
        return assertThrows(ModelException.class, action::run).diagnostics().getFirst().code();
    }

    private static List<double[][]> everything(Run run) {
        return Stream.concat(run.draws().names().stream().map(run.draws()::scalar), Arrays.stream(Statistic.values()).map(run.draws()::statistic))
                .toList();
    }

    private static void assertSame(List<double[][]> a, List<double[][]> b) {
        assertEquals(a.size(), b.size());
        for (int i = 0; i < a.size(); i++) {
            assertTrue(Arrays.deepEquals(a.get(i), b.get(i)), "column " + i);
        }
    }

    /** A posterior that knows which site is to blame. */
    private record Explained(Posterior posterior) implements Posterior {
        @Override
        public String name() {
            return posterior.name();
        }

        @Override
        public int dimension() {
            return posterior.dimension();
        }

        @Override
        public List<Quantity> quantities() {
            return posterior.quantities();
        }

        @Override
        public LogDensity logDensity() {
            return posterior.logDensity();
        }

        @Override
        public Outputs outputs() {
            return posterior.outputs();
        }

        @Override
        public List<Diagnostic.Note> explain(double[] position) {
            return List.of(new Diagnostic.Note("y[3] ~ normal", Span.NONE));
        }
    }
}
