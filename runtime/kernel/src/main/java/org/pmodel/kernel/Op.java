package org.pmodel.kernel;

import java.util.List;

/**
 * A scalar operation.
 *
 * @param partials one per parameter; the derivative rules. Not copied: a rule may use the operation itself, so the list is completed after it
 */
public record Op(String name, List<Elem> parameters, Elem result, Definition definition, List<Partial> partials) {
    public Op {
        parameters = List.copyOf(parameters);
    }

    /** What an operation is made of. */
    public sealed interface Definition {
        /** Arithmetic that every engine has; cheaper to repeat than to store. */
        record Arithmetic() implements Definition {}

        /** Called by the engine under its own spelling, a template over {@code $1}, {@code $2} … */
        record Primitive(String cpp, String java, boolean random) implements Definition {}

        /** Defined in Kernel IR. */
        record Composite(Snippet body) implements Definition {}
    }

    /** The derivative of the result with respect to one parameter. */
    public sealed interface Partial {
        /** A snippet over the parameters of the operation. */
        record Formula(Snippet snippet) implements Partial {}

        record Zero() implements Partial {}

        record NotDifferentiable() implements Partial {}
    }

    /** A scalar function as code: parameters, statements, result. */
    public record Snippet(List<Value> parameters, Block body, Atom result) {
        public Snippet {
            parameters = List.copyOf(parameters);
        }
    }

    /** Whether two runs on the same arguments may differ. */
    public boolean isRandom() {
        return definition instanceof Definition.Primitive p && p.random();
    }

    /** Whether repeating the operation costs no more than storing its result. */
    public boolean isCheap() {
        return definition instanceof Definition.Arithmetic && this != Ops.DIVIDE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Op o && o.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
