package org.pmodel.ir;

import java.util.List;

/**
 * A bijection between unconstrained values and a support, as the library states it.
 *
 * <p>The shape of one element is that of the declared type; {@code free} gives the shape of its unconstrained coordinates in terms of the same
 * sizes. Both functions are written over one element: a scalar transform is applied to each scalar of a container, {@code simplex} to each vector
 * of an array.
 *
 * @param sizes names of the sizes of one element, in order: {@code K} for {@code simplex[K]}
 * @param arguments parameters such as bounds
 * @param freeType type of the unconstrained coordinates of one element
 * @param freeSizes expressions over {@code sizes}, one per dimension of {@code freeType}
 * @param constrain id of a function (arguments…, sizes…, unconstrained) to constrained
 * @param logJacobian id of a function (arguments…, sizes…, unconstrained, constrained) to real: log absolute Jacobian determinant of constrain;
 *        {@code null} where constrain adds it itself
 * @param unconstrain id of the inverse: (arguments…, sizes…, constrained) to unconstrained
 * @param holds id of a function (arguments…, sizes…, constrained) to int: whether a value satisfies the support
 */
public record Transform(String name, List<Function.Parameter> arguments, Type type, List<String> sizes, Type freeType, List<Expr> freeSizes,
        String constrain, String logJacobian, String unconstrain, String holds, Span span) {
    public Transform {
        arguments = List.copyOf(arguments);
        sizes = List.copyOf(sizes);
        freeSizes = List.copyOf(freeSizes);
    }

    /** The ids of all its functions. */
    public List<String> functions() {
        return logJacobian == null ? List.of(constrain, unconstrain, holds) : List.of(constrain, logJacobian, unconstrain, holds);
    }
}
