package org.pmodel.ir;

/** How a function that is defined on small arguments is applied to containers of them. */
public enum Lift {
    /** Applied once, to the arguments as they are. */
    NONE,
    /** Applied to each element; scalar arguments are repeated; the result has the shape of the container arguments. */
    ELEMENTWISE,
    /** A density applied to each element, and the results summed; scalar arguments are repeated. */
    SUM
}
