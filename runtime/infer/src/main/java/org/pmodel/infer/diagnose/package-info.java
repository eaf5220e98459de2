/** Convergence diagnostics and the summary of a run. */
package org.pmodel.infer.diagnose;
