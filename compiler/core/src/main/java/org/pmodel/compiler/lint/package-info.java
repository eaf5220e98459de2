/**
 * Warnings: what is right by the rules of the language and yet likely wrong, or at least doubtful. {@link org.pmodel.compiler.lint.Lints} is the table;
 * each lint looks at a whole {@linkplain org.pmodel.compiler.lint.Subject program} and changes nothing.
 */
package org.pmodel.compiler.lint;
