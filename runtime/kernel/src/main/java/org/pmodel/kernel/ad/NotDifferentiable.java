package org.pmodel.kernel.ad;

import org.pmodel.kernel.Op;
import org.pmodel.ir.Diagnostic;
import org.pmodel.ir.ModelException;
import org.pmodel.ir.Span;

/** The error of asking for a derivative that a definition says does not exist. */
final class NotDifferentiable {
    private NotDifferentiable() {}

    static ModelException of(Op op, int parameter) {
        return new ModelException(Diagnostic.error("E0601", Span.NONE, op.name() + " has no derivative with respect to argument " + (parameter + 1)
                + ", but the log density depends on parameters through it").withNote("compute this argument from data only"));
    }
}
