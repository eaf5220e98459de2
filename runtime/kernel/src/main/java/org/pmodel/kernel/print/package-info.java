/**
 * Kernel IR as source text.
 *
 * <p>{@link org.pmodel.kernel.print.SourcePrinter} walks the statements once for all languages with braces; a subclass is a table of spellings and
 * the places where memory differs. {@link org.pmodel.kernel.print.TextPrinter} writes the form that people read.
 */
package org.pmodel.kernel.print;
