/** The arithmetic that the Java engine shares with native kernels: scalar functions, and random numbers by key and counter. */
package org.pmodel.numerics;
