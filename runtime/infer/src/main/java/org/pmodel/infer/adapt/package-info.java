/** Warm-up: what the step size and the metric are learned from, and when. */
package org.pmodel.infer.adapt;
