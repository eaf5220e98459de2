/** Draws in memory and on disk. */
package org.pmodel.infer.draws;
