package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Function;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Transform;
import org.pmodel.kernel.Atom;

/** Writes the checks that a variable satisfies the support its declaration states. */
final class Supports {
    private final Lowering lowering;
    private final Scope scope;
    private final Expressions expressions;

    Supports(Lowering lowering, Scope scope, Expressions expressions) {
        this.lowering = lowering;
        this.scope = scope;
        this.expressions = expressions;
    }

    void check(Declaration declaration, String kind, String code) {
        if (!(declaration.sized() instanceof SizedType.Plain sized) || sized.constraint().isNone() || sized.constraint().transform().equals("offset_multiplier")) {
            return;
        }
        Transform transform = lowering.model.transforms().get(sized.constraint().transform());
        if (transform == null) {
            throw Faults.unsupported("the constraint " + sized.constraint().transform(), declaration.span());
        }
        Shaped value = scope.value(declaration.name(), lowering);
        List<Shaped> arguments = sized.constraint().arguments().stream().map(expressions::value).map(lowering::toReal).toList();
        if (!(value instanceof Shaped.Tensor t)) {
            holds(transform, arguments, List.of(), value, List.of(), declaration, kind, code);
            return;
        }
        List<Atom> outer = t.sizes().subList(0, t.rank() - transform.type().rank());
        List<Atom> inner = t.sizes().subList(outer.size(), t.rank());
        lowering.loops(outer, i -> holds(transform, arguments.stream().map(a -> a instanceof Shaped.Tensor b ? lowering.part(b, i.subList(0, b.rank())) : a).toList(),
                inner, lowering.part(t, i), i, declaration, kind, code));
    }

    private void holds(Transform transform, List<Shaped> arguments, List<Atom> sizes, Shaped value, List<Atom> index, Declaration declaration, String kind,
            String code) {
        Function f = lowering.model.function(transform.holds());
        List<Shaped> all = Parameters.with(arguments, transform, sizes);
        all.add(lowering.toReal(value));
        Atom fine = ((Shaped.Scalar) lowering.calls.inline(f, all, declaration.span())).atom();
        List<Atom> shown = new ArrayList<>();
        StringBuilder name = new StringBuilder(declaration.name());
        for (int k = 0; k < Math.min(index.size(), 2); k++) {
            name.append(k == 0 ? "[" : ", ").append('{').append(shown.size()).append('}').append(k == Math.min(index.size(), 2) - 1 ? "]" : "");
            shown.add(lowering.out.intPlus(index.get(k), Atom.UNIT));
        }
        String is = "";
        if (value instanceof Shaped.Scalar(Atom x)) {
            is = " is {" + shown.size() + "}, which";
            shown.add(x);
        }
        String limits = limits(transform, arguments, shown);
        lowering.out.check(fine, lowering.faults.number(code, kind + " " + name + is + " does not satisfy " + limits, declaration.span()), shown);
    }

    private static String limits(Transform transform, List<Shaped> arguments, List<Atom> shown) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) instanceof Shaped.Scalar(Atom limit) && shown.size() < 4) {
                String word = transform.name().equals("lower_upper") ? (i == 0 ? "lower" : "upper") : transform.name();
                parts.add(word + "={" + shown.size() + "}");
                shown.add(limit);
            }
        }
        return parts.isEmpty() ? transform.name() : "<" + String.join(", ", parts) + ">";
    }
}
