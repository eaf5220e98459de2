package org.pmodel.compiler.lint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.pmodel.ir.Declaration;
import org.pmodel.ir.Diagnostic;

/**
 * Parameters without a prior. In the graph of parameters and terms of the density, a term beside a parameter belongs to its prior when no data can be
 * reached from it except through the parameter.
 */
final class MissingPrior {
    private final Map<String, List<Term>> terms = new HashMap<>();

    private MissingPrior(List<Term> all) {
        all.forEach(term -> term.parameters().forEach(p -> terms.computeIfAbsent(p, k -> new ArrayList<>()).add(term)));
    }

    static void check(Subject subject, Consumer<Diagnostic> report) {
        MissingPrior graph = new MissingPrior(Term.of(subject));
        for (Declaration parameter : subject.model().declaredParameters()) {
            List<Term> beside = graph.terms.getOrDefault(parameter.name(), List.of());
            if (!beside.isEmpty() && beside.stream().noneMatch(t -> graph.isPrior(t, parameter.name()))) {
                report.accept(Diagnostic.warning("W0309", parameter.span(), "the parameter `" + parameter.name() + "` has no prior")
                        .withNote("every statement about it is a statement about data, too"));
            }
        }
    }

    private boolean isPrior(Term term, String parameter) {
        Set<String> seen = new HashSet<>(Set.of(parameter));
        Deque<Term> pending = new ArrayDeque<>(List.of(term));
        while (!pending.isEmpty()) {
            Term next = pending.pop();
            if (next.observed()) {
                return false;
            }
            for (String other : next.parameters()) {
                if (seen.add(other)) {
                    pending.addAll(terms.get(other));
                }
            }
        }
        return true;
    }
}
