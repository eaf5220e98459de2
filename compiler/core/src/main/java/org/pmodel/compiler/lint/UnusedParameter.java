package org.pmodel.compiler.lint;

import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;

/** Parameters of which the density says nothing, and which decide nothing in it. */
final class UnusedParameter {
    private UnusedParameter() {}

    static void check(Subject subject, Consumer<Diagnostic> report) {
        Set<String> used = Term.of(subject).stream().flatMap(t -> t.parameters().stream()).collect(Collectors.toSet());
        ParameterControl.each(subject, condition -> used.addAll(subject.dependencies().parameters(condition)));
        for (Declaration parameter : subject.model().declaredParameters()) {
            if (!used.contains(parameter.name())) {
                report.accept(Diagnostic.warning("W0308", parameter.span(), "the parameter `" + parameter.name() + "` does not enter the density"));
            }
        }
    }
}
