package org.pmodel.infer.hmc;

/** What adaptation chooses for a sampler: the step size of the integrator and the metric. */
public record Tuning(double stepSize, Metric metric) {
    public Tuning withStepSize(double newStepSize) {
        return new Tuning(newStepSize, metric);
    }
}
