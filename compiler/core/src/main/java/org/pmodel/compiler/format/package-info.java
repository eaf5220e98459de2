/**
 * The formatter. It works on the words of a text, never on what they mean: the words and comments of the result are those of the text, in the
 * same order, with other space between them. Where lines begin follows from the sentences ({@code Lines}), the space between two words
 * of a line from the two ({@code Spacing}), and where a line that is too long goes on from how deep its words are nested ({@code Paper}).
 */
package org.pmodel.compiler.format;
