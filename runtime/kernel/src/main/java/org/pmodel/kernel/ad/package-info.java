/**
 * Differentiation from Kernel IR to Kernel IR.
 *
 * <p>{@link org.pmodel.kernel.ad.Activity} finds what lies between input and objective; {@link org.pmodel.kernel.ad.Reverse} writes the backward sweep,
 * {@link org.pmodel.kernel.ad.Forward} the derivative in one direction.
 */
package org.pmodel.kernel.ad;
