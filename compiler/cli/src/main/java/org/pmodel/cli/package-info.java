/** The command line, {@code pplc}: one class per command; {@link org.pmodel.cli.Pplc} says what exit statuses mean. */
package org.pmodel.cli;
