/** The passes over Kernel IR, one to a file; {@link org.pmodel.kernel.pass.Passes} says in which order they run and why. */
package org.pmodel.kernel.pass;
