/**
 * PModel in a Java program: {@link org.pmodel.Models} compiles a file, the {@link org.pmodel.PModel} it returns takes data, and what comes of that is a
 * {@link org.pmodel.infer.ModelPosterior} to draw from.
 *
 * <pre>{@code
 *   try (PModel model = Models.compile(Path.of("eight_schools.pmodel"));
 *        ModelPosterior posterior = model.bind(Data.of(Map.of("J", 8, "y", y, "sigma", sigma)))) {
 *       Run run = posterior.sample(Settings.standard(1));
 *       double[][] tau = run.draws().scalar("tau");         // [chain][draw]
 *   }
 * }</pre>
 *
 * <p>What is wrong with a model, its data or a run is a {@link org.pmodel.ir.ModelException} that carries diagnostics.
 */
package org.pmodel;
