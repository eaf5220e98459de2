package org.pmodel.kernel;

/** What a scalar is: a 64-bit float or a 32-bit integer; conditions are integers. */
public enum Elem {
    REAL, INT
}
