package org.pmodel.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Function;
import org.pmodel.ir.SizedType;
import org.pmodel.ir.Span;
import org.pmodel.ir.Transform;
import org.pmodel.kernel.Atom;
import org.pmodel.kernel.Ops;

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

    /** @param kind what the variable is, for the message */
    void check(Declaration declaration, String kind, String code) {
        check(declaration, kind, code, false);
    }

    /** @param lacking whether entries that are {@code NaN} are missing, and satisfy any support */
    void check(Declaration declaration, String kind, String code, boolean lacking) {
        if (isConstrained(declaration.sized())) {
            check(declaration.sized(), scope.value(declaration.name(), lowering), new Report(kind, code, declaration.span(), declaration.name(), List.of(), lacking));
        }
    }

    private static boolean isConstrained(SizedType type) {
        return switch (type) {
            case SizedType.Tuple t -> t.elements().stream().anyMatch(Supports::isConstrained);
            case SizedType.Plain p -> !p.constraint().isNone() && !p.constraint().transform().equals("offset_multiplier");
        };
    }

    /**
     * What is said of a value that does not satisfy its support.
     *
     * @param name of the part that is meant, with places for the indices among the values shown
     */
    private record Report(String kind, String code, Span span, String name, List<Atom> shown, boolean lacking) {
        Report element(int position) {
            return new Report(kind, code, span, name + "." + position, shown, lacking);
        }
    }

    /** The part of a container at an index; of many indices only some can be shown. */
    private Report at(Report report, List<Atom> index) {
        List<Atom> shown = new ArrayList<>(report.shown());
        StringBuilder name = new StringBuilder(report.name());
        int count = Math.min(index.size(), 2 - Math.min(2, shown.size()));
        for (int k = 0; k < count; k++) {
            name.append(k == 0 ? "[" : ", ").append('{').append(shown.size()).append('}').append(k == count - 1 ? "]" : "");
            shown.add(lowering.out.intPlus(index.get(k), Atom.UNIT));
        }
        return new Report(report.kind(), report.code(), report.span(), name.toString(), shown, report.lacking());
    }

    private void check(SizedType type, Shaped value, Report report) {
        if (!isConstrained(type)) {
            return;
        }
        switch (type) {
            case SizedType.Tuple t -> lowering.loops(value.sizes().subList(0, t.arrayDimensions().size()), i -> {
                Shaped.Tuple one = (Shaped.Tuple) lowering.part(value, i);
                for (int k = 0; k < t.elements().size(); k++) {
                    check(t.elements().get(k), one.elements().get(k), at(report, i).element(k + 1));
                }
            });
            case SizedType.Plain p -> check(p, value, report);
        }
    }

    private void check(SizedType.Plain type, Shaped value, Report report) {
        Transform transform = lowering.model.transforms().get(type.constraint().transform());
        if (transform == null) {
            throw Faults.unsupported("the constraint " + type.constraint().transform(), report.span());
        }
        List<Shaped> arguments = type.constraint().arguments().stream().map(expressions::value).map(lowering::toReal).toList();
        List<Atom> outer = value.sizes().subList(0, value.sizes().size() - transform.type().rank());
        List<Atom> inner = value.sizes().subList(outer.size(), value.sizes().size());
        lowering.loops(outer, i -> {
            Shaped one = lowering.part(value, i);
            Runnable check = () -> holds(transform,
                    arguments.stream().map(a -> a instanceof Shaped.Tensor b ? lowering.part(b, i.subList(0, b.rank())) : a).toList(), inner, one, at(report, i));
            if (report.lacking() && one instanceof Shaped.Scalar(Atom x)) {
                lowering.out.branch(lowering.out.let(Ops.EQUAL, x, x), check, () -> { });
            } else {
                check.run();
            }
        });
    }

    private void holds(Transform transform, List<Shaped> arguments, List<Atom> sizes, Shaped value, Report report) {
        Function f = lowering.model.function(transform.holds());
        List<Shaped> all = Parameters.with(arguments, transform, sizes);
        all.add(lowering.toReal(value));
        Atom fine = ((Shaped.Scalar) lowering.calls.inline(f, all, report.span())).atom();
        List<Atom> shown = new ArrayList<>(report.shown());
        String is = "";
        if (value instanceof Shaped.Scalar(Atom x)) {
            is = " is {" + shown.size() + "}, which";
            shown.add(x);
        }
        String limits = limits(transform, arguments, shown);
        lowering.out.check(fine, lowering.faults.number(report.code(), report.kind() + " " + report.name() + is + " does not satisfy " + limits, report.span()), shown);
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
