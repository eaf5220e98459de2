/**
 * Inference: from a {@link org.pmodel.infer.Posterior} to draws and what they say.
 *
 * <p>An {@linkplain org.pmodel.infer.hmc.Algorithm algorithm} is a value that makes, for a {@link org.pmodel.infer.LogDensity}, two functions:
 * {@code init(position) → state} and {@code step(key, state, tuning) → (state, info)}.
 * {@linkplain org.pmodel.infer.adapt.Adaptation Adaptation} chooses the tuning during warm-up. A {@link org.pmodel.infer.Chain} repeats both from
 * {@linkplain org.pmodel.infer.Chain.Checkpoint checkpoint} to checkpoint; {@link org.pmodel.infer.Sampling} runs chains side by side, sends draws
 * to a {@linkplain org.pmodel.infer.draws.Sink sink} as they are made and returns a {@link org.pmodel.infer.Run}.
 * {@link org.pmodel.infer.diagnose.Summary} says what came out and whether to trust it.
 *
 * <pre>{@code
 *   try (StopFlag stop = StopFlag.onInterrupt()) {
 *       Run run = Sampling.of(posterior, Settings.standard(seed)).stoppedBy(stop).watchedBy(ProgressBar.onStandardError()).run();
 *       double[][] mu = run.draws().scalar("mu");            // [chain][draw]
 *       System.out.print(Summary.of(run, 0).toText());
 *   }
 * }</pre>
 *
 * <p>Seed, chain and transition make the key of every random number, so draws depend neither on threads nor on interruptions.
 */
package org.pmodel.infer;
