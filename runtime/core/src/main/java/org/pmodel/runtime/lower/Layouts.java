package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.pmodel.ir.Constraint;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Expr;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Span;
import org.pmodel.ir.Transform;
import org.pmodel.ir.Type;
import org.pmodel.kernel.Atom;

/** Finds how parameters are made of unconstrained coordinates, and how many of them there are. */
final class Layouts {
    private final Lowering lowering;
    private final Expressions expressions;

    Layouts(Lowering lowering, Expressions expressions) {
        this.lowering = lowering;
        this.expressions = expressions;
    }

    Layout of(Declaration declaration) {
        return layout(declaration.name(), declaration.sized(), declaration.span());
    }

    private Layout layout(String name, SizedType type, Span span) {
        return switch (type) {
            case SizedType.Tuple t -> {
                List<Layout> elements = new ArrayList<>();
                for (SizedType element : t.elements()) {
                    elements.add(layout(name + "." + (elements.size() + 1), element, span));
                }
                yield new Layout.Group(name, sizes(name, t.arrayDimensions(), span), 0, elements);
            }
            case SizedType.Plain p when p.type().scalar() == Type.COMPLEX -> {
                if (!p.constraint().isNone()) {
                    throw Faults.unsupported("a complex parameter with the constraint " + p.constraint().transform(), span);
                }
                List<Atom> sizes = sizes(name, p.dimensions(), span);
                yield new Layout.Group(name, sizes, sizes.size() - arrayRank(p.type()), List.of(part(name + "_real", span), part(name + "_imag", span)));
            }
            case SizedType.Plain p -> numbers(name, p, span);
        };
    }

    private static Layout part(String name, Span span) {
        return new Layout.Numbers(name, 0, Constraint.NONE, null, List.of(), List.of(), List.of(), List.of(), span);
    }

    private Layout numbers(String name, SizedType.Plain type, Span span) {
        List<Atom> sizes = sizes(name, type.dimensions(), span);
        Transform transform = type.constraint().isNone() ? null : lowering.model.transforms().get(type.constraint().transform());
        if (transform == null && !type.constraint().isNone()) {
            throw Faults.unsupported("a parameter with the constraint " + type.constraint().transform(), span);
        }
        int innerRank = transform == null ? 0 : transform.type().rank();
        List<Atom> inner = sizes.subList(sizes.size() - innerRank, sizes.size());
        return new Layout.Numbers(name, arrayRank(type.type()), type.constraint(), transform, sizes, sizes.subList(0, sizes.size() - innerRank), inner,
                freeSizes(transform, inner), span);
    }

    private List<Atom> sizes(String name, List<Expr> dimensions, Span span) {
        List<Atom> sizes = dimensions.stream().map(expressions::scalar).toList();
        sizes.forEach(n -> lowering.checkSize(n, name, span));
        return sizes;
    }

    private static int arrayRank(Type type) {
        return type instanceof Type.Array(Type element, int rank) ? rank : 0;
    }

    private List<Atom> freeSizes(Transform transform, List<Atom> inner) {
        if (transform == null) {
            return List.of();
        }
        Scope named = new Scope();
        for (int k = 0; k < transform.sizes().size(); k++) {
            named.bind(transform.sizes().get(k), new Shaped.Scalar(inner.get(k)));
        }
        Expressions over = new Expressions(lowering, named);
        return transform.freeSizes().stream().map(e -> lowering.maximum(over.scalar(e), Atom.NONE)).toList();
    }

    /** The number of coordinates. */
    Atom freeCount(Layout layout) {
        return switch (layout) {
            case Layout.Numbers n -> lowering.out.intTimes(lowering.count(n.outer()), lowering.count(n.free()));
            case Layout.Group g -> lowering.out.intTimes(lowering.count(g.sizes()), sum(g, this::freeCount));
        };
    }

    /** The number of values. */
    Atom count(Layout layout) {
        return switch (layout) {
            case Layout.Numbers n -> lowering.count(n.sizes());
            case Layout.Group g -> lowering.out.intTimes(lowering.count(g.sizes()), sum(g, this::count));
        };
    }

    /** What the elements of one tuple or complex number come to. */
    Atom sum(Layout.Group group, Function<Layout, Atom> count) {
        Atom sum = Atom.NONE;
        for (Layout element : group.elements()) {
            sum = lowering.out.intPlus(sum, count.apply(element));
        }
        return sum;
    }
}
