/** Runs of whole models against reference values: {@link org.pmodel.conformance.Conformance} of densities, {@link org.pmodel.conformance.Posteriors} of draws. */
package org.pmodel.conformance;
