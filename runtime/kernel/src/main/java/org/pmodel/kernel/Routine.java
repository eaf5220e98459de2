package org.pmodel.kernel;

import java.util.ArrayList;
import java.util.List;
import org.pmodel.kernel.Stmt.Storage.Access;

/**
 * A part of a kernel that is called by name and may call itself. Whole numbers are handed over by value, all else as memory of the caller, results
 * included; the body introduces that memory first, in order ({@link Stmt.Storage.Parameter}), with sizes that are parameters. Memory of rank one may be
 * an array of any rank, row by row.
 */
public record Routine(Signature signature, List<Value> parameters, Block body) {
    public Routine {
        parameters = List.copyOf(parameters);
    }

    /**
     * What a caller knows of a routine.
     *
     * @param parameters how many whole numbers it takes
     * @param memory what it does to each array that it is given
     * @param tooDeep number of the fault of calls too deep inside each other
     */
    public record Signature(String name, int parameters, List<Access> memory, boolean random, boolean prints, int tooDeep) {
        public Signature {
            memory = List.copyOf(memory);
        }
    }

    public String name() {
        return signature.name();
    }

    /** The introductions of the caller's memory, with which the body begins. */
    public List<Stmt.Alloc> memory() {
        List<Stmt.Alloc> memory = new ArrayList<>();
        for (Stmt s : body.statements()) {
            if (s instanceof Stmt.Alloc alloc && alloc.storage() instanceof Stmt.Storage.Parameter) {
                memory.add(alloc);
            }
        }
        return memory;
    }

    /** The body after the introductions. */
    public List<Stmt> work() {
        return body.statements().subList(memory().size(), body.statements().size());
    }

    /** Whether the routine runs through without branches, loops and calls. */
    public boolean isStraight() {
        return work().stream().noneMatch(s -> s instanceof Stmt.For || s instanceof Stmt.While || s instanceof Stmt.If || s instanceof Stmt.Call);
    }

    /** Writes in place what a call with these numbers and this memory would do. */
    public void inline(Builder out, List<Atom> numbers, List<Array> arrays) {
        Rewriter copy = new Rewriter(out);
        for (int k = 0; k < numbers.size(); k++) {
            copy.substitute(parameters.get(k), numbers.get(k));
        }
        for (int k = 0; k < arrays.size(); k++) {
            copy.substitute(memory().get(k).array(), arrays.get(k));
        }
        copy.block(new Block(work()));
    }

    public Routine withBody(Block body) {
        return new Routine(signature, parameters, body);
    }

    /** The body as a kernel, which passes work on. */
    public Kernel in(Kernel kernel) {
        return new Kernel(name(), body, kernel.faults(), kernel.routines());
    }
}
